using System.Text.Json.Nodes;

using Microsoft.Playwright;

using ModelCheck.Properties.Browsers;
using ModelCheck.Properties.Peers;

using Xunit;

namespace ModelCheck.Properties.Web;

/// <summary>Pages that are served, in a browser.</summary>
[Collection(InOneBrowser.Name)]
public sealed class ServedInBrowserTests(Browser browser, Site site) : IClassFixture<Site>
{
    private const string Freed = "path=Alloc(s0,2);Alias(s1,d0,ro,0,1);Free(s0,d0)";
    private const string One = $"/state?policy=Pin/Holder&{Freed}";
    private const string Two = $"/state?policy=Pin/Holder&policy=FirstClass/Holder&{Freed}";
    private const string Run = "/run?scenario=versioned-rom&policy=Pin/Holder";
    private const string Fault = "/state?path=Steal(s0)";

    // What a form of a trace is called, and something that stands in it.
    private static readonly (string Name, string Part)[] Formats =
        [("JSON", "\"trace\""), ("ITF", "\"ITF\""), ("an xUnit test", "[Fact]"), ("Markdown", "```")];

    public static TheoryData<string, int> Widths => new()
    {
        { "/", 400 }, { "/", 1400 }, { One, 400 }, { Two, 400 }, { Two, 1400 }, { Run, 400 }, { Run, 1400 },
        { Fault, 400 },
    };

    public static TheoryData<string, ColorScheme> Looks => new()
    {
        { "/", ColorScheme.Light }, { "/", ColorScheme.Dark },
        { One, ColorScheme.Light }, { One, ColorScheme.Dark },
        { Two, ColorScheme.Light }, { Two, ColorScheme.Dark },
        { Run, ColorScheme.Light }, { Run, ColorScheme.Dark },
        { Fault, ColorScheme.Light }, { Fault, ColorScheme.Dark },
    };

    [BrowserFact]
    public Task An_exploration_is_started_watched_and_followed_to_a_violation() => Visit("/", async page =>
    {
        await page.GetByLabel("Scenario").SelectOptionAsync("versioned-rom").ConfigureAwait(true);
        await page.GetByLabel("Policy", new() { Exact = true }).SelectOptionAsync("Cascade/Allocator")
            .ConfigureAwait(true);
        await page.GetByText("Explore everything").ClickAsync().ConfigureAwait(true);
        await IsAt(page, "Explore Cascade/Allocator in versioned-rom").ConfigureAwait(true);
        await page.GetByText("Explore every reachable state").ClickAsync().ConfigureAwait(true);

        // The page goes on by itself once it is over.
        await page.GetByRole(AriaRole.Heading, new() { Name = "What was found" }).WaitForAsync().ConfigureAwait(true);
        Assert.Equal(
            "over", await page.Locator("[data-figure=phase]").InnerTextAsync().ConfigureAwait(true));
        string explored = page.Url;
        ILocator violated = page.Locator("tr:has(td.broken):has-text('NoForeignRevocation') >> nth=0 >> a");
        await violated.ClickAsync().ConfigureAwait(true);
        await IsAt(page, "versioned-rom: after 3 steps").ConfigureAwait(true);
        string shown = await Shown(page).ConfigureAwait(true);
        Assert.Contains("✗ NoForeignRevocation (must): ", shown, Plainly);

        // All of it stands in the address.
        await page.ReloadAsync().ConfigureAwait(true);
        Assert.Equal(shown, await Shown(page).ConfigureAwait(true));
        await page.GoBackAsync().ConfigureAwait(true);
        Assert.Equal(explored, page.Url);
        await page.GetByRole(AriaRole.Heading, new() { Name = "What was found" }).WaitForAsync().ConfigureAwait(true);
    });

    [BrowserFact]
    public Task States_are_stepped_through_by_links() => Visit("/", async page =>
    {
        await page.GetByText("Step by hand").ClickAsync().ConfigureAwait(true);
        await IsAt(page, "peers: the initial state").ConfigureAwait(true);
        string[] operations = ["Alloc(s0, 1)", "Alias(s1, d0, ro, 0, 1)", "Free(s0, d0)"];
        foreach (string operation in operations)
        {
            await page.Locator(".asked a", new() { HasTextString = operation }).First.ClickAsync().ConfigureAwait(true);
        }

        await IsAt(page, "peers: after 3 steps").ConfigureAwait(true);
        Assert.Equal(
            ["initial state", .. operations],
            await page.Locator(".crumbs li").AllInnerTextsAsync().ConfigureAwait(true));
        string third = page.Url;

        // A link undoes the last step, and so does a key, but not while somebody writes.
        await page.Locator("#undo").ClickAsync().ConfigureAwait(true);
        await IsAt(page, "peers: after 2 steps").ConfigureAwait(true);
        await page.Locator("input[name=filter]").FocusAsync().ConfigureAwait(true);
        await page.Keyboard.PressAsync("ArrowLeft").ConfigureAwait(true);
        await IsAt(page, "peers: after 2 steps").ConfigureAwait(true);
        await page.Locator("#undo").FocusAsync().ConfigureAwait(true);
        await page.Keyboard.PressAsync("ArrowLeft").ConfigureAwait(true);
        await IsAt(page, "peers: after 1 step").ConfigureAwait(true);
        Assert.DoesNotContain("Alias", page.Url, Plainly);
        await page.GoBackAsync().ConfigureAwait(true);
        await page.GoBackAsync().ConfigureAwait(true);
        Assert.Equal(third, page.Url);
    });

