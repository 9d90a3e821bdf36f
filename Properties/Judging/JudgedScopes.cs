using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Judging;

/// <summary>A scope, and the policies that are compared in it.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Policies">The policies.</param>
internal sealed record JudgedScope(string Name, Scope Scope, IReadOnlyList<PolicyName> Policies);

/// <summary>
/// Scopes so small that all policies can be compared in them, and between them large enough that every two parts of a
/// policy meet where both do something.
/// </summary>
internal static class JudgedScopes
{
    private static readonly OperationKinds _derivation = OperationKinds.Of(
        OperationKind.Alloc, OperationKind.Alias, OperationKind.Free, OperationKind.Revoke, OperationKind.Close);

    private static readonly OperationKinds _mapping =
        OperationKinds.Of(OperationKind.Attach, OperationKind.Detach);

    private static readonly OperationKinds _seal = OperationKinds.Of(OperationKind.Seal);

    private static readonly OperationKinds _handing = OperationKinds.Of(
        OperationKind.Alloc,
        OperationKind.Free,
        OperationKind.Share,
        OperationKind.Drop,
        OperationKind.Attach,
        OperationKind.Close);

    internal static IReadOnlyList<JudgedScope> All { get; } =
    [
        new(
            "a region, and seals, of every policy",
            Scope.Uniform(1, 2, 2, quota: 1, regions: 1, _derivation | _mapping | _seal),
            Policies(_ => true)),
        new(
            "a region of a part",
            Scope.Uniform(2, 1, 2, quota: 2, regions: 1, _derivation | _mapping),
            Policies(policy => policy.Sealing == "Future")),
        new(
            "parts of dataspaces",
            Scope.Uniform(2, 2, 2, quota: 2, regions: 0, _derivation),
            Policies(policy => policy is { Sealing: "Future", Platform: "Native" })),
        new(
            "aliases of aliases",
            Scope.Uniform(1, 2, 3, quota: 1, regions: 0, _derivation),
            Policies(policy => policy is { Sealing: "Future", Platform: "Native" })),
        new(
            "two regions of aliases of aliases, and seals",
            Scope.Uniform(1, 1, 3, quota: 3, regions: 2, _derivation | _mapping | _seal),
            Policies(policy => policy.Charging == "Allocator")),
        new(
            "capabilities",
            Scope.Uniform(1, 2, 2, quota: 1, regions: 1, _handing | OperationKinds.Of(OperationKind.Alias)) with
            {
                Sharing = Sharing.Delegated,
            },
            Policies(policy => policy.Sealing == "Future")),
        new(
            "capabilities of three sessions, one of which trusts another",
            Scope.Uniform(1, 3, 1, quota: 1, regions: 1, _handing) with
            {
                Sharing = Sharing.Delegated,
                Trusts = [default, SessionSet.Of(new SessionId(0)), default],
            },
            Policies(policy => policy is { Sealing: "Future", Charging: "Allocator" or "Holder" })),
        new(
            "quota that is given",
            Scope.Uniform(2, 2, 2, quota: 1, regions: 0, _derivation | OperationKinds.Of(OperationKind.Donate)),
            Policies(policy => policy is { Sealing: "Future", Platform: "Native" })),
        new(
            "quota that is given, and what is late",
            Scope.Uniform(1, 2, 1, 1, 1, _derivation | _mapping | OperationKinds.Of(OperationKind.Donate)),
            Policies(policy => policy is { Sealing: "Future" })),
        new(
            "what is written",
            Scope.Uniform(1, 2, 2, 1, 1, _handing | _seal | OperationKinds.Of(OperationKind.Alias, OperationKind.Write))
                with { Contents = true },
            Policies(policy => policy.Charging == "Allocator")),
        new(
            "who allocated what",
            Scope.Uniform(1, 2, 2, quota: 1, regions: 1, _derivation | _mapping) with { RecordsAllocators = true },
            Policies(policy => policy is { Sealing: "Future", Charging: "Allocator" or "Holder" })),
    ];

    private static IReadOnlyList<PolicyName> Policies(Predicate<PolicyName> isWanted) =>
    [
        .. from lifetime in Catalog.Lifetimes
           from charging in Catalog.Chargings
           from platform in Catalog.Platforms
           from sealing in Catalog.Sealings
           let policy = new PolicyName(lifetime.Name, charging.Name, platform.Name, sealing.Name)
           where isWanted(policy)
           select policy,
    ];
}
