// What a page does that links and forms cannot: figures that change while an exploration runs, and two keys.
const status = document.getElementById("status");

async function look() {
  try {
    const answer = await fetch(status.dataset.source, { headers: { accept: "application/json" } });
    const figures = await answer.json();
    for (const [name, text] of Object.entries(figures)) {
      const place = status.querySelector(`[data-figure="${name}"]`);
      if (place && place.textContent !== text) {
        place.textContent = text;
      }
    }

    if (figures.over) {
      location.reload();
      return;
    }
  } catch {
    // The server is gone or busy: what is shown stays, and it is asked again.
  }

  setTimeout(look, 500);
}

if (status && status.dataset.over === "false") {
  setTimeout(look, 300);
}

// The left arrow undoes the last step, unless somebody is writing.
document.addEventListener("keydown", event => {
  const undo = document.getElementById("undo");
  const isWriting = event.target instanceof Element && event.target.closest("input, select, textarea, [tabindex='0']");
  if (event.key === "ArrowLeft" && undo && !isWriting && !event.altKey && !event.ctrlKey && !event.metaKey) {
    undo.click();
  }
});

// A format of a trace is copied, and opened where that is not allowed.
for (const link of document.querySelectorAll("a[data-copy]")) {
  link.addEventListener("click", async event => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }

    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      await navigator.clipboard.writeText(await answer.text());
      const told = link.textContent;
      link.textContent = `${told} (copied)`;
      setTimeout(() => { link.textContent = told; }, 1500);
    } catch {
      location.href = link.href;
    }
  });
}
