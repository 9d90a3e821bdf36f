using ModelCheck.Engine;

namespace ModelCheck.Cluster.Contract;

/// <summary>Where a partition stands.</summary>
/// <param name="Attempt">Its attempt; number 0 when it has none, since it has just come up.</param>
/// <param name="Worker">The name of the worker that it is on.</param>
/// <param name="Stage">What it does.</param>
public sealed record PartStatus(Attempt Attempt, string Worker, PartStage Stage)
{
    /// <summary>The level that it has gone on with; -1 where it began at the beginning.</summary>
    public int ResumedLevel { get; init; } = -1;

    /// <summary>What is being done, in the engine's words.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary>The level being expanded.</summary>
    public int Level { get; init; }

    /// <summary>How many states it has.</summary>
    public long States { get; init; }

    /// <summary>How many transitions it has followed.</summary>
    public long Transitions { get; init; }

    /// <summary>What its tables take, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>What it has sent to others, in bytes of parcels.</summary>
    public long SentBytes { get; init; }

    /// <summary>Why it has failed; null where it has not.</summary>
    public string? Fault { get; init; }

    /// <summary>What it has found, once it is done: the same in every partition.</summary>
    public PartOutcome? Outcome { get; init; }
}

/// <summary>What a partition does.</summary>
public enum PartStage
{
    /// <summary>It was told nothing, or has lost what it was told.</summary>
    Idle,

    /// <summary>It searches.</summary>
    Searching,

    /// <summary>It has found what there is.</summary>
    Done,

    /// <summary>It cannot go on since another one was lost: a new attempt may.</summary>
    Lost,

    /// <summary>What was saved cannot be gone on from.</summary>
    Unreadable,

    /// <summary>It will not do what it was told: it is of another build.</summary>
    Refused,

    /// <summary>It has failed, and would again.</summary>
    Failed,
}

/// <summary>What a partition has found of the whole.</summary>
/// <param name="Exploration">The figures, verdicts and traces of the whole; memory is that of the partition.</param>
/// <param name="Unreduced">What orbits stand for, where that was counted.</param>
public sealed record PartOutcome(SearchResult Exploration, UnreducedCounts? Unreduced);
