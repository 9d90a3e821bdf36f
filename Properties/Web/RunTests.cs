using System.Net;
using System.Text.Json.Nodes;

using Xunit;

namespace ModelCheck.Properties.Web;

/// <summary>Explorations that pages start: one at a time, and what they found stays.</summary>
public sealed class RunTests(Site site) : IClassFixture<Site>
{
    // Of the one there are few states, of the other more than anybody waits for.
    private const string Quick = "scenario=versioned-rom&policy=Pin/Holder";
    private const string Endless = "scenario=vm-memory&frames=8&dataspaces=8&policy=FirstClass/Holder";

    [Fact]
    public async Task One_exploration_runs_at_a_time_and_its_result_stays()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await StatusOf(Quick).ConfigureAwait(true)).Status);
        await Post("start", Quick, HttpStatusCode.SeeOther).ConfigureAwait(true);
        await UntilOver(Quick).ConfigureAwait(true);
        string found = await RunPage(Quick).ConfigureAwait(true);
        Assert.Contains("What was found", found, StringComparison.Ordinal);
        Assert.Contains("go there (", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Explore every reachable state", found, StringComparison.Ordinal);

        // While one runs another is refused, the same is not begun twice, and what was found can be looked at.
        await Post("start", Endless, HttpStatusCode.SeeOther).ConfigureAwait(true);
        await Post("start", Endless, HttpStatusCode.SeeOther).ConfigureAwait(true);
        await Post("start", $"{Quick}&frames=1", HttpStatusCode.ServiceUnavailable).ConfigureAwait(true);
        await Post("start", Quick, HttpStatusCode.SeeOther).ConfigureAwait(true);
        Assert.Equal(WithoutTimes(found), WithoutTimes(await RunPage(Quick).ConfigureAwait(true)));
        JsonNode running = await Figures(Endless).ConfigureAwait(true);
        Assert.False((bool)running["over"]!);
        Assert.Contains(">Stop</button>", await RunPage(Endless).ConfigureAwait(true), StringComparison.Ordinal);

        await Post("stop", Endless, HttpStatusCode.SeeOther).ConfigureAwait(true);
        await UntilOver(Endless).ConfigureAwait(true);
        string stopped = await RunPage(Endless).ConfigureAwait(true);
        Assert.Contains("is not proved", stopped, StringComparison.Ordinal);
        Assert.Contains("Explore anew", stopped, StringComparison.Ordinal);
        await Post("start", $"{Quick}&frames=1", HttpStatusCode.SeeOther).ConfigureAwait(true);
        await UntilOver($"{Quick}&frames=1").ConfigureAwait(true);

        // One that was stopped is begun anew.
        await Post("start", Endless, HttpStatusCode.SeeOther).ConfigureAwait(true);
        Assert.False((bool)(await Figures(Endless).ConfigureAwait(true))["over"]!);
        await Post("stop", Endless, HttpStatusCode.SeeOther).ConfigureAwait(true);
        await UntilOver(Endless).ConfigureAwait(true);
    }

    [Fact]
    public async Task To_stop_what_was_not_started_changes_nothing() =>
        await Post("stop", "policy=Cascade/Nobody", HttpStatusCode.SeeOther).ConfigureAwait(true);

    private async Task Post(string what, string query, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await site.Post($"/run/{what}?{query}").ConfigureAwait(true);
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.SeeOther)
        {
            Assert.StartsWith("/run?scenario=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    private async Task UntilOver(string query)
    {
        for (int attempt = 0; attempt < 1_200; attempt++)
        {
            if ((bool)(await Figures(query).ConfigureAwait(true))["over"]!)
            {
                return;
            }

            await Task.Delay(50).ConfigureAwait(true);
        }

        Assert.Fail($"{query} does not end");
    }

    private async Task<JsonNode> Figures(string query)
    {
        (HttpStatusCode status, string body) = await StatusOf(query).ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(body)!;
    }

    private Task<(HttpStatusCode Status, string Body)> StatusOf(string query) => site.Get($"/run/status?{query}");

    private async Task<string> RunPage(string query) => (await site.Get($"/run?{query}").ConfigureAwait(true)).Body;

    private static string WithoutTimes(string page) => page[page.IndexOf("<h2>What was found", Plainly)..];

    private static StringComparison Plainly => StringComparison.Ordinal;
}
