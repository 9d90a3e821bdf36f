using System.Collections.Immutable;

using ModelCheck.Model.Semantics;

namespace ModelCheck.Properties;

/// <summary>
/// The policies of the contract. What is pinned is pinned of these, so that a policy that is dropped in changes no
/// expectation; what must hold of every policy goes through the catalog.
/// </summary>
internal static class Contract
{
    /// <summary>The eight lifetime policies.</summary>
    internal static ImmutableArray<string> Lifetimes { get; } =
        ["Cascade", "FirstClass", "Managed", "Pin", "Refuse", "Reparent", "Replace", "SessionBound"];

    /// <summary>The four charging policies.</summary>
    internal static ImmutableArray<string> Chargings { get; } = ["Allocator", "Heir", "Holder", "Nobody"];

    /// <summary>The eight, and three that say something of mappings and capabilities, too.</summary>
    internal static ImmutableArray<string> EveryLifetime { get; } =
        [.. Lifetimes.Concat(["Busy", "Handles", "Unlink"]).Order(StringComparer.Ordinal)];

    /// <summary>The four, and two more.</summary>
    internal static ImmutableArray<string> EveryCharging { get; } =
        [.. Chargings.Concat(["HolderOnce", "Retainer"]).Order(StringComparer.Ordinal)];

    /// <summary>The eight lifetimes with the four charging policies.</summary>
    internal static ImmutableArray<PolicyName> PoliciesOn(string platform) =>
    [
        .. from lifetime in Lifetimes
           from charging in Chargings
           select new PolicyName(lifetime, charging, platform),
    ];
}
