using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>The engine's counts against those of an explorer that shares nothing but the model with it.</summary>
public sealed class RecountTests
{
    public static TheoryData<string, string, string> Policies
    {
        get
        {
            var policies = new TheoryData<string, string, string>();
            foreach (PolicyEntry lifetime in Catalog.Lifetimes)
            {
                foreach (PolicyEntry charging in Catalog.Chargings)
                {
                    policies.Add(lifetime.Name, charging.Name, "Native");
                }
            }

            return policies;
        }
    }

    public static TheoryData<string, string, string> Mixtures => new()
    {
        { "Cascade", "Holder", "Native" },
        { "FirstClass", "Heir", "BaseLinux" },
        { "Reparent", "Allocator", "SealedMemfd" },
        { "Pin", "Allocator", "BaseLinux" },
        { "Pin", "Nobody", "SealedMemfd" },
        { "Refuse", "Nobody", "BaseLinux" },
        { "SessionBound", "Holder", "SealedMemfd" },
        { "Replace", "Allocator", "BaseLinux" },
        { "Managed", "Nobody", "Native" },
        { "Managed", "Holder", "SealedMemfd" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_policy_has_the_counts_of_the_naive_explorer(string lifetime, string charging, string platform) =>
        Agree(
            new PolicyName(lifetime, charging, platform),
            // Without Seal, which would multiply the states by eight; the other scopes have it.
            Scope.Uniform(
                2,
                2,
                3,
                quota: 2,
                operations: OperationKinds.Of(
                    OperationKind.Alloc,
                    OperationKind.Alias,
                    OperationKind.Free,
                    OperationKind.Revoke,
                    OperationKind.Close)));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Regions_are_counted_alike(string lifetime, string charging, string platform) =>
        Agree(new PolicyName(lifetime, charging, platform), Scope.Uniform(2, 2, 2, quota: 2, regions: 1));

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Platforms_and_two_regions_are_counted_alike(string lifetime, string charging, string platform) =>
        Agree(new PolicyName(lifetime, charging, platform), Scope.Uniform(2, 1, 2, quota: 3, regions: 2));

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Delegated_sharing_is_counted_alike(string lifetime, string charging, string platform) =>
        Agree(
            new PolicyName(lifetime, charging, platform),
            Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Sharing = Sharing.Delegated });

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Contents_are_counted_alike(string lifetime, string charging, string platform) =>
        Agree(
            new PolicyName(lifetime, charging, platform),
            Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Contents = true });

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Quotas_and_permissions_of_each_session_are_counted_alike(
        string lifetime, string charging, string platform) =>
        Agree(
            new PolicyName(lifetime, charging, platform),
            Scope.Uniform(3, 2, 3, quota: 3) with
            {
                Quotas = [3, 1],
                Permitted =
                [
                    OperationKinds.Of(OperationKind.Alloc, OperationKind.Free, OperationKind.Seal),
                    OperationKinds.Of(OperationKind.Alias, OperationKind.Free, OperationKind.Close),
                ],
                AliasCost = 0,
            });

    private static void Agree(PolicyName policy, Scope scope) => Tables.With(policy, scope, Agree);

    private static void Agree(IModel model)
    {
        PolicyResult result =
            ModelExplorer.Explore(model, [], new SearchLimits { Workers = 1 }, new SearchProgress(), default);
        SearchResult found = result.Exploration;
        Assert.True(found.Complete);
        Assert.Equal(
            new NaiveExplorer(model).Counts,
            new StateCounts(found.DistinctStates, found.Transitions, found.DisabledActions, found.Depth));
    }
}
