using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using ModelCheck.Cli;
using ModelCheck.Cluster.Driving;
using ModelCheck.Cluster.Membership;
using ModelCheck.Exploration.Results;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Cluster;
using ModelCheck.Properties.Pages;
using ModelCheck.Web.Clusters;

using Xunit;

namespace ModelCheck.Properties.Web;

/// <summary>The page of a cluster: one that there is, and what one may answer.</summary>
public sealed class ClusterPageTests
{
    private const string Evil = "<script>alert(1)</script>\"'\u202e\0\n";
    private const string Link = "<li><a href=\"/cluster\">Cluster</a></li>";

    private static ClusterView Quiet { get; } = new("lab", [new WorkerView("one:1", 2, 3 << 20, 4L << 30, 5)], []);

    [Fact]
    public async Task An_exploration_that_is_under_way_is_shown_with_its_workers_and_partitions()
    {
        using LocalWorker first = LocalWorker.Start("on-a-page");
        using LocalWorker second = LocalWorker.Start("on-a-page");
        ClusterConnection connection = await ClusterConnection.Open(
            MembershipPlace.Of("on-a-page", null), null, isVerbose: false, CancellationToken.None)
            .ConfigureAwait(true);
        await using (connection.ConfigureAwait(true))
        {
            using var interrupt = new Interrupt();
            Task<Finished> exploring = Task.Run(() => Invocation.Run(
                interrupt,
                "explore --lifetime FirstClass --frames 8 --dataspaces 8 --quiet --cluster on-a-page --partitions 3"
                    .Split(' ')));
            await Serve(_ => connection.Show(), async site =>
            {
                string page = await Eventually(site, "searching|expand").ConfigureAwait(true);
                string text = PageText.Read(page);
                Assert.Contains("Cluster lab", text, StringComparison.Ordinal);
                Assert.Contains("2 workers", text, StringComparison.Ordinal);
                Assert.Contains("FirstClass/Holder", text, StringComparison.Ordinal);
                Assert.Contains("under way", text, StringComparison.Ordinal);
                Assert.Equal("1", TextOf("exploration-0-total-7", page));
                Assert.Equal("2", TextOf("exploration-0-partition-2-0", page));
                Assert.Contains($"{Environment.MachineName}:", TextOf("exploration-0-partition-2-1", page), Plainly);

                // It changes by itself, and the page need not be loaded again for that.
                string states = TextOf("exploration-0-total-1", page);
                JsonNode status = await Status(site, "2-3").ConfigureAwait(true);
                for (int attempt = 0; attempt < 300 && status["exploration-0-total-1"]!.ToString() == states; attempt++)
                {
                    await Task.Delay(100).ConfigureAwait(true);
                    status = await Status(site, "2-3").ConfigureAwait(true);
                }

                Assert.NotEqual(states, status["exploration-0-total-1"]!.ToString());
                Assert.False((bool)status["over"]!);
            }).ConfigureAwait(true);
            interrupt.Receive(new PosixSignalContext(PosixSignal.SIGINT));
            Assert.Equal(3, (await exploring.ConfigureAwait(true)).ExitCode);
        }
    }

