namespace ModelCheck.Cluster.Contract;

/// <summary>Where the exploration of one policy of a comparison stands.</summary>
/// <param name="Stage">What is done.</param>
public sealed record PolicyStatus(PolicyStage Stage)
{
    /// <summary>The level being expanded.</summary>
    public int Level { get; init; }

    /// <summary>How many states are known.</summary>
    public long States { get; init; }

    /// <summary>How many transitions were followed.</summary>
    public long Transitions { get; init; }

    /// <summary>How many states the level being expanded has.</summary>
    public long Frontier { get; init; }

    /// <summary>What the tables take, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Why nothing comes of it; null where something does or will.</summary>
    public string? Fault { get; init; }

    /// <summary>What came of it, once it is done.</summary>
    public PartOutcome? Outcome { get; init; }
}

/// <summary>What is done about one policy of a comparison.</summary>
public enum PolicyStage
{
    /// <summary>It is explored.</summary>
    Searching,

    /// <summary>It was explored.</summary>
    Done,

    /// <summary>Nothing: the worker has no place for it, and another one may have.</summary>
    Busy,

    /// <summary>Nothing: the worker is of another build.</summary>
    Refused,

    /// <summary>It has failed, and would again.</summary>
    Failed,
}
