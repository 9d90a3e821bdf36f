using System.Collections.Immutable;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>
/// A comparison in rounds finds what one search of each policy finds; broken off anywhere, it says nothing that is not
/// so, and advises nothing that is refuted.
/// </summary>
public sealed class DeepeningTests
{
    private static readonly Scenario Asked = HandMade.Asking("FreeSucceeds CanShare", "CanRevoke FreeIsConstant");

    private static readonly string[] Requirements = ["FreeSucceeds", "CanShare", "CanRevoke", "FreeIsConstant"];

    private static readonly Lazy<Comparison> WholeOfPeers = new(() => Compare(
        ScenarioFile.Load("peers"), new ComparisonPlan { LostBound = long.MaxValue }));

    /// <summary>
    /// Of each requirement of each policy: broken, open, kept; and what the open ones turn out to be.
    /// </summary>
    public static Arbitrary<(int Known, bool Kept)[][]> Drawn() => Arb.From(
        Gen.ArrayOf(
            Gen.ArrayOf(
                from known in Gen.Choose(0, 2)
                from kept in Gen.Elements(false, true)
                select (known, kept),
                Requirements.Length),
            4));

    [Theory]
    [InlineData("peers")]
    [InlineData("mapping-vanishes")]
    [InlineData("vmo-handles")]
    [InlineData("xsa255")]
    [InlineData("session-quota")]
    public void Rounds_and_exchanged_names_find_what_one_search_of_every_state_finds(string name)
    {
        Scenario scenario = ScenarioFile.Load(name);
        Comparison rounds = Compare(scenario, new ComparisonPlan { FirstBound = 64, LostBound = long.MaxValue });
        Comparison whole = Compare(scenario, new ComparisonPlan { FirstBound = long.MaxValue, Exchanges = false });
        Assert.True(rounds.Complete);
        Assert.True(whole.Complete);
        Assert.True(rounds.Exchanges);
        Assert.False(whole.Exchanges);
        Assert.InRange(rounds.DistinctStates, 1, whole.DistinctStates);
        Assert.Equal(whole.Results.Select(Said), rounds.Results.Select(Said));
        Assert.Equal(whole.Recommendation, rounds.Recommendation);
    }

