using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Vocabulary;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What came of random runs of the implementation beside the model, on a console.</summary>
public static class SoakReport
{
    /// <summary>Writes the results of <c>modelcheck soak</c>.</summary>
    public static void Write(IAnsiConsole console, ImmutableArray<SoakResult> results, double seconds)
    {
        ArgumentNullException.ThrowIfNull(console);
        console.WriteLine(Wording.Bounds(results[0].Scope));
        console.WriteLine();
        WriteRuns(console, results);
        WriteOutcomes(console, results);
        WriteCoverage(console, results);
        foreach (SoakResult result in results.Where(result => result.Failure is not null))
        {
            Write(console, result.Failure!);
        }

        console.WriteLine(results[0].Batch == 1
            ? "After each operation the answers and all that can be seen were compared, and the implementation counted "
                + "anew what it has on record; stale capabilities were tried after one in "
                + $"{SoakResult.ImpossibleInterval}."
            : $"After each operation the answers were compared, after each {results[0].Batch} all that can be seen: "
                + "what was wrong and mended in between went unseen (--batch 1 looks after each). Stale capabilities "
                + "were tried as often.");
        console.WriteLine(Conclusion(results, seconds));
    }

    /// <summary>What all runs come to, in one sentence.</summary>
    internal static string Conclusion(ImmutableArray<SoakResult> results, double seconds)
    {
        long operations = results.Sum(result => result.Operations);
        int divergent = results.Count(result => result.Failure is not null);
        string judgement = divergent > 0
            ? $"the implementation parts from the model under {Wording.Share(divergent, results.Length)} policies."
            : results.Any(result => result.Interrupted)
            ? "no divergence until it was interrupted."
            : results.All(result => result.IsDone)
            ? "no divergence."
            : "no divergence, but the operations did not suffice to meet everything.";
        return $"Seed {results[0].Seed.ToString(CultureInfo.InvariantCulture)}: "
            + $"{Wording.Number(operations)} operations, "
            + $"{Wording.Number(results.Sum(result => result.Granted))} granted and "
            + $"{Wording.Number(results.Sum(result => result.Refused))} refused, "
            + $"{Wording.Number(results.Sum(result => result.Comparisons))} comparisons, "
            + $"{Wording.Number(seconds > 0 ? (long)(operations / seconds) : 0)} operations/s; "
            + $"{Wording.Seconds(seconds)}: {judgement}";
    }

