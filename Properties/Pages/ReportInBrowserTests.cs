using Microsoft.Playwright;

using ModelCheck.Properties.Browsers;
using ModelCheck.Properties.Peers;

using Xunit;

namespace ModelCheck.Properties.Pages;

/// <summary>Reports opened from a disk: whoever reads one finds what they came for, with a mouse or without.</summary>
[Collection(InOneBrowser.Name)]
public sealed class ReportInBrowserTests(Browser browser, ReportFiles files) : IClassFixture<ReportFiles>
{
    private const int MostClicks = 4;

    [BrowserFact]
    public Task A_violated_cell_of_the_matrix_leads_to_its_trace() =>
        browser.Visit(files.AddressOf("peers"), async page =>
        {
            ILocator cell = page.Locator("table.matrix td.broken a").Nth(7);
            string leads = (await cell.GetAttributeAsync("href").ConfigureAwait(true))!;
            string steps = await cell.InnerTextAsync().ConfigureAwait(true);
            await cell.ClickAsync().ConfigureAwait(true);
            (string id, string text) = await PageChecks.Target(page).ConfigureAwait(true);
            Assert.Equal(leads, $"#{id}");
            Assert.Equal(1, await page.Locator("section.finding:target").CountAsync().ConfigureAwait(true));
            Assert.Contains("✗", text, StringComparison.Ordinal);
            Assert.Equal(
                steps,
                $"{await page.Locator("section.finding:target .strip > li").CountAsync().ConfigureAwait(true)}");
        });

    [BrowserFact]
    public Task A_newcomer_finds_which_policy_to_choose() => Reads("peers", [], text =>
        Assert.Contains("Choose FirstClass with charging Holder", text, StringComparison.Ordinal));

    [BrowserFact]
    public Task A_newcomer_finds_why_it_is_not_Cascade() => Reads(
        "peers",
        ["nav >> text=Why not another one?", "dt:has-text('Cascade') + dd >> a >> nth=0"],
        text =>
        {
            Assert.StartsWith("NoForeignRevocation violated Cascade, ", text, StringComparison.Ordinal);
            Assert.Matches("✗ .* peer 2 \\(s1\\)", text);
        });

    [BrowserFact]
    public Task A_newcomer_finds_where_the_owner_of_a_pool_loses() => Reads(
        "shared-buffer",
        ["nav >> text=Who loses where", "#roles h3:has-text('client (s0)') + ul >> a >> nth=0"],
        text => Assert.Matches("✗ .*client \\(s0\\)", text));

    [BrowserFact]
    public Task A_newcomer_finds_what_would_have_to_be_given_up() => Reads(
        "peers",
        ["nav >> text=What to give up", "#give-up .sets >> a >> nth=0"],
        text => Assert.Contains("✗", text, StringComparison.Ordinal));

    [BrowserFact]
    public Task A_newcomer_finds_whether_it_holds_with_one_more_frame() => Reads(
        "peers",
        ["nav >> text=With one more?"],
        text => Assert.Matches("one frame more, and so much more of every quota[^A-Z]*to the end\\s+none known", text));

    [InstalledTheory(Browser.Program)]
    [InlineData("peers", 400)]
    [InlineData("peers", 1400)]
    [InlineData("shared-buffer", 400)]
    [InlineData("exploration", 400)]
    [InlineData("exploration", 1400)]
    public Task A_report_is_no_wider_than_its_window(string report, int width) =>
        browser.Visit(files.AddressOf(report), PageChecks.IsNoWiderThanTheWindow, width);

    [InstalledTheory(Browser.Program)]
    [InlineData("versioned-rom", ColorScheme.Light)]
    [InlineData("exploration", ColorScheme.Light)]
    [InlineData("exploration", ColorScheme.Dark)]
    public Task Axe_finds_nothing_in_a_report(string report, ColorScheme colours) =>
        browser.Visit(files.AddressOf(report), PageChecks.IsAccessible, colours: colours);

    [BrowserFact]
    public Task The_keyboard_reaches_everything_and_Enter_follows() =>
        browser.Visit(files.AddressOf("peers"), async page =>
        {
            await PageChecks.IsWalkedThroughByTab(page, most: 60).ConfigureAwait(true);
            await page.Locator("nav >> text=Matrix").FocusAsync().ConfigureAwait(true);
            await page.Keyboard.PressAsync("Enter").ConfigureAwait(true);
            Assert.Equal("matrix", (await PageChecks.Target(page).ConfigureAwait(true)).Id);

            // From there on the keyboard goes on where the reader is.
            await page.Keyboard.PressAsync("Tab").ConfigureAwait(true);
            Assert.True(await page.EvaluateAsync<bool>(
                "document.getElementById('matrix').contains(document.activeElement)").ConfigureAwait(true));
        });

    // Somebody who knows nothing follows a few links, and reads what stands where they end.
    private Task Reads(string report, string[] links, Action<string> isFound) =>
        browser.Visit(files.AddressOf(report), async page =>
        {
            Assert.InRange(links.Length, 0, MostClicks);
            foreach (string link in links)
            {
                await page.Locator(link).ClickAsync().ConfigureAwait(true);
            }

            isFound(links.Length == 0
                ? await page.Locator("#answer").InnerTextAsync().ConfigureAwait(true)
                : (await PageChecks.Target(page).ConfigureAwait(true)).Text);
            if (links.Length == 0)
            {
                // Without a click it has to be seen without a scroll.
                Assert.True(await page.EvaluateAsync<bool>(
                    "document.querySelector('.recommendation').getBoundingClientRect().bottom < innerHeight")
                    .ConfigureAwait(true));
            }
        });
}
