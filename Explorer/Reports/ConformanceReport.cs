using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What came of comparing the implementation with the model, on a console.</summary>
public static class ConformanceReport
{
    /// <summary>Writes the result of <c>modelcheck conform</c>.</summary>
    public static void Write(IAnsiConsole console, ImmutableArray<ConformanceResult> results, double seconds)
    {
        ArgumentNullException.ThrowIfNull(console);
        console.WriteLine($"{Wording.Bounds(results[0].Scope)}");
        console.WriteLine();
        var table = new ReportTable("policy", "states", "transitions", "refusals", "comparisons", "outcome");
        foreach (ConformanceResult result in results)
        {
            table.AddRow(
                new ReportCell(result.Policy.ToString()),
                ReportCell.Count(result.Exploration.DistinctStates),
                ReportCell.Count(result.Exploration.Transitions),
                ReportCell.Count(result.Exploration.DisabledActions),
                ReportCell.Count(result.Comparisons),
                new ReportCell(OutcomeOf(result), StyleOf(result)));
        }

        table.Write(console);
        foreach (ConformanceResult result in results.Where(result => result.Divergence is not null))
        {
            Write(console, result.Policy, result.Scope, result.Divergence!);
        }

        console.WriteLine(Conclusion(results, seconds));
    }

    /// <summary>What all results come to, in one sentence.</summary>
    internal static string Conclusion(ImmutableArray<ConformanceResult> results, double seconds)
    {
        int divergent = results.Count(result => result.Diverges);
        int unfinished = results.Count(result => !result.Diverges && !result.Exploration.Complete);
        string judgement = divergent > 0
            ? $"The implementation parts from the model under {Wording.Share(divergent, results.Length)} policies."
            : unfinished > 0
            ? $"No divergence so far; {Wording.Share(unfinished, results.Length)} policies were not compared to the "
                + "end, so nothing is proved of them."
            : "Complete, zero divergences: the implementation is the model.";
        long leading = results.Sum(result => result.Leading);
        string led = leading > 0
            ? $", and {Wording.Number(leading)} operations that only led fresh services to them"
            : string.Empty;
        return $"{Wording.Number(results.Sum(result => result.Comparisons))} comparisons in "
            + $"{Wording.Number(results.Sum(result => result.Exploration.DistinctStates))} states{led}; "
            + $"{Wording.Seconds(seconds)}. {judgement}";
    }

    /// <summary>Writes a divergence: what was asked, and what there is then on both sides.</summary>
    public static void Write(IAnsiConsole console, PolicyName policy, Scope scope, Divergence divergence)
    {
        ArgumentNullException.ThrowIfNull(divergence);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(console);
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{policy}[/]: {divergence.Difference}");
        for (int step = 0; step < divergence.Trace.Steps.Length; step++)
        {
            console.WriteLine($"{Wording.Number(step + 1),3}  {divergence.Trace.Steps[step]}");
        }

        if (!divergence.IsReplayed)
        {
            console.WriteLine(
                divergence.Implementation is null
                    ? "(Seen after something that was refused on the way, which is left out here.)"
                    : "(Only in a service that was put into the state before the last step, not in one that was asked "
                        + "for all of them.)");
        }

        WriteViews(console, scope, divergence);
    }

    /// <summary>Writes what there is on both sides after a divergence.</summary>
    internal static void WriteViews(IAnsiConsole console, Scope scope, Divergence divergence)
    {
        var table = new ReportTable("", "model", "implementation");
        foreach (ViewRow row in ViewRow.Of(scope, divergence.Model, divergence.Implementation))
        {
            var style = new Style(row.IsAlike ? Color.Grey : Color.Red);
            table.AddRow(
                new ReportCell(row.IsAlike ? row.Key : $"{row.Key} !", style),
                new ReportCell(row.Model, style),
                new ReportCell(row.Implementation, style));
        }

        table.Write(console);
    }

    private static string OutcomeOf(ConformanceResult result) =>
        result.Divergence is { } divergence ? $"diverges in {divergence.Trace.Steps.Length} steps"
        : result.Diverges ? "diverges; stopped before the trace was found"
        : result.Exploration.Complete ? "conforms"
        : Wording.Stop(result.Exploration.Stopped);

    private static Style StyleOf(ConformanceResult result) => new(
        result.Diverges ? Color.Red : result.Exploration.Complete ? Color.Green : Color.Yellow);
}