    /// <summary>What was made of a failure, in one line.</summary>
    internal static string Minimisation(MinimisedFailure failure)
    {
        string found = $"found: {Wording.Number(failure.Found)} operations; "
            + $"shrunk: {Wording.Number(failure.Shrunk.Trace.Steps.Length)}; ";
        return failure.Minimal is null
            ? $"{found}not proven minimal: {failure.Reason}"
            : $"{found}proven minimal: {Wording.Number(failure.Minimal.Trace.Steps.Length)} ("
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"F{failure.Restricted.Frames} S{failure.Restricted.Sessions} D{failure.Restricted.Dataspaces} ")
                + string.Create(CultureInfo.InvariantCulture, $"R{failure.Restricted.Regions}; {failure.Reason}, ")
                + $"{Wording.Number(failure.StatesBefore)} states)";
    }

    /// <summary>A share in percent, rounded down, so that only a whole is 100 %.</summary>
    internal static string Percent(long part, long whole)
    {
        decimal share = whole == 0 ? 100 : Math.Floor(10_000m * part / whole) / 100;
        return string.Create(CultureInfo.InvariantCulture, $"{share:F2} %");
    }

    /// <summary>An outcome as a word.</summary>
    internal static string Outcome(Refusal refusal) => refusal == Refusal.None ? "granted" : refusal.ToString();

    private static void WriteRuns(IAnsiConsole console, ImmutableArray<SoakResult> results)
    {
        bool measured = results.Any(result => result.Coverage is not null);
        string[] columns = ["policy", "operations", "granted", "refused", "services"];
        var table = new ReportTable(
            [.. columns, .. measured ? (string[])["states", "triples"] : [], "outcome"]);
        foreach (SoakResult result in results)
        {
            IEnumerable<ReportCell> cells =
            [
                new ReportCell(result.Policy.ToString()),
                ReportCell.Count(result.Operations),
                ReportCell.Count(result.Granted),
                ReportCell.Count(result.Refused),
                ReportCell.Count(result.Services),
            ];
            IEnumerable<ReportCell> coverage = !measured ? []
                : result.Coverage is { } met
                ? [Share(met.VisitedStates, met.States), Share(met.VisitedTriples, met.Triples)]
                : [ReportCell.Figure("?"), ReportCell.Figure("?")];
            table.AddRow([.. cells, .. coverage, new ReportCell(OutcomeOf(result), StyleOf(result))]);
        }

        table.Write(console);
    }

    private static void WriteOutcomes(IAnsiConsole console, ImmutableArray<SoakResult> results)
    {
        var table = new ReportTable("asked", "times", "granted", "refused");
        foreach (IGrouping<OperationKind, OutcomeCount> kind in results.SelectMany(result => result.Outcomes)
            .GroupBy(outcome => outcome.Kind).OrderBy(kind => kind.Key))
        {
            table.AddRow(
                new ReportCell(kind.Key.ToString()),
                ReportCell.Count(kind.Sum(outcome => outcome.Count)),
                ReportCell.Count(kind.Where(outcome => outcome.Refusal == Refusal.None).Sum(outcome => outcome.Count)),
                new ReportCell(string.Join(
                    ", ",
                    kind.Where(outcome => outcome.Refusal != Refusal.None)
                        .GroupBy(outcome => outcome.Refusal)
                        .OrderBy(refusal => refusal.Key)
                        .Select(refusal => $"{refusal.Key} {Wording.Number(refusal.Sum(outcome => outcome.Count))}"))));
        }

        table.Write(console);
    }

    // Every kind and outcome of one policy; of several only what none of the operations met.
    private static void WriteCoverage(IAnsiConsole console, ImmutableArray<SoakResult> results)
    {
        if (results is [{ Coverage: { } only }])
        {
            var table = new ReportTable("asked", "outcome", "triples", "met", "share");
            foreach (CoverageRow row in only.Rows)
            {
                table.AddRow(
                    new ReportCell(row.Kind.ToString()),
                    new ReportCell(Outcome(row.Refusal)),
                    ReportCell.Count(row.Triples),
                    ReportCell.Count(row.Visited),
                    new ReportCell(
                        Percent(row.Visited, row.Triples),
                        new Style(row.Visited == row.Triples ? Color.Green : Color.Yellow)));
            }

            table.Write(console);
        }

        foreach (SoakResult result in results.Where(result => result.Coverage is not null))
        {
            CoverageResult coverage = result.Coverage!;
            console.WriteLine(
                $"{result.Policy}: {Wording.Number(coverage.VisitedStates)} of "
                + $"{Wording.Number(coverage.States)} states "
                + $"({Percent(coverage.VisitedStates, coverage.States)}) and "
                + $"{Wording.Number(coverage.VisitedTriples)} of {Wording.Number(coverage.Triples)} triples of state, "
                + $"operation and outcome ({Percent(coverage.VisitedTriples, coverage.Triples)}) after "
                + $"{Wording.Number(result.Operations)} operations"
                + (coverage.Outside == 0
                    ? "."
                    : $", of which {Wording.Number(coverage.Outside)} are none that the explorer asks."));
            string missed = string.Join(
                ", ", coverage.NeverMet.Select(row => $"{row.Kind} {Outcome(row.Refusal)}"));
            if (missed.Length > 0)
            {
                console.WriteLine($"  never met: {missed}.");
            }
        }

        if (results.Any(result => result.Coverage is not null))
        {
            console.WriteLine();
        }
    }

    internal static void Write(IAnsiConsole console, MinimisedFailure failure)
    {
        ConformanceReport.Write(console, failure.Policy, failure.ScopeOfShortest, failure.Shortest);
        console.WriteLine(Minimisation(failure));
        console.WriteLine();
    }

    private static ReportCell Share(long part, long whole) => ReportCell.Figure(Percent(part, whole));

    private static string OutcomeOf(SoakResult result) =>
        result.Failure is { } failure ? $"diverges after {Wording.Number(failure.Found)} operations"
        : result.Interrupted ? "interrupted"
        : result.IsSteered ? result.IsDone ? "everything met" : "not everything met"
        : "no divergence";

    private static Style StyleOf(SoakResult result) => new(
        result.Failure is not null ? Color.Red : result.IsDone ? Color.Green : Color.Yellow);
}
