using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Judging;

/// <summary>A scope, and the policies that are compared in it.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Scope">The scope.</param>
/// <param name="IsWanted">Which policies.</param>
internal sealed record JudgedScope(string Name, Scope Scope, Predicate<PolicyName> IsWanted)
{
    /// <summary>The policies of the catalog that are compared.</summary>
    internal IEnumerable<PolicyName> Policies =>
        from platform in Catalog.Platforms
        from sealing in Catalog.Sealings
        from lifetime in Catalog.Lifetimes
        from charging in Catalog.Chargings
        let policy = new PolicyName(lifetime.Name, charging.Name, platform.Name, sealing.Name)
        where IsWanted(policy)
        select policy;
}

/// <summary>
/// Scopes so small that all policies can be compared in them, and between them large enough that every two parts of a
/// policy meet where both do something.
/// </summary>
internal static class JudgedScopes
{
    private static readonly OperationKinds _derivation = OperationKinds.Of(
        OperationKind.Alloc, OperationKind.Alias, OperationKind.Free, OperationKind.Revoke, OperationKind.Close);

    private static readonly OperationKinds _mapping = OperationKinds.Of(OperationKind.Attach, OperationKind.Detach);

    private static readonly OperationKinds _handing = OperationKinds.Of(
        OperationKind.Alloc,
        OperationKind.Free,
        OperationKind.Share,
        OperationKind.Drop,
        OperationKind.Attach,
        OperationKind.Close);

    /// <summary>
    /// The one for every policy: who allocates, frees and seals, and who has an alias and a region of that.
    /// </summary>
    internal static JudgedScope ForAll { get; } = new(
        "an owner and a client",
        Scope.Uniform(1, 2, 2, quota: 1, regions: 1) with
        {
            Permitted =
            [
                OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Free, OperationKind.Seal),
                OperationKinds.Of(OperationKind.Alias, OperationKind.Attach, OperationKind.Free, OperationKind.Close),
            ],
        },
        _ => true);

    internal static IReadOnlyList<JudgedScope> Others { get; } =
    [
        new(
            "a region of a part",
            Scope.Uniform(2, 1, 2, quota: 2, regions: 1, _derivation | _mapping),
            policy => policy.Sealing == "Future"),
        new(
            "parts of dataspaces",
            Scope.Uniform(2, 2, 2, quota: 2, regions: 0, _derivation),
            policy => policy is { Sealing: "Future", Platform: "Native" or "BaseLinux" }),
        new(
            "aliases of aliases",
            Scope.Uniform(1, 2, 3, quota: 1, regions: 0, _derivation),
            policy => policy is { Sealing: "Future", Platform: "Native" }),
        new(
            "seals of parts",
            Scope.Uniform(2, 1, 2, quota: 4, regions: 1) with
            {
                Permitted =
                [
                    OperationKinds.Of(
                        OperationKind.Alloc,
                        OperationKind.Alias,
                        OperationKind.Free,
                        OperationKind.Seal,
                        OperationKind.Attach),
                ],
            },
            policy => policy is { Charging: "Allocator", Platform: "WholeBlock" or "BaseLinux" or "SealedMemfd" }),
        new(
            "seals of aliases of aliases",
            Scope.Uniform(1, 1, 3, quota: 3, regions: 1) with
            {
                Permitted =
                [
                    OperationKinds.Of(
                        OperationKind.Alloc,
                        OperationKind.Alias,
                        OperationKind.Free,
                        OperationKind.Seal,
                        OperationKind.Attach),
                ],
            },
            policy => policy is
            {
                Charging: "Allocator",
                Lifetime: "Managed" or "Pin",
                Platform: "Native" or "Quarantine" or "BaseLinux" or "SealedMemfd"
            }),
        new(
            "two regions of a dataspace",
            Scope.Uniform(
                1,
                2,
                1,
                quota: 1,
                regions: 2,
                _mapping | OperationKinds.Of(OperationKind.Alloc, OperationKind.Free, OperationKind.Seal)),
            policy => policy.Charging == "Holder"),
        new(
            "capabilities",
            Scope.Uniform(1, 2, 2, quota: 1, regions: 1, _handing | OperationKinds.Of(OperationKind.Alias)) with
            {
                Sharing = Sharing.Delegated,
            },
            policy => policy is { Sealing: "Future", Charging: "Allocator" }),
        new(
            "capabilities of three sessions, some of which trust another",
            Scope.Uniform(1, 3, 1, quota: 1, regions: 1, _handing) with
            {
                Sharing = Sharing.Delegated,
                Trusts = [SessionSet.Of(new SessionId(2)), SessionSet.Of(new SessionId(0)), default],
            },
            policy => policy is { Sealing: "Future" }),
        new(
            "quota that is given",
            Scope.Uniform(2, 2, 2, quota: 1, regions: 0, _derivation | OperationKinds.Of(OperationKind.Donate)),
            policy => policy is { Sealing: "Future", Platform: "Native" }),
        new(
            "quota that three give each other",
            Scope.Uniform(1, 3, 1, quota: 1, regions: 0) with
            {
                Permitted =
                [
                    .. Enumerable.Repeat(
                        OperationKinds.Of(
                            OperationKind.Alloc, OperationKind.Free, OperationKind.Donate, OperationKind.Close),
                        3),
                ],
            },
            policy => policy is { Sealing: "Future", Platform: "Native", Lifetime: "Cascade" }),
        new(
            "quota that is given, and what is late",
            Scope.Uniform(
                1, 2, 1, quota: 1, regions: 1, _derivation | _mapping | OperationKinds.Of(OperationKind.Donate)),
            policy => policy.Sealing == "Future"),
        new(
            "what is written",
            Scope.Uniform(1, 2, 2, quota: 1, regions: 1) with
            {
                Contents = true,
                Permitted =
                [
                    OperationKinds.Of(
                        OperationKind.Alloc, OperationKind.Free, OperationKind.Seal, OperationKind.Close),
                    OperationKinds.Of(
                        OperationKind.Alloc, OperationKind.Alias, OperationKind.Attach, OperationKind.Write),
                ],
            },
            policy => policy is { Sealing: "Future" or "Subtree", Charging: "Allocator" }),
        new(
            "who allocated what",
            Scope.Uniform(1, 2, 2, quota: 1, regions: 1, _derivation | _mapping) with { RecordsAllocators = true },
            policy => policy is { Sealing: "Future", Charging: "Allocator" or "Holder" }),
    ];
}