    [Fact]
    public Task What_other_machines_say_is_text_and_every_text_that_changes_has_its_place()
    {
        var view = new ClusterView(
            Evil,
            [new WorkerView(Evil, 1, 1, 1, 1)],
            [
                new SpreadView(Evil, Evil, 3, 7, 2, [new PartitionView(Evil, Evil, 1, 5_000, 3, 4, 5), null])
                {
                    Outcome = Evil,
                },
            ]);
        return Serve(_ => Task.FromResult(view), async site =>
        {
            string page = await Page(site).ConfigureAwait(true);
            Assert.DoesNotContain("<script>", page, Plainly);
            Assert.DoesNotContain('\u202e', page);
            Assert.DoesNotContain('\0', page);
            string shown = "<script>alert(1)</script>\"'\\u202e\\u0000 ";
            foreach (string key in (string[])["worker-0-0", "exploration-0-policy", "exploration-0-name",
                "exploration-0-standing", "exploration-0-partition-0-1", "exploration-0-partition-0-7"])
            {
                Assert.Equal(shown, TextOf(key, page));
            }

            Assert.Equal("2,500", TextOf("exploration-0-total-2", page));
            Assert.Equal("3 from level 7", TextOf("exploration-0-total-7", page));
            Assert.Equal("?", TextOf("exploration-0-partition-1-1", page));
            Assert.Equal("does not answer", TextOf("exploration-0-partition-1-7", page));
            Assert.Contains(Link, page, Plainly);

            JsonObject status = (await Status(site, "1-2").ConfigureAwait(true)).AsObject();
            Assert.False((bool)status["over"]!);
            Assert.Equal(
                PageText.ValuesOf("data-figure", page).Order(),
                status.Select(entry => entry.Key).Where(key => key != "over").Order());
            Assert.All(
                status.Where(entry => entry.Key != "over"),
                entry => Assert.Equal(TextOf(entry.Key, page), entry.Value!.ToString()));
            foreach (string address in (string[])["/", "/state", "/run", "/nothing"])
            {
                Assert.Contains(Link, (await site.Get(address).ConfigureAwait(true)).Body, Plainly);
            }
        });
    }

    [Fact]
    public async Task Where_no_cluster_is_named_there_is_no_page_of_one()
    {
        var site = new Site();
        await site.InitializeAsync().ConfigureAwait(true);
        try
        {
            string nothing = (await site.Get("/nothing").ConfigureAwait(true)).Body;
            Assert.Equal((HttpStatusCode.NotFound, nothing), await site.Get("/cluster").ConfigureAwait(true));
            Assert.Equal((HttpStatusCode.NotFound, nothing), await site.Get("/cluster/status").ConfigureAwait(true));
            Assert.DoesNotContain("/cluster", (await site.Get("/").ConfigureAwait(true)).Body, Plainly);
        }
        finally
        {
            await site.DisposeAsync().ConfigureAwait(true);
        }
    }

    [Fact]
    public Task A_cluster_that_does_not_answer_is_asked_again_and_what_was_seen_stays()
    {
        string? trouble = "cluster lab does not answer: <b>\nlost";
        return Serve(
            _ => trouble is null ? Task.FromResult(Quiet) : Task.FromException<ClusterView>(new IOException(trouble)),
            async site =>
            {
                string page = await Page(site).ConfigureAwait(true);
                Assert.Equal("✗ cluster lab does not answer: <b> lost", TextOf("trouble", page));
                Assert.Contains("shape=none", page, Plainly);
                Assert.False((bool)(await Status(site, "none").ConfigureAwait(true))["over"]!);

                trouble = null;
                page = await Eventually(site, "1 worker").ConfigureAwait(true);
                Assert.Equal(string.Empty, TextOf("trouble", page));
                Assert.True((bool)(await Status(site, "none").ConfigureAwait(true))["over"]!);
                Assert.False((bool)(await Status(site, "1").ConfigureAwait(true))["over"]!);

                trouble = "gone";
                page = await Eventually(site, "✗ gone").ConfigureAwait(true);
                Assert.Matches(@"^✗ gone\. What is shown was so \d+ s ago\.$", TextOf("trouble", page));
                Assert.Equal("one:1", TextOf("worker-0-0", page));
            });
    }

    [Fact]
    public Task A_defect_costs_one_page()
    {
        bool isBroken = true;
        return Serve(
            _ => isBroken ? throw new InvalidOperationException("nothing fits") : Task.FromResult(Quiet),
            async site =>
            {
                (HttpStatusCode status, string body) = await site.Get("/cluster").ConfigureAwait(true);
                Assert.Equal(HttpStatusCode.InternalServerError, status);
                Assert.Contains("✗ a defect of the program: nothing fits</p>", body, Plainly);
                isBroken = false;
                await Eventually(site, "1 worker").ConfigureAwait(true);
            });
    }

