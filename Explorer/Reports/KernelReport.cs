using System.Collections.Immutable;

using ModelCheck.Exploration.Results;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What the kernel of this machine makes of what the model says of it, on a console.</summary>
public static class KernelReport
{
    /// <summary>Writes the result of <c>modelcheck linux</c>.</summary>
    public static void Write(IAnsiConsole console, KernelResult result)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(result);
        console.WriteLine(result.Kernel);
        console.WriteLine(
            "Of each step: the answer; every region with its first frame, how many it shows, and its right; how many "
            + "frames are free; what s0 uses.");
        foreach (KernelTrace trace in result.Traces)
        {
            Write(console, trace);
        }

        if (!result.Runs.IsEmpty)
        {
            WriteRuns(console, result.Runs);
            WriteCounts(console, result.Runs);
        }

        console.WriteLine();
        console.WriteLine(Conclusion(result));
    }

    /// <summary>What it comes to, in one sentence.</summary>
    internal static string Conclusion(KernelResult result)
    {
        int told = result.Traces.Sum(trace => trace.Steps.Count(step => step.Model is not null));
        string judgement = result.Diverges ? "The kernel parts from the model."
            : !result.IsDone ? "The kernel does what the model says, as far as it was asked until it was interrupted."
            : "The kernel does what the model says.";
        return $"{judgement} {Wording.Number(result.Traces.Length)} traces with {Wording.Number(told)} steps of which "
            + $"the model says something; {Wording.Number(result.Runs.Sum(run => run.Soak.Operations))} operations "
            + $"beside it; {Wording.Seconds(result.Seconds)}.";
    }

    private static void Write(IAnsiConsole console, KernelTrace trace)
    {
        console.WriteLine();
        string policy = trace.Policy.Length == 0 ? string.Empty : $" ({trace.Policy})";
        console.MarkupLineInterpolated($"[bold]{trace.Name}[/]{policy}");
        var table = new ReportTable("asked", "the model", "the kernel");
        foreach (KernelStep step in trace.Steps)
        {
            bool parts = step.Model is not null && step.Model != step.Kernel;
            table.AddRow(
                new ReportCell(step.Asked),
                new ReportCell(step.Model ?? "says nothing of it"),
                new ReportCell(
                    step.Model == step.Kernel ? "the same" : parts ? $"DIFFERS: {step.Kernel}" : step.Kernel));
        }

        table.Write(console);
    }

    private static void WriteRuns(IAnsiConsole console, ImmutableArray<KernelRun> runs)
    {
        console.WriteLine();
        console.MarkupLine("[bold]Beside the model, operation by operation[/]");
        var table = new ReportTable("policy", "bounds", "states", "triples", "operations", "granted", "outcome");
        foreach (SoakResult run in runs.Select(run => run.Soak))
        {
            table.AddRow(
                new ReportCell(run.Policy.ToString()),
                new ReportCell(ScopeBounds(run)),
                new ReportCell(Met(run, met => met.VisitedStates, met => met.States)),
                new ReportCell(Met(run, met => met.VisitedTriples, met => met.Triples)),
                ReportCell.Count(run.Operations),
                ReportCell.Count(run.Granted),
                new ReportCell(
                    run.Failure is not null ? "parts from the model"
                    : run.Interrupted ? "interrupted"
                    : run.Coverage is not null ? "everything met, no divergence"
                    : "no divergence"));
        }

        table.Write(console);
        console.WriteLine(
            "States and triples of state, operation and outcome count once where they differ in the names of sessions "
            + "and slots only. After each operation that asked anything of the kernel every session loaded from and "
            + "stored to every page of its regions; after each change of a region to every page that it could have, "
            + "and to one before and one after.");
        foreach (KernelRun run in runs.Where(run => run.Soak.Failure is not null))
        {
            SoakReport.Write(console, run.Soak.Failure!);
        }
    }

    private static void WriteCounts(IAnsiConsole console, ImmutableArray<KernelRun> runs)
    {
        console.WriteLine();
        console.MarkupLine("[bold]What the kernel was asked for[/]");
        (string Name, Func<KernelCounts, long> Of)[] rows =
        [
            ("processes started", counts => counts.Processes),
            ("sessions closed", counts => counts.Closes),
            ("of them by SIGKILL", counts => counts.Kills),
            ("files made", counts => counts.Files),
            ("files whose end it told", counts => counts.FilesGone),
            ("descriptors sent", counts => counts.Descriptors),
            ("mappings", counts => counts.Mappings),
            ("of them by opening a read-only descriptor anew", counts => counts.Reopened),
            ("of them read-only, since it gave no more", counts => counts.ReadOnly),
            ("seals", counts => counts.Seals),
            ("of them refused with EBUSY", counts => counts.SealsRefused),
            ("stores that a session was asked for", counts => counts.Stores),
            ("looks at every page", counts => counts.Looks),
        ];
        var table = new ReportTable("", "times") { HasLines = false };
        foreach ((string name, Func<KernelCounts, long> of) in rows)
        {
            table.AddRow(new ReportCell(name), ReportCell.Count(runs.Sum(run => of(run.Counts))));
        }

        table.Write(console);
    }

    private static string ScopeBounds(SoakResult run) => FormattableString.Invariant(
        $"F{run.Scope.Frames} S{run.Scope.Sessions} D{run.Scope.Dataspaces} R{run.Scope.Regions}")
        + (run.Scope.Contents ? ", contents" : string.Empty);

    private static string Met(
        SoakResult run, Func<CoverageResult, long> part, Func<CoverageResult, long> whole) =>
        run.Coverage is { } met ? Share(part(met), whole(met)) : run.IsSteered ? "not explored" : "at random";

    private static string Share(long part, long whole) => $"{Wording.Number(part)} of {Wording.Number(whole)}";
}
