using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties.Exploration.Scenarios;

/// <summary>
/// What docs/choosing-a-policy.md says of scenarios about mappings, capabilities and donated quota: which policy of all
/// that there are, and how many musts it keeps.
/// </summary>
public sealed class AnswersTests
{
    // The scenario, the policy at the top, how many musts and shoulds it keeps, and how many policies keep every must.
    public static TheoryData<string, string, int, int, int> Answers => new()
    {
        { "buffer-slices", "FirstClass/Allocator", 8, 2, 9 },
        { "dmabuf-allocator", "FirstClass/Holder", 9, 1, 9 },
        { "genode-gpu", "Cascade/Allocator", 14, 2, 12 },
        { "heap-claims", "FirstClass/Holder", 11, 1, 6 },
        { "ipc-blocks", "Cascade/Allocator", 6, 2, 0 },
        { "mapping-vanishes", "Handles/Allocator", 1, 4, 18 },
        { "pytorch-limbo", "SessionBound/Allocator", 6, 1, 2 },
        { "registered-buffers", "Handles/Allocator", 5, 0, 10 },
        { "rom-cache", "Handles/Allocator", 10, 3, 4 },
        { "session-quota", "Cascade/Allocator", 5, 0, 0 },
        { "shared-buffer", "Unlink/Allocator", 10, 2, 3 },
        { "slice-past-root", "Cascade/Allocator", 6, 1, 12 },
        { "vmo-handles", "Handles/Allocator", 9, 1, 1 },
        { "xsa255", "Busy/Allocator", 6, 0, 6 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void The_answer_is_the_one_that_the_guide_gives(
        string name, string policy, int musts, int shoulds, int adequate)
    {
        Scenario scenario = ScenarioFile.Load(name);
        Comparison comparison = PolicyComparer.Compare(
            scenario,
            [
                .. from lifetime in Contract.EveryLifetime
                   from charging in Contract.EveryCharging
                   select new PolicyName(lifetime, charging, scenario.Platform),
            ],
            new ComparisonPlan { Limits = new SearchLimits { Workers = 2 } },
            new ComparisonProgress(),
            default);
        Assert.True(comparison.Complete);
        RankedPolicy best = comparison.Ranking[0];
        Assert.Equal(
            (policy, musts, shoulds, adequate),
            ($"{best.Result.Policy.Lifetime}/{best.Result.Policy.Charging}",
                best.MustsKept,
                best.ShouldsKept,
                comparison.Ranking.Count(ranked => ranked.KeepsEveryMust)));
    }
}
