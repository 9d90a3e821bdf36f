using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

using Microsoft.Playwright;

using Xunit;

namespace ModelCheck.Properties.Browsers;

/// <summary>What is asked of every page.</summary>
internal static class PageChecks
{
    // What the keyboard has to reach, of what can be seen, in the order of the document.
    private const string Reachable =
        """
        [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
            .filter(e => e.type !== "hidden" && e.checkVisibility())
        """;

    /// <summary>Axe has nothing to say against it.</summary>
    internal static async Task IsAccessible(IPage page)
    {
        AxeResult found = await page.RunAxe().ConfigureAwait(true);
        Assert.Empty(found.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}, {violation.Nodes.Length} times: {violation.Nodes[0].Html}"));
        Assert.NotEmpty(found.Passes);
    }

    /// <summary>It is no wider than its window.</summary>
    internal static async Task IsNoWiderThanTheWindow(IPage page)
    {
        int[] widths = await page.EvaluateAsync<int[]>(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]").ConfigureAwait(true);
        Assert.InRange(widths[0], 1, widths[1]);
    }

    /// <summary>From the top on the Tab key goes from one thing to the next, and leaves none out.</summary>
    internal static async Task IsWalkedThroughByTab(IPage page, int most)
    {
        int count = Math.Min(
            most, await page.EvaluateAsync<int>($"{Reachable}.length").ConfigureAwait(true));
        Assert.InRange(count, 5, most);
        for (int index = 0; index < count; index++)
        {
            await page.Keyboard.PressAsync("Tab").ConfigureAwait(true);
            (string Expected, string Actual) at = (
                await Described($"{Reachable}[{index}]").ConfigureAwait(true),
                await Described("document.activeElement").ConfigureAwait(true));
            Assert.Equal((index, at.Expected), (index, at.Actual));
            Assert.True(
                await page.EvaluateAsync<bool>($"{Reachable}[{index}] === document.activeElement")
                    .ConfigureAwait(true),
                $"{index}: {at.Actual}");
        }

        Task<string> Described(string element) =>
            page.EvaluateAsync<string>($"(e => e.outerHTML.slice(0, 120))({element})");
    }

    /// <summary>Where the address points to something of the page, that can be seen.</summary>
    /// <returns>Its place and its text.</returns>
    internal static async Task<(string Id, string Text)> Target(IPage page)
    {
        string id = new Uri(page.Url).Fragment.TrimStart('#');
        ILocator target = page.Locator($"[id='{id}']");
        await target.WaitForAsync().ConfigureAwait(true);
        int[] place = await target.EvaluateAsync<int[]>(
            "e => (r => [Math.round(r.top), Math.round(r.bottom), innerHeight])(e.getBoundingClientRect())")
            .ConfigureAwait(true);
        Assert.True(place[0] < place[2] && place[1] > 0 && place[0] >= -1, $"{id}: {string.Join(' ', place)}");
        return (id, await target.InnerTextAsync().ConfigureAwait(true));
    }
}
