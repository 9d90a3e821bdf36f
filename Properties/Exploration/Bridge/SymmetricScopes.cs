using System.Collections.Immutable;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>Policies and small scopes for what is said of symmetry, each pair by its names.</summary>
internal static class SymmetricScopes
{
    private static readonly Dictionary<string, Scope> Scopes = new()
    {
        // Without Seal, which would multiply the states by eight; the other scopes have it.
        ["three slots"] = Scope.Uniform(2, 2, 3, quota: 2, operations: WithoutSeal),
        ["a region"] = Scope.Uniform(2, 2, 2, quota: 2, regions: 1),
        ["three sessions"] = Scope.Uniform(2, 3, 2, quota: 2),
        ["delegated"] = Scope.Uniform(2, 2, 2, quota: 2, regions: 1, operations: WithoutSeal) with
        {
            Sharing = Sharing.Delegated,
        },
        ["contents"] = Scope.Uniform(2, 2, 2, quota: 2, regions: 1, operations: WithoutSeal) with { Contents = true },
        ["two regions"] = Scope.Uniform(1, 2, 2, quota: 2, regions: 2),
        ["three sessions of two quotas"] = Scope.Uniform(2, 3, 2, quota: 2) with { Quotas = [2, 1, 2] },
        ["three sessions that trust"] = Scope.Uniform(2, 3, 2, quota: 2) with
        {
            Trusts = [default, SessionSet.First(1), SessionSet.First(1)],
        },
        ["four sessions of two quotas"] = Scope.Uniform(1, 4, 3, quota: 2, operations: WithoutSeal) with
        {
            Quotas = [2, 2, 1, 1],
        },
        ["three sessions with contents"] = Scope.Uniform(1, 3, 1, quota: 1, regions: 1) with { Contents = true },
    };

    /// <summary>Every lifetime with every charging policy in three scopes, some platforms in the others.</summary>
    internal static TheoryData<string, string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string, string>();
            foreach ((int turn, PolicyEntry lifetime) in Catalog.Lifetimes.Index())
            {
                foreach (PolicyEntry charging in Thoroughness.ChargingsInTurn(turn))
                {
                    pairs.Add(lifetime.Name, charging.Name, "Native", "three slots");
                    pairs.Add(lifetime.Name, charging.Name, "Native", "a region");
                    pairs.Add(lifetime.Name, charging.Name, "Native", "three sessions");
                }
            }

            foreach ((string lifetime, string charging, string platform) in Mixtures)
            {
                foreach (string scope in Scopes.Keys.Skip(3))
                {
                    pairs.Add(lifetime, charging, platform, scope);
                }
            }

            return pairs;
        }
    }

    private static OperationKinds WithoutSeal => OperationKinds.Of(
        [.. Enum.GetValues<OperationKind>().Where(kind =>
            kind != OperationKind.Seal && OperationKinds.Default.Contains(kind))]);

    private static ImmutableArray<(string Lifetime, string Charging, string Platform)> Mixtures =>
    [
        ("Cascade", "Holder", "Native"),
        ("FirstClass", "Heir", "BaseLinux"),
        ("Reparent", "Allocator", "SealedMemfd"),
        ("Pin", "Allocator", "BaseLinux"),
        ("Pin", "Nobody", "SealedMemfd"),
        ("Refuse", "Nobody", "BaseLinux"),
        ("SessionBound", "Holder", "SealedMemfd"),
        ("Replace", "Allocator", "BaseLinux"),
        ("Managed", "Nobody", "Native"),
        ("Managed", "Holder", "SealedMemfd"),
    ];

    /// <summary>Does something with the model of a pair on this thread.</summary>
    internal static void With(
        string lifetime, string charging, string platform, string scope, Action<IModel> work) =>
        Tables.With(new PolicyName(lifetime, charging, platform), Scopes[scope], work);
}
