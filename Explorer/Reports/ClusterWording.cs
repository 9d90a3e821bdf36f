using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Reports;

/// <summary>
/// What is said of a cluster, on a console and on a page. Whatever comes from another machine is shown as
/// <see cref="Printable"/> has it.
/// </summary>
public static class ClusterWording
{
    private const string Unknown = "?";

    /// <summary>What is told of a worker.</summary>
    public static ImmutableArray<ClusterColumn> WorkerColumns { get; } =
    [
        new("worker", IsNumber: false),
        new("threads", IsNumber: true),
        new("memory", IsNumber: true),
        new("for tables", IsNumber: true),
        new("for", IsNumber: true),
    ];

    /// <summary>What is told of a partition.</summary>
    public static ImmutableArray<ClusterColumn> PartitionColumns { get; } =
    [
        new("partition", IsNumber: true),
        new("worker", IsNumber: false),
        new("level", IsNumber: true),
        new("states", IsNumber: true),
        new("transitions", IsNumber: true),
        new("memory", IsNumber: true),
        new("sent", IsNumber: true),
        new("does", IsNumber: false),
    ];

    /// <summary>How many workers there are.</summary>
    /// <param name="view">The cluster.</param>
    /// <returns>In words.</returns>
    public static string Workers(ClusterView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Workers.Length == 1 ? "1 worker" : $"{Wording.Number(view.Workers.Length)} workers";
    }

    /// <summary>What is told of each worker.</summary>
    /// <param name="view">The cluster.</param>
    /// <returns>For each a text for each of <see cref="WorkerColumns"/>.</returns>
    public static ImmutableArray<ImmutableArray<string>> RowsOf(ClusterView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. view.Workers.Select(RowOf)];
    }

    /// <summary>What is told of each partition.</summary>
    /// <param name="view">The exploration.</param>
    /// <returns>For each a text for each of <see cref="PartitionColumns"/>.</returns>
    public static ImmutableArray<ImmutableArray<string>> RowsOf(SpreadView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. view.Partitions.Select(RowOf)];
    }

    /// <summary>How long somebody has watched over an exploration.</summary>
    /// <param name="view">The exploration.</param>
    /// <returns>In words.</returns>
    public static string Time(SpreadView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Wording.Seconds(view.Seconds);
    }

    /// <summary>How many states became known in a second, on average.</summary>
    /// <param name="view">The exploration.</param>
    /// <returns>The number.</returns>
    public static string Rate(SpreadView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Wording.Number((long)(view.States / Math.Max(view.Seconds, 0.001)));
    }

    /// <summary>The number of the attempt, and with what another one than the first has gone on.</summary>
    /// <param name="view">The exploration.</param>
    /// <returns>Both.</returns>
    public static string Attempt(SpreadView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Attempt <= 1 ? Wording.Number(view.Attempt)
            : $"{Wording.Number(view.Attempt)} from "
                + (view.ResumedLevel < 0 ? "the beginning" : $"level {Wording.Number(view.ResumedLevel)}");
    }

    private static ImmutableArray<string> RowOf(WorkerView worker) =>
    [
        Printable.Line(worker.Name),
        Wording.Number(worker.Threads),
        Wording.Bytes(worker.Memory),
        Wording.Bytes(worker.MemoryBound),
        Wording.Seconds(worker.Seconds),
    ];

    private static ImmutableArray<string> RowOf(PartitionView? part, int index) => part is null
        ? [Wording.Number(index), .. Enumerable.Repeat(Unknown, PartitionColumns.Length - 2), "does not answer"]
        :
        [
            Wording.Number(index),
            Printable.Line(part.Worker),
            Wording.Number(part.Level),
            Wording.Number(part.States),
            Wording.Number(part.Transitions),
            Wording.Bytes(part.Bytes),
            Wording.Bytes(part.SentBytes),
            Printable.Line(part.Doing),
        ];
}

/// <summary>What is told of each of several.</summary>
/// <param name="Title">What it is.</param>
/// <param name="IsNumber">Whether it stands at the right of its column.</param>
public readonly record struct ClusterColumn(string Title, bool IsNumber);
