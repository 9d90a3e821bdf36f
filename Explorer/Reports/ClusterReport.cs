using System.Collections.Immutable;

using ModelCheck.Exploration.Results;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>A cluster at a moment, on a console.</summary>
public static class ClusterReport
{
    /// <summary>Writes what there is to be seen.</summary>
    /// <param name="console">The console.</param>
    /// <param name="view">The cluster.</param>
    public static void Write(IAnsiConsole console, ClusterView view)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(view);
        console.MarkupLineInterpolated(
            $"[bold]Cluster {view.Cluster}[/]: {Wording.Number(view.Workers.Length)} workers");
        var workers = new ReportTable("worker", "threads", "memory", "for tables", "for");
        foreach (WorkerView worker in view.Workers)
        {
            workers.AddRow(
                new ReportCell(worker.Name),
                new ReportCell(Wording.Number(worker.Threads)),
                new ReportCell(Wording.Bytes(worker.Memory)),
                new ReportCell(Wording.Bytes(worker.MemoryBound)),
                new ReportCell(Wording.Seconds(worker.Seconds)));
        }

        workers.Write(console);
        foreach (SpreadView exploration in view.Explorations)
        {
            console.WriteLine();
            Write(console, exploration);
        }

        if (view.Explorations.IsEmpty)
        {
            console.WriteLine("Nothing is being explored.");
        }
    }

    /// <summary>Where an exploration stands, in a line.</summary>
    /// <param name="view">The exploration.</param>
    /// <param name="elapsed">How long somebody has waited for it.</param>
    /// <returns>The line.</returns>
    public static string Line(SpreadView view, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(view);
        ImmutableArray<string> doing =
            [.. view.Partitions.Select(one => one?.Doing ?? "silent").Distinct(StringComparer.Ordinal)];
        return $"{string.Join(", ", doing)}: level {Wording.Number(view.Level)}, "
            + $"{Wording.Number(view.States)} states, {Wording.Number(view.Transitions)} transitions, "
            + $"{Wording.Number(view.Partitions.Length)} partitions, {Wording.Bytes(view.Bytes)}, "
            + $"{Wording.Bytes(view.SentBytes)} sent{Attempt(view)}, {Wording.Number((long)elapsed.TotalSeconds)} s";
    }

    private static string Attempt(SpreadView view) => view.Attempt <= 1 ? string.Empty
        : $", attempt {Wording.Number(view.Attempt)} from "
            + (view.ResumedLevel < 0 ? "the beginning" : $"level {Wording.Number(view.ResumedLevel)}");

    private static void Write(IAnsiConsole console, SpreadView exploration)
    {
        console.MarkupLineInterpolated($"[bold]{exploration.Policy}[/] ({exploration.Name}){Attempt(exploration)}");
        double seconds = Math.Max(exploration.Seconds, 0.001);
        console.WriteLine(
            exploration.Outcome
            ?? $"level {Wording.Number(exploration.Level)}, {Wording.Number(exploration.States)} states, "
                + $"{Wording.Number(exploration.Transitions)} transitions, "
                + $"{Wording.Number((long)(exploration.States / seconds))} states/s, "
                + $"{Wording.Bytes(exploration.SentBytes)} sent, {Wording.Seconds(exploration.Seconds)}");
        var table = new ReportTable("partition", "worker", "level", "states", "transitions", "memory", "sent", "does");
        for (int index = 0; index < exploration.Partitions.Length; index++)
        {
            PartitionView? part = exploration.Partitions[index];
            table.AddRow(
                new ReportCell(Wording.Number(index)),
                new ReportCell(part?.Worker ?? "?"),
                new ReportCell(part is null ? "?" : Wording.Number(part.Level)),
                new ReportCell(part is null ? "?" : Wording.Number(part.States)),
                new ReportCell(part is null ? "?" : Wording.Number(part.Transitions)),
                new ReportCell(part is null ? "?" : Wording.Bytes(part.Bytes)),
                new ReportCell(part is null ? "?" : Wording.Bytes(part.SentBytes)),
                new ReportCell(part?.Doing ?? "does not answer"));
        }

        table.Write(console);
    }
}
