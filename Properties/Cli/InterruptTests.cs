using System.Text.Json.Nodes;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>
/// A run that takes too long can be ended, and says what it knows by then. The first line of progress shows that it has
/// begun.
/// </summary>
public sealed class InterruptTests
{
    // Hundreds of millions of states, one worker, and room enough for the seconds until the signal.
    private const string Endless =
        "--lifetime FirstClass --frames 5 --sessions 2 --dataspaces 5 --workers 1 --memory 2GiB";

    [Fact]
    public void An_interrupted_exploration_prints_what_it_knows_and_says_that_it_is_not_complete()
    {
        using var directory = new TemporaryDirectory();
        using var run = Invocation.Start(
            ["explore", .. Endless.Split(' '), "--json", directory["report.json"]]);
        Assert.Matches(@"^searching: level \d+, [\d,]+ states, .* \d+ s$", run.AwaitErrorLine());
        run.Signal("INT", times: 1);
        Finished finished = run.Finish();
        Assert.Equal(3, finished.ExitCode);
        Assert.Contains("interrupted: ", finished.Output, StringComparison.Ordinal);
        Assert.Contains(
            "The exploration is not complete: what is unknown below is not proved.",
            finished.Output,
            StringComparison.Ordinal);

        // What two steps show, millions of states have shown.
        Assert.Matches("NoDoubleCharge +violated +2 ", finished.Output);
        Assert.Matches("QuotaRespected +unknown ", finished.Output);

        string report = File.ReadAllText(directory["report.json"]);
        Assert.Empty(Schema.Report.Validate(report));
        Assert.Equal("interrupted", (string?)JsonNode.Parse(report)!["exploration"]!["stopped"]);
        Assert.Equal(["report.json"], directory.Names);
    }

    [Fact]
    public void A_comparison_that_is_told_to_terminate_twice_in_a_moment_still_prints_what_it_knows()
    {
        using var directory = new TemporaryDirectory();
        string scenario = directory["wide.json"];
        File.WriteAllText(
            scenario,
            """
            {
              "name": "wide", "source": "a test", "summary": "Too much to explore.",
              "scope": { "platform": "Native", "frames": 8, "dataspaces": 8 },
              "sessions": [ { "role": "peer", "quota": 8 }, { "role": "peer", "quota": 8 } ],
              "must": { "QuotaRespected": "why" }
            }
            """);
        using var run = Invocation.Start(["compare", scenario, "--workers", "1", "--memory", "1GiB"]);
        Assert.Matches(@"^comparing: \d+ of \d+ policies, [\d,]+ states, .* \d+ s$", run.AwaitErrorLine());
        run.Signal("TERM", times: 2);
        Finished finished = run.Finish();
        Assert.Equal(3, finished.ExitCode);
        Assert.Contains(
            "No policy is known to keep every must, since the exploration was stopped.",
            finished.Output,
            StringComparison.Ordinal);
        Assert.Equal(["wide.json"], directory.Names);
    }

    [Fact]
    public void A_random_run_that_is_interrupted_prints_what_it_has_asked()
    {
        using var directory = new TemporaryDirectory();
        using var run = Invocation.Start(
            ["soak", "--lifetime", "Pin", "--operations", "100000000000", "--json", directory["report.json"]]);
        Assert.Matches(
            @"^asking: [\d,]+ of 100,000,000,000 operations, [\d,]+ operations/s, 0 of 1 policies, \d+ s$",
            run.AwaitErrorLine());
        run.Signal("INT", times: 1);
        Finished finished = run.Finish();
        Assert.Equal(3, finished.ExitCode);
        Assert.Contains("no divergence until it was interrupted.", finished.Output, StringComparison.Ordinal);
        string report = File.ReadAllText(directory["report.json"]);
        Assert.Empty(Schema.Report.Validate(report));
        JsonNode only = JsonNode.Parse(report)!["runs"]![0]!;
        Assert.True((bool)only["interrupted"]!);
        Assert.InRange((long)only["operations"]!, 1, 99_999_999_999);
    }
}
