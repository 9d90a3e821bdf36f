using System.Collections.Immutable;

namespace ModelCheck.Exploration.Results;

/// <summary>
/// What there is to be seen of a cluster at a moment: plain data, apart from what the cluster is made of.
/// </summary>
/// <param name="Cluster">The name of the cluster.</param>
/// <param name="Workers">The workers that were heard in the last seconds.</param>
/// <param name="Explorations">The explorations that are under way, or done and not fetched.</param>
public sealed record ClusterView(
    string Cluster, ImmutableArray<WorkerView> Workers, ImmutableArray<SpreadView> Explorations);

/// <summary>A worker of a cluster.</summary>
/// <param name="Name">Its machine and port.</param>
/// <param name="Threads">How many threads explore on it.</param>
/// <param name="Memory">What it takes, in bytes.</param>
/// <param name="MemoryBound">What the tables of its partitions may take, in bytes.</param>
/// <param name="Seconds">How long it has been there.</param>
public sealed record WorkerView(string Name, int Threads, long Memory, long MemoryBound, double Seconds);

/// <summary>An exploration that is spread over a cluster.</summary>
/// <param name="Name">Its name within the cluster.</param>
/// <param name="Policy">What is explored.</param>
/// <param name="Attempt">The number of the attempt: one more than workers, or what they held, were lost.</param>
/// <param name="ResumedLevel">The level that the attempt has gone on with; -1 where it began at the beginning.</param>
/// <param name="Seconds">How long somebody has watched over it.</param>
/// <param name="Partitions">Its partitions; null those that do not answer at the moment.</param>
public sealed record SpreadView(
    string Name,
    string Policy,
    int Attempt,
    int ResumedLevel,
    double Seconds,
    ImmutableArray<PartitionView?> Partitions)
{
    /// <summary>What came of it, in words; null while it is under way.</summary>
    public string? Outcome { get; init; }

    /// <summary>How many states are known.</summary>
    public long States => Partitions.Sum(one => one?.States ?? 0);

    /// <summary>How many transitions were followed in this attempt.</summary>
    public long Transitions => Partitions.Sum(one => one?.Transitions ?? 0);

    /// <summary>What the tables take, in bytes.</summary>
    public long Bytes => Partitions.Sum(one => one?.Bytes ?? 0);

    /// <summary>What was sent in this attempt, in bytes.</summary>
    public long SentBytes => Partitions.Sum(one => one?.SentBytes ?? 0);

    /// <summary>The level that is expanded.</summary>
    public int Level => Partitions.Select(one => one?.Level ?? 0).DefaultIfEmpty(0).Max();
}

/// <summary>A partition of an exploration.</summary>
/// <param name="Worker">The worker that it is on.</param>
/// <param name="Doing">What it does, in words.</param>
/// <param name="Level">The level that it expands.</param>
/// <param name="States">How many states it has.</param>
/// <param name="Transitions">How many transitions it has followed in this attempt.</param>
/// <param name="Bytes">What its tables take, in bytes.</param>
/// <param name="SentBytes">What it has sent in this attempt, in bytes.</param>
public sealed record PartitionView(
    string Worker, string Doing, int Level, long States, long Transitions, long Bytes, long SentBytes);