    [Theory]
    [InlineData("versioned-rom", "CanRevoke FreeSucceeds NoDoubleCharge")]
    [InlineData("mapping-vanishes", "NoForeignRevocation")]
    [InlineData("xsa255", "SelfReclaim CanShare Recoverable CloseReturnsQuota")]
    public void A_requirement_fares_alike_whatever_else_is_judged(string name, string judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        Scenario scenario = ScenarioFile.Load(name);
        ImmutableArray<Requirement> named = [.. judged.Split(' ').Select(one => Catalog.FindRequirement(one)!)];
        Comparison whole = Compare(scenario, new ComparisonPlan { LostBound = long.MaxValue });
        Comparison some = Compare(
            scenario with { Demands = [.. scenario.Demands.Where(demand => named.Contains(demand.Requirement))] },
            new ComparisonPlan { LostBound = long.MaxValue, Requirements = named });
        Assert.True(some.Complete);
        foreach ((PolicyResult all, PolicyResult few) in whole.Results.Zip(some.Results))
        {
            Assert.Equal(named, few.Requirements.Select(result => result.Requirement));
            Assert.Equal(
                named.Select(all.ResultOf).Select(one => (one.Verdict, one.Trace?.Steps.Length)),
                few.Requirements.Select(one => (one.Verdict, one.Trace?.Steps.Length)));
        }

        Assert.Throws<ArgumentException>(
            () => Compare(scenario, new ComparisonPlan { Requirements = named }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(150)]
    [InlineData(700)]
    [InlineData(1500)]
    [InlineData(2500)]
    public void A_comparison_that_is_broken_off_says_only_what_is_so_and_advises_nothing_refuted(int milliseconds)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
        Scenario scenario = ScenarioFile.Load("peers");
        Comparison stopped = PolicyComparer.Compare(
            scenario,
            PolicyComparer.PoliciesOf(scenario, [scenario.Sealing]),
            new ComparisonPlan { Limits = new SearchLimits { Workers = 2 }, FirstBound = 256 },
            new ComparisonProgress(),
            stop.Token);
        Comparison whole = WholeOfPeers.Value;
        foreach ((PolicyResult known, PolicyResult truth) in stopped.Results.Zip(whole.Results))
        {
            Assert.Equal(truth.Policy, known.Policy);
            foreach ((RequirementResult one, RequirementResult other) in known.Requirements.Zip(truth.Requirements))
            {
                Assert.Equal(
                    one.Verdict == RequirementVerdict.Unknown ? one.Verdict : other.Verdict, one.Verdict);
            }
        }

        // What is advised is refuted only when all are; and where a policy that is known to lose is told of, it lost.
        RankedPolicy best = stopped.Ranking[0];
        Assert.True(!best.IsRefuted || stopped.Ranking.All(ranked => ranked.IsRefuted));
        Assert.Contains(
            $"{best.Result.Policy.Title} with charging {best.Result.Policy.Charging}",
            stopped.Recommendation,
            StringComparison.Ordinal);
        if (stopped.Contenders == 0)
        {
            Assert.Equal(whole.Recommendation, stopped.Recommendation);
        }
    }

    [Property(Arbitrary = [typeof(DeepeningTests)])]
    public void Whatever_comes_of_what_is_open_the_best_is_settled_or_was_a_contender((int Known, bool Kept)[][] drawn)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        ImmutableArray<RankedPolicy> known = Rank(drawn, one => one.Known);
        ImmutableArray<RankedPolicy> settled = Rank(drawn, one => one.Known == 1 ? (one.Kept ? 2 : 0) : one.Known);
        string[] contenders =
            [.. RankedPolicy.ContendersAmong(known).Select(ranked => ranked.Result.Policy.Lifetime)];
        foreach (RankedPolicy best in settled.Where(ranked => ranked.IsLevelWith(settled[0])))
        {
            RankedPolicy before = known.Single(ranked => ranked.Result.Policy == best.Result.Policy);
            Assert.True(!before.IsOpen || contenders.Contains(best.Result.Policy.Lifetime));
        }
    }

    [Fact]
    public void What_has_lost_is_no_contender_and_what_is_settled_neither()
    {
        ImmutableArray<RankedPolicy> ranking = RankedPolicy.Rank(
            Asked,
            [
                Policy("Settled", "Holds", "Shown 1", "Shown 1", "Violated 1"),
                Policy("Lost", "Violated 1", "Unknown", "Unknown", "Unknown"),
                Policy("Open", "Holds", "Unknown", "Unknown", "Unknown"),
            ]);
        Assert.Equal(
            ["Open"], RankedPolicy.ContendersAmong(ranking).Select(ranked => ranked.Result.Policy.Lifetime));
    }

    private static Comparison Compare(Scenario scenario, ComparisonPlan plan) => PolicyComparer.Compare(
        scenario,
        PolicyComparer.PoliciesOf(scenario, [scenario.Sealing]),
        plan with { Limits = new SearchLimits { Workers = 2 } },
        new ComparisonProgress(),
        default);

    private static ImmutableArray<RankedPolicy> Rank(
        (int Known, bool Kept)[][] drawn, Func<(int Known, bool Kept), int> knowledge) => RankedPolicy.Rank(
            Asked,
            drawn.Select((policy, index) => Policy(
                $"P{index}",
                [.. policy.Select(one => knowledge(one) switch
                {
                    0 => "Violated 1",
                    1 => "Unknown",
                    _ => "Holds",
                })])));

    private static PolicyResult Policy(string name, params string[] verdicts) => HandMade.Policy(
        name, "Holder", [.. Requirements.Zip(verdicts, (requirement, verdict) => $"{requirement} {verdict}")]);

    // A shortest trace may be another one, of the same length.
    private static string Said(PolicyResult result) => $"{result.Policy}: " + string.Join(
        ", ",
        result.Requirements.Select(one => $"{one.Requirement.Name} {one.Verdict} {one.Trace?.Steps.Length}"));
}