    [Fact]
    public Task Nobody_waits_for_an_answer_that_does_not_come() => Serve(
        async stop =>
        {
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(true);
            return Quiet;
        },
        async site =>
        {
            string[] pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Page(site))).ConfigureAwait(true);
            Assert.All(
                pages, page => Assert.Matches(@"^✗ cluster lab has not answered for \d+ s$", TextOf("trouble", page)));
        });

    [Fact]
    public Task However_many_read_the_cluster_is_asked_once_a_second()
    {
        int asked = 0;
        return Serve(
            _ =>
            {
                Interlocked.Increment(ref asked);
                return Task.FromResult(Quiet);
            },
            async site =>
            {
                long began = Stopwatch.GetTimestamp();
                for (int round = 0; round < 15; round++)
                {
                    await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Status(site, "1"))).ConfigureAwait(true);
                    await Task.Delay(100).ConfigureAwait(true);
                }

                Assert.InRange(asked, 2, 1 + (int)Stopwatch.GetElapsedTime(began).TotalSeconds);
            });
    }

    [Theory]
    [InlineData("/cluster?shape=%00", 200)]
    [InlineData("/cluster/status?shape=<script>alert(1)</script>", 200)]
    [InlineData("/cluster/status?shape=1&shape=1", 200)]
    [InlineData("/cluster/status", 200)]
    [InlineData("/cluster/../../etc/passwd", 404)]
    [InlineData("/cluster/nothing", 404)]
    [InlineData("/cluster/status/1", 404)]
    [InlineData("/cluster%00", 400)]
    public Task What_an_address_says_beyond_that_changes_nothing(string target, int status) => Serve(
        _ => Task.FromResult(Quiet),
        async site =>
        {
            (int found, string body) = await site.Send(site.Raw(target)).ConfigureAwait(true);
            Assert.Equal(status, found);
            Assert.DoesNotContain("<script>", body, Plainly);
            using HttpResponseMessage posted = await site.Post("/cluster").ConfigureAwait(true);
            Assert.InRange((int)posted.StatusCode, 400, 499);
            await Page(site).ConfigureAwait(true);
        });

    private static StringComparison Plainly => StringComparison.Ordinal;

    private static async Task Serve(Func<CancellationToken, Task<ClusterView>> show, Func<Site, Task> read)
    {
        var site = new Site(Site.Peers with { Cluster = new ServedCluster("lab", show) });
        await site.InitializeAsync().ConfigureAwait(true);
        try
        {
            await read(site).ConfigureAwait(true);
        }
        finally
        {
            await site.DisposeAsync().ConfigureAwait(true);
        }
    }

    private static async Task<string> Page(Site site)
    {
        (HttpStatusCode status, string body) = await site.Get("/cluster").ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    // The page, once it says something.
    private static async Task<string> Eventually(Site site, string pattern)
    {
        for (int attempt = 0; ; attempt++)
        {
            string body = (await site.Get("/cluster").ConfigureAwait(true)).Body;
            if (Regex.IsMatch(PageText.Read(body), pattern))
            {
                return body;
            }

            Assert.True(attempt < 600, body);
            await Task.Delay(50).ConfigureAwait(true);
        }
    }

    private static async Task<JsonNode> Status(Site site, string shape)
    {
        (HttpStatusCode status, string body) =
            await site.Get($"/cluster/status?shape={shape}").ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(body)!;
    }

    // What stands at a place that changes by itself.
    private static string TextOf(string key, string page)
    {
        string after = page[page.IndexOf($"data-figure=\"{key}\"", Plainly)..];
        int start = after.IndexOf('>', Plainly) + 1;
        return WebUtility.HtmlDecode(after[start..after.IndexOf("</", start, Plainly)]);
    }
}
