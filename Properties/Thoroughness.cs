using ModelCheck.Model.Semantics;

namespace ModelCheck.Properties;

/// <summary>
/// How much of what takes minutes is gone through. A few theories are about every policy in a scope that is not small:
/// the suite has those of their rows between which every policy's parts have had their turn, and all of them where the
/// environment says <c>THOROUGH=true</c>, as it does in .ci/run after the suite.
/// </summary>
internal static class Thoroughness
{
    // Of six charging policies two have their turn with each lifetime.
    private const int Turns = 3;

    /// <summary>Whether all rows are wanted.</summary>
    internal static bool IsWhole { get; } = Environment.GetEnvironmentVariable("THOROUGH") == "true";

    /// <summary>The charging policies that have their turn with a lifetime; all where all rows are wanted.</summary>
    /// <param name="lifetime">The place of the lifetime in the catalog.</param>
    internal static IEnumerable<PolicyEntry> ChargingsInTurn(int lifetime) => Catalog.Chargings.Index()
        .Where(charging => IsWhole || (charging.Index + lifetime) % Turns == 0)
        .Select(charging => charging.Item);
}