    [BrowserFact]
    public Task Policies_are_put_beside_one_another_and_the_step_where_they_part_is_told() => Visit(One, async page =>
    {
        await page.GetByLabel("Policy to be added").SelectOptionAsync("FirstClass/Holder").ConfigureAwait(true);
        await page.GetByText("Put it beside").ClickAsync().ConfigureAwait(true);
        Assert.Equal(2, await page.Locator(".column").CountAsync().ConfigureAwait(true));
        Assert.Equal(
            "The policies part at step 3, Free(s0, d0).",
            await page.Locator(".warning").InnerTextAsync().ConfigureAwait(true));
        await page.Locator(".warning a").ClickAsync().ConfigureAwait(true);
        await IsAt(page, "peers: after 3 steps").ConfigureAwait(true);
        await page.Locator("#undo").ClickAsync().ConfigureAwait(true);
        await IsAt(page, "peers: after 2 steps").ConfigureAwait(true);
        Assert.Contains(
            "So far nothing that can be seen tells the policies apart.",
            await Shown(page).ConfigureAwait(true),
            Plainly);
        await page.GetByText("Leave Pin/Holder out").ClickAsync().ConfigureAwait(true);
        await Assertions.Expect(page.Locator(".column h2")).ToHaveCountAsync(1).ConfigureAwait(true);
        Assert.DoesNotContain("Pin", page.Url, Plainly);
        Assert.Equal(
            ["FirstClass/Holder"], await page.Locator(".column h2").AllInnerTextsAsync().ConfigureAwait(true));
    });

    [BrowserFact]
    public Task A_trace_is_copied_by_a_click() => Visit(One, async page =>
    {
        foreach ((string name, string part) in Formats)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync().ConfigureAwait(true);
            await page.GetByText($"{name} (copied)").WaitForAsync().ConfigureAwait(true);
            string copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()").ConfigureAwait(true);
            Assert.Contains(part, copied, Plainly);
        }

        Assert.Contains("/state?", page.Url, Plainly);
    });

    [BrowserFact]
    public Task A_state_is_found_by_a_line_of_text() => Visit("/state?policy=Pin/Holder", async page =>
    {
        await page.Locator("input[name=filter]").FillAsync("frame 0 stranded").ConfigureAwait(true);
        await page.Keyboard.PressAsync("Enter").ConfigureAwait(true);
        await page.Locator(".asked li:has-text('here it matches') a").ClickAsync().ConfigureAwait(true);
        Assert.Contains("NoStrandedFrames", await Shown(page).ConfigureAwait(true), Plainly);
        await page.GetByText("How else do I get here?").ClickAsync().ConfigureAwait(true);
        Assert.Contains("lead to this state under Pin/Holder", await Shown(page).ConfigureAwait(true), Plainly);
        await page.GetByText("Back to where you were").ClickAsync().ConfigureAwait(true);
        await page.GetByText("How far is it to a violation?").ClickAsync().ConfigureAwait(true);
        Assert.Contains("From here, under Pin/Holder", await Shown(page).ConfigureAwait(true), Plainly);
    });

    [InstalledTheory(Browser.Program)]
    [MemberData(nameof(Widths))]
    public async Task A_page_is_no_wider_than_its_window(string address, int width)
    {
        await Explored(address).ConfigureAwait(true);
        await browser.Visit(
            AddressOf(address), PageChecks.IsNoWiderThanTheWindow, width, isFault: address == Fault)
            .ConfigureAwait(true);
    }

    [InstalledTheory(Browser.Program)]
    [MemberData(nameof(Looks))]
    public async Task Axe_finds_nothing_in_a_page(string address, ColorScheme colours)
    {
        await Explored(address).ConfigureAwait(true);
        await browser.Visit(
            AddressOf(address), PageChecks.IsAccessible, colours: colours, isFault: address == Fault)
            .ConfigureAwait(true);
    }

    [BrowserFact]
    public Task The_keyboard_reaches_everything_and_Enter_follows() => Visit(Two, async page =>
    {
        await PageChecks.IsWalkedThroughByTab(page, most: 200).ConfigureAwait(true);
        await page.Locator("#undo").FocusAsync().ConfigureAwait(true);
        await page.Keyboard.PressAsync("Enter").ConfigureAwait(true);
        await IsAt(page, "peers: after 2 steps").ConfigureAwait(true);
        Assert.DoesNotContain("Free", page.Url, Plainly);
        await page.Locator("summary").First.FocusAsync().ConfigureAwait(true);
        await page.Keyboard.PressAsync("Enter").ConfigureAwait(true);
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('details').open").ConfigureAwait(true));
    });

    private static StringComparison Plainly => StringComparison.Ordinal;

    // The page is there, and its script has begun to listen to keys.
    private static async Task IsAt(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true, Level = 1 }).WaitForAsync()
            .ConfigureAwait(true);
        await page.WaitForLoadStateAsync().ConfigureAwait(true);
    }

    private static Task<string> Shown(IPage page) => page.Locator("main").InnerTextAsync();

    private Task Visit(string address, Func<IPage, Task> reader) => browser.Visit(AddressOf(address), reader);

    private Uri AddressOf(string address) => new(site.Address, address);

    // The page of an exploration is looked at after the exploration.
    private async Task Explored(string address)
    {
        if (address != Run)
        {
            return;
        }

        using HttpResponseMessage started =
            await site.Post(Run.Replace("/run?", "/run/start?", Plainly)).ConfigureAwait(true);
        for (bool isOver = false; !isOver; await Task.Delay(20).ConfigureAwait(true))
        {
            string status = (await site.Get(Run.Replace("/run?", "/run/status?", Plainly)).ConfigureAwait(true)).Body;
            isOver = (bool)JsonNode.Parse(status)!["over"]!;
        }
    }
}
