using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Pages.Pictures;
using ModelCheck.Reports;

namespace ModelCheck.Pages.Documents;

/// <summary>What a page says of an implementation beside the model: plain data.</summary>
/// <param name="Results">How they compare under each policy; at least one.</param>
/// <param name="Command">The command that this is the report of.</param>
public sealed record ConformanceDocument(ImmutableArray<ConformanceResult> Results, string Command)
{
    internal bool Diverges => Results.Any(result => result.Diverges);

    /// <summary>Those of which a trace is known, with where they stand on the page.</summary>
    internal IEnumerable<(ConformanceResult Result, string Id)> Divergences => Results
        .Where(result => result.Divergence is not null)
        .Select((result, index) => (
            result, string.Create(CultureInfo.InvariantCulture, $"divergence-{index + 1}")));

    internal string Summary
    {
        get
        {
            int diverging = Results.Count(result => result.Diverges);
            int open = Results.Count(result => !result.Diverges && !result.Conforms);
            string counts = $"{Wording.Number(Results.Sum(result => result.Exploration.DistinctStates))} states, "
                + $"{Wording.Number(Results.Sum(result => result.Comparisons))} comparisons";
            string rest = open == 0
                ? string.Empty
                : $" {Wording.Share(open, Results.Length)} policies were not compared to the end.";
            return diverging == 0
                ? $"No difference under {Wording.Share(Results.Length - open, Results.Length)} policies: "
                    + $"{counts}.{rest}"
                : $"They differ under {Wording.Share(diverging, Results.Length)} policies: {counts}.{rest}";
        }
    }

    /// <summary>What the model makes of the trace that leads to a difference.</summary>
    internal static PicturedTrace PicturesOf(ConformanceResult result) => PicturedTrace.Of(
        Catalog.CreateModel(result.Policy, result.Scope),
        result.Divergence!.Trace,
        new StepTelling([.. Enumerable.Repeat("session", result.Scope.Sessions)]));
}
