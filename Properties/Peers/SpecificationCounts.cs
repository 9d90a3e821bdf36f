using System.Globalization;

namespace ModelCheck.Properties.Peers;

/// <summary>What is found of one policy within one scope, to be compared at once.</summary>
/// <param name="States">Distinct reachable states.</param>
/// <param name="Transitions">Operation instances granted.</param>
/// <param name="Depth">The number of the last breadth-first level; 0 where it is not told.</param>
/// <param name="Refusals">Operation instances refused; 0 where it is not told.</param>
/// <param name="Broken">The invariants that some reachable state breaks, as <see cref="Listed"/> has them.</param>
internal sealed record SpecificationCounts(long States, long Transitions, int Depth, long Refusals, string Broken)
{
    /// <summary>The counts as the tables of the documentation have them.</summary>
    internal string Cell => string.Create(CultureInfo.InvariantCulture, $"{States:N0} / {Transitions:N0} / {Depth}");

    internal static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal));
}
