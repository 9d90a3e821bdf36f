using Microsoft.Playwright;

using ModelCheck.Exploration.Results;
using ModelCheck.Properties.Browsers;
using ModelCheck.Properties.Peers;
using ModelCheck.Web.Clusters;

using Xunit;

namespace ModelCheck.Properties.Web;

/// <summary>The page of a cluster, in a browser.</summary>
[Collection(InOneBrowser.Name)]
public sealed class ClusterInBrowserTests(Browser browser) : IAsyncLifetime
{
    private volatile ClusterView? _view = With(states: 1_000, partitions: 2);
    private Site? _site;

    public Task InitializeAsync()
    {
        _site = new Site(Site.Peers with
        {
            Cluster = new ServedCluster("lab", _ => _view is { } view
                ? Task.FromResult(view)
                : Task.FromException<ClusterView>(new IOException("cluster lab does not answer: nobody is there"))),
        });
        return _site.InitializeAsync();
    }

    public Task DisposeAsync() => _site!.DisposeAsync();

    [BrowserFact]
    public Task Figures_change_by_themselves_and_the_page_with_what_there_is() => Visit(async page =>
    {
        await page.EvaluateAsync("window.isSame = true").ConfigureAwait(true);
        ILocator states = page.Locator("[data-figure=exploration-0-total-1]");
        await Assertions.Expect(states).ToHaveTextAsync("2,000").ConfigureAwait(true);
        _view = With(states: 3_000, partitions: 2);
        await Assertions.Expect(states).ToHaveTextAsync("6,000").ConfigureAwait(true);
        _view = null;
        ILocator trouble = page.Locator("[data-figure=trouble]");
        await Assertions.Expect(trouble).ToContainTextAsync("nobody is there").ConfigureAwait(true);
        await Assertions.Expect(states).ToHaveTextAsync("6,000").ConfigureAwait(true);
        Assert.True(await page.EvaluateAsync<bool>("window.isSame === true").ConfigureAwait(true));

        _view = With(states: 1, partitions: 5);
        await Assertions.Expect(page.Locator("#exploration-0 ~ .wide tbody tr")).ToHaveCountAsync(5)
            .ConfigureAwait(true);
        await Assertions.Expect(trouble).ToHaveTextAsync(string.Empty).ConfigureAwait(true);
    });

    [InstalledTheory(Browser.Program)]
    [InlineData(ColorScheme.Light, 400)]
    [InlineData(ColorScheme.Dark, 1400)]
    public Task Axe_finds_nothing_in_it_and_it_is_no_wider_than_its_window(ColorScheme colours, int width) => Visit(
        async page =>
        {
            await PageChecks.IsAccessible(page).ConfigureAwait(true);
            await PageChecks.IsNoWiderThanTheWindow(page).ConfigureAwait(true);
            await PageChecks.IsWalkedThroughByTab(page, most: 20).ConfigureAwait(true);
            _view = null;
            await Assertions.Expect(page.Locator("[data-figure=trouble]")).ToContainTextAsync("nobody is there")
                .ConfigureAwait(true);
            await PageChecks.IsAccessible(page).ConfigureAwait(true);
            await PageChecks.IsNoWiderThanTheWindow(page).ConfigureAwait(true);
        },
        colours,
        width);

    private static ClusterView With(long states, int partitions) => new(
        "lab",
        [
            new WorkerView("a-machine-with-a-long-name-in-some-network:11111", 8, 1L << 30, 8L << 30, 12),
            new WorkerView(new string('x', 400), 8, 1L << 30, 8L << 30, 12),
        ],
        [
            new SpreadView(
                new string('0', 32),
                "FirstClass/Holder/Native",
                2,
                5,
                10,
                [
                    .. Enumerable.Repeat<PartitionView?>(
                        new PartitionView("a-machine:11111", "expanding", 7, states, 20, 30, 40), partitions),
                ]),
        ]);

    private Task Visit(Func<IPage, Task> reader, ColorScheme colours = ColorScheme.Light, int width = 1400) =>
        browser.Visit(new Uri(_site!.Address, "/cluster"), reader, width, colours: colours);
}
