using System.Text.Json.Nodes;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>
/// A run that takes too long can be ended, and says what it knows by then. The first line of progress shows that it has
/// begun.
/// </summary>
public sealed class InterruptTests(EndlessRuns runs) : IClassFixture<EndlessRuns>
{
    [Fact]
    public void An_interrupted_exploration_prints_what_it_knows_and_says_that_it_is_not_complete()
    {
        Invocation run = runs.Exploration;
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

        string report = File.ReadAllText(runs.Directory["exploration.json"]);
        Assert.Empty(Schema.Report.Validate(report));
        Assert.Equal("interrupted", (string?)JsonNode.Parse(report)!["exploration"]!["stopped"]);
        Assert.All(runs.Directory.Names, name => Assert.EndsWith(".json", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_comparison_that_is_told_to_terminate_twice_in_a_moment_still_prints_what_it_knows()
    {
        Invocation run = runs.Comparison;
        Assert.Matches(@"^\d+ policies.*; a state is a code of .* bits; names exchanged: ", run.AwaitErrorLine());
        Assert.Matches("^first each is refuted or not within 16,384 states, then ", run.AwaitErrorLine());
        Assert.Matches(
            @"^[a-z]+ within [\d,]+ states: \d+ of \d+ policies, [\d,]+ states, .* \d+ s$",
            run.AwaitErrorLine());
        run.Signal("TERM", times: 2);
        Finished finished = run.Finish();
        Assert.Equal(3, finished.ExitCode);
        Assert.Contains(
            "No policy is known to keep every must, since the exploration was stopped.",
            finished.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_random_run_that_is_interrupted_prints_what_it_has_asked()
    {
        Invocation run = runs.RandomRun;
        Assert.Matches(
            @"^asking: [\d,]+ of 100,000,000,000 operations, [\d,]+ operations/s, 0 of 1 policies, \d+ s$",
            run.AwaitErrorLine());
        run.Signal("INT", times: 1);
        Finished finished = run.Finish();
        Assert.Equal(3, finished.ExitCode);
        Assert.Contains("no divergence until it was interrupted.", finished.Output, StringComparison.Ordinal);
        string report = File.ReadAllText(runs.Directory["soak.json"]);
        Assert.Empty(Schema.Report.Validate(report));
        JsonNode only = JsonNode.Parse(report)!["runs"]![0]!;
        Assert.True((bool)only["interrupted"]!);
        Assert.InRange((long)only["operations"]!, 1, 99_999_999_999);
    }
}
