using System.Collections.Immutable;

namespace ModelCheck.Cluster.Contract;

/// <summary>Where an exploration stands.</summary>
/// <param name="Request">What is explored.</param>
/// <param name="Attempt">The number of the attempt: one more than partitions were lost.</param>
/// <param name="ResumedLevel">The level that the attempt has gone on with; -1 where it began at the beginning.</param>
/// <param name="Parts">Its partitions, as far as they have answered.</param>
public sealed record ExplorationStatus(
    ExplorationRequest Request, int Attempt, int ResumedLevel, ImmutableArray<PartStatus?> Parts)
{
    /// <summary>How long it has been under way, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What came of it, once it is over.</summary>
    public PartOutcome? Outcome { get; init; }

    /// <summary>Why nothing came of it; null where something did or will.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the fault is a defect of the program, and not of what it runs on.</summary>
    public bool IsDefect { get; init; }

    /// <summary>Whether the fault is the asker's: a program of another build.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => Outcome is not null || Fault is not null;
}
