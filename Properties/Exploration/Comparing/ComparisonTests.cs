using System.Collections.Concurrent;
using System.Text.Json.Nodes;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Exploration.Scenarios;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>What comes of comparing every policy on the bundled scenarios.</summary>
public sealed class ComparisonTests
{
    // The answers that this project gives, to the word. One that changes is a change of meaning.
    public static TheoryData<string, string> Answers => new()
    {
        {
            "peers",
            "Choose FirstClass with charging Holder: it keeps all 12 musts and 6 of 7 shoulds. The price: it breaks "
            + "NoDoubleCharge (in 2 steps). 2 of 32 policies keep every must. Level with it: Reparent with charging "
            + "Holder."
        },
        {
            "versioned-rom",
            "Choose FirstClass with charging Holder: it keeps all 12 musts and 4 of 5 shoulds. The price: it breaks "
            + "NoDoubleCharge (in 2 steps). 2 of 32 policies keep every must. Level with it: Reparent with charging "
            + "Holder."
        },
        {
            "vm-memory",
            "Choose Cascade with charging Allocator: it keeps all 13 musts and 3 of 5 shoulds. The price: it breaks "
            + "SealHolds (in 4 steps), FreeIsConstant (in 3 steps). 3 of 32 policies keep every must. Level with it: "
            + "Cascade with charging Heir, Cascade with charging Nobody."
        },
        {
            "shared-buffer",
            "None of the 32 policies keeps every must. FirstClass with charging Allocator comes closest: it keeps 9 of "
            + "10 musts and 3 of 6 shoulds, and breaks NoForeignUnmapping (in 3 steps). Level with it: Reparent with "
            + "charging Allocator."
        },
        {
            "debug-monitor",
            "Choose Cascade with charging Allocator: it keeps all 13 musts and 3 of 4 shoulds. The price: it breaks "
            + "FreeIsConstant (in 3 steps). 3 of 32 policies keep every must. Level with it: Cascade with charging "
            + "Heir, "
            + "Cascade with charging Nobody."
        },
        {
            "base-linux",
            "None of the 32 policies keeps every must. FirstClass with charging Nobody comes closest: it keeps 10 of "
            + "14 "
            + "musts and 5 of 8 shoulds, and breaks QuotaBacksMemory (in 4 steps), NoFreeMemory (in 3 steps), "
            + "Confinement "
            + "(in 3 steps), NoAccessAfterFree (in 3 steps). Level with it: Pin with charging Nobody, Reparent with "
            + "charging Nobody."
        },
        {
            "sealed-memfd",
            "None of the 32 policies keeps every must. FirstClass with charging Nobody comes closest: it keeps 10 of "
            + "14 "
            + "musts and 6 of 8 shoulds, and breaks QuotaBacksMemory (in 4 steps), NoFreeMemory (in 3 steps), "
            + "Confinement "
            + "(in 3 steps), NoAccessAfterFree (in 3 steps). Level with it: Pin with charging Nobody, Reparent with "
            + "charging Nobody."
        },
    };

    // Of the scenario that takes longest only the policies at the top, the best first. Of each it is said how many
    // musts and shoulds it keeps.
    public static TheoryData<string, string[]> Tops => new()
    {
        {
            "ram-service",
            [
                "Cascade/Allocator/Native 13 3", "Cascade/Heir/Native 13 3", "Managed/Allocator/Native 12 2",
                "Refuse/Allocator/Native 12 4", "FirstClass/Holder/Native 10 5", "SessionBound/Allocator/Native 10 2",
            ]
        },
    };

