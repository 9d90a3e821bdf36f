using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>
/// A lifetime that is looked up in its table is the lifetime: the search finds the same, trace for trace.
/// </summary>
public sealed class TabledTests
{
    // Everything that a lifetime decides can make a difference in one of these.
    private static readonly Scope[] Scopes =
    [
        Scope.Uniform(2, 2, 2, quota: 2),
        Scope.Uniform(1, 2, 2, quota: 1, regions: 1, operations: OperationKinds.All) with
        {
            Sharing = Sharing.Delegated,
        },
    ];

    public static TheoryData<string, string> Policies =>
        Thoroughness.IsWhole ? PolicyPairs.OfCatalog : PolicyPairs.InTurn(twice: true);

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_table_is_explored_like_the_policy_that_it_is_of(string lifetime, string charging)
    {
        string platform = charging == "Heir" ? "Quarantine" : "Native";
        var policy = new PolicyName(lifetime, charging, platform);
        foreach (Scope scope in Scopes)
        {
            PolicyResult compiled = ModelExplorer.Explore(
                Catalog.CreateModel(policy, scope),
                Catalog.Requirements,
                new SearchLimits(),
                new SearchProgress(),
                default);
            PolicyResult tabled = ModelExplorer.ExploreTabled(
                policy,
                scope,
                Catalog.Requirements,
                exchanges: false,
                new SearchLimits(),
                new SearchProgress(),
                default);

            Assert.Equal(compiled.Policy, tabled.Policy);
            Assert.Equal(compiled.Exploration.Levels.AsEnumerable(), tabled.Exploration.Levels);
            Assert.Equal(compiled.Exploration.Transitions, tabled.Exploration.Transitions);
            Assert.Equal(compiled.Exploration.DisabledActions, tabled.Exploration.DisabledActions);
            Assert.Equal(compiled.Requirements.Select(Said), tabled.Requirements.Select(Said));
        }
    }

    [Fact]
    public void Two_lifetimes_with_one_table_within_a_scope_cannot_be_told_apart_there()
    {
        Scope scope = Scope.Uniform(2, 2, 2, quota: 2);
        IGrouping<LifetimeTable, string>[] twins =
        [
            .. Catalog.Lifetimes.Select(entry => entry.Name)
                .GroupBy(name => Catalog.LifetimeTables[name].Within(scope))
                .Where(group => group.Count() > 1),
        ];
        Assert.Contains(twins, group => group.Contains("FirstClass") && group.Contains("Unlink"));
        foreach (IGrouping<LifetimeTable, string> group in twins)
        {
            PolicyResult[] results =
            [
                .. group.Select(lifetime => ModelExplorer.ExploreTabled(
                    new PolicyName(lifetime, "Holder", "Native"),
                    scope,
                    Catalog.Requirements,
                    exchanges: false,
                    new SearchLimits(),
                    new SearchProgress(),
                    default)),
            ];
            Assert.All(results, result => Assert.Equal(
                results[0].Exploration.Levels.AsEnumerable(), result.Exploration.Levels));
            Assert.All(results, result => Assert.Equal(
                results[0].Requirements.Select(Said), result.Requirements.Select(Said)));
        }
    }

    [Fact]
    public void Without_a_table_there_is_no_policy()
    {
        Assert.Throws<InvalidOperationException>(() => Tabled.Name);
        Assert.Equal("Pin", Tabled.During("Pin", Catalog.LifetimeTables["Pin"], () => Tabled.Name));
        Assert.Throws<InvalidOperationException>(() => Tabled.Name);
    }

    private static string Said(RequirementResult result) => string.Join(
        ' ',
        result.Requirement.Name,
        result.Verdict,
        result.Reason,
        result.Premises,
        result.Trace is null ? "" : string.Join(';', result.Trace.Steps));
}
