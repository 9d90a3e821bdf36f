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
        console.MarkupLineInterpolated($"[bold]Cluster {view.Cluster}[/]: {ClusterWording.Workers(view)}");
        Write(console, ClusterWording.WorkerColumns, ClusterWording.RowsOf(view));
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

    private static string Attempt(SpreadView view) =>
        view.Attempt <= 1 ? string.Empty : $", attempt {ClusterWording.Attempt(view)}";

    private static void Write(IAnsiConsole console, SpreadView exploration)
    {
        console.MarkupLineInterpolated($"[bold]{exploration.Policy}[/] ({exploration.Name}){Attempt(exploration)}");
        console.WriteLine(
            exploration.Outcome
            ?? $"level {Wording.Number(exploration.Level)}, {Wording.Number(exploration.States)} states, "
                + $"{Wording.Number(exploration.Transitions)} transitions, "
                + $"{ClusterWording.Rate(exploration)} states/s, "
                + $"{Wording.Bytes(exploration.SentBytes)} sent, {ClusterWording.Time(exploration)}");
        Write(console, ClusterWording.PartitionColumns, ClusterWording.RowsOf(exploration));
    }

    private static void Write(
        IAnsiConsole console, ImmutableArray<ClusterColumn> columns, ImmutableArray<ImmutableArray<string>> rows)
    {
        var table = new ReportTable([.. columns.Select(column => column.Title)]);
        foreach (ImmutableArray<string> row in rows)
        {
            table.AddRow([.. row.Zip(columns, (text, column) => new ReportCell(text, IsNumber: column.IsNumber))]);
        }

        table.Write(console);
    }
}
