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

    /// <summary>Every lifetime with every charging policy.</summary>
    internal static ImmutableArray<PolicyName> PoliciesOn(string platform) =>
    [
        .. from lifetime in Lifetimes
           from charging in Chargings
           select new PolicyName(lifetime, charging, platform),
    ];
}