    [Fact]
    public void Every_bundled_scenario_has_its_answer_here() =>
        Assert.Equal(
            ScenarioFile.Bundled.AsEnumerable(),
            Answers.Concat(Tops).Concat(AnswersTests.Answers).Select(row => (string)row[0]).Distinct()
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Answers))]
    public void The_answer_is_the_one_that_is_pinned(string scenario, string answer)
    {
        Comparison comparison = Compared.On(scenario);
        Assert.True(comparison.Complete);
        Assert.Equal(answer, comparison.Recommendation);
        Assert.Equal(comparison.HasAnswer, comparison.Recommendation.StartsWith("Choose ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tops))]
    public void The_policies_at_the_top_stand_in_the_order_that_is_pinned(string scenario, string[] top)
    {
        Scenario asked = ScenarioFile.Load(scenario);
        PolicyResult[] results =
        [
            .. top.Reverse().Select(row => row.Split(' ')[0].Split('/'))
                .AsParallel().AsOrdered().WithDegreeOfParallelism(2)
                .Select(name => ModelExplorer.Explore(
                    Catalog.CreateModel(new PolicyName(name[0], name[1], name[2]), asked.Scope),
                    Catalog.Requirements,
                    new SearchLimits(),
                    new SearchProgress(),
                    default)),
        ];
        Assert.All(results, result => Assert.True(result.Exploration.Complete));
        Assert.Equal(top, RankedPolicy.Rank(asked, results).Select(ranked => FormattableString.Invariant(
            $"{ranked.Result.Policy} {ranked.MustsKept} {ranked.ShouldsKept}")));
    }

    [Theory]
    [InlineData("versioned-rom")]
    [InlineData("shared-buffer")]
    public void One_worker_and_two_come_to_the_same(string scenario) =>
        Assert.Equal(Timeless(Compared.On(scenario)), Timeless(Compared.Afresh(scenario, workers: 1)));

    [Fact]
    public void A_bounded_comparison_too_comes_to_the_same_with_any_number_of_workers()
    {
        Comparison one = Compared.Afresh("versioned-rom", workers: 1, states: 20);
        Assert.False(one.Complete);
        Assert.Equal(Timeless(one), Timeless(Compared.Afresh("versioned-rom", workers: 2, states: 20)));
    }

    [Fact]
    public void Every_policy_of_the_catalog_is_compared_once_and_ranked_once()
    {
        Comparison comparison = PolicyComparer.Compare(
            ScenarioFile.Load("versioned-rom"),
            new SearchLimits { MaximalStates = 20 },
            new ComparisonProgress(),
            default);
        string[] names =
        [
            .. from lifetime in Catalog.Lifetimes
               from charging in Catalog.Chargings
               select $"{lifetime.Name}/{charging.Name}/Native",
        ];
        Assert.Equal(names, comparison.Results.Select(result => result.Policy.ToString()));
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            comparison.Ranking.Select(ranked => ranked.Result.Policy.ToString()).Order(StringComparer.Ordinal));
        Assert.All(comparison.Results, result => Assert.Equal(
            Catalog.Requirements.AsEnumerable(), result.Requirements.Select(found => found.Requirement)));
    }

    [Fact]
    public void What_an_interrupted_comparison_has_not_seen_it_leaves_open()
    {
        using var interrupt = new CancellationTokenSource();
        interrupt.Cancel();
        Comparison comparison = Compared.Afresh("versioned-rom", workers: 2, cancellation: interrupt.Token);
        Assert.False(comparison.Complete);
        Assert.False(comparison.HasAnswer);
        Assert.Equal(32, comparison.Results.Length);
        Assert.All(comparison.Results, result => Assert.Equal(StopReason.Interrupted, result.Exploration.Stopped));
        Assert.StartsWith(
            "No policy is known to keep every must, since the exploration was stopped.",
            comparison.Recommendation,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_refuted_policy_is_not_named_while_there_is_one_that_is_not_refuted()
    {
        // Enough states to refute some policies that keep no less than the one that is to be named.
        Comparison comparison = Compared.Afresh("peers", workers: 2, states: 500);
        RankedPolicy best = comparison.Ranking[0];
        Assert.False(best.IsRefuted);
        Assert.Contains(
            comparison.Ranking,
            ranked => ranked.IsRefuted && (ranked.MustsKept, ranked.ShouldsKept, ranked.RequirementsKept).CompareTo(
                (best.MustsKept, best.ShouldsKept, best.RequirementsKept)) >= 0);
        Assert.StartsWith(
            "No policy is known to keep every must, since the exploration was stopped. "
            + $"{best.Result.Policy.Lifetime} with charging {best.Result.Policy.Charging} is not refuted within "
            + $"{best.Result.StepsSettled} steps: ",
            comparison.Recommendation,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 4, 1, 1_000_000)]
    [InlineData(3, 4, 1, 333_333)]
    [InlineData(4, 4, 1, 250_000)]
    [InlineData(9, 4, 2, 250_000)]
    public void The_searches_that_run_at_a_time_share_the_bound_on_memory_and_the_workers(
        int workers, int policies, int workersOfEach, long bytesOfEach)
    {
        PolicyName[] names = [.. Contract.PoliciesOn("Native").Take(policies)];
        var given = new ConcurrentBag<SearchLimits>();
        SideBySide.Run(
            [.. names],
            new SearchLimits { Workers = workers, MaximalBytes = 1_000_000 },
            new ComparisonProgress(),
            (policy, limits, _) =>
            {
                given.Add(limits);
                return HandMade.Policy(policy.Lifetime, policy.Charging);
            },
            result => result.Exploration);
        Assert.Equal(policies, given.Count);
        Assert.All(given, limits => Assert.Equal((workersOfEach, bytesOfEach), (limits.Workers, limits.MaximalBytes)));
    }

    [Fact]
    public void Progress_ends_with_every_policy_done()
    {
        var progress = new ComparisonProgress();
        Assert.Equal((0, 0), (progress.Policies, progress.Finished));
        Comparison comparison = PolicyComparer.Compare(
            ScenarioFile.Load("versioned-rom"), new SearchLimits { MaximalStates = 20 }, progress, default);
        int searched = comparison.StateSpaces;
        Assert.Equal(Catalog.Lifetimes.Length * Catalog.Chargings.Length, comparison.Results.Length);
        Assert.InRange(searched, 1, comparison.Results.Length - 1);
        Assert.Equal((searched, searched), (progress.Policies, progress.Finished));
        Assert.Equal(comparison.DistinctStates, progress.States);
        Assert.Equal(comparison.Transitions, progress.Transitions);
        Assert.Equal(0, progress.Bytes);
    }

    // Everything that a report says, without how long it took and how much memory.
    private static string Timeless(Comparison comparison)
    {
        JsonNode report = JsonNode.Parse(JsonReport.Write(comparison))!;
        foreach (JsonNode? result in report["results"]!.AsArray())
        {
            JsonObject exploration = result!["exploration"]!.AsObject();
            Assert.True(exploration.Remove("seconds"));
            Assert.True(exploration.Remove("peakBytes"));
        }

        return report.ToJsonString();
    }
}
