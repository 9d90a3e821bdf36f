using System.Collections.Immutable;

namespace ModelCheck.Engine;

/// <summary>What a search found: plain data, apart from the engine and from any way of showing it.</summary>
/// <param name="Stopped">Why it ended.</param>
/// <param name="DistinctStates">How many states were found.</param>
/// <param name="Transitions">How many transitions were followed, self-loops included.</param>
/// <param name="DisabledActions">How often an action was disabled in a state.</param>
/// <param name="Levels">How many states each breadth-first level has; level 0 has those that are initial.</param>
/// <param name="Seconds">How long it took, judging branching properties and finding traces included.</param>
/// <param name="PeakBytes">The most memory that the search's own tables took at any time.</param>
/// <param name="Findings">What is known of each property, in the system's order.</param>
/// <param name="Unreduced">
/// What was expanded, with each state counted as often as it stands for others: the same as without reduction once the
/// search is complete.
/// </param>
public sealed record SearchResult(
    StopReason Stopped,
    long DistinctStates,
    long Transitions,
    long DisabledActions,
    ImmutableArray<long> Levels,
    double Seconds,
    long PeakBytes,
    ImmutableArray<Finding> Findings,
    UnreducedCounts Unreduced)
{
    /// <summary>
    /// Whether nothing is left out: every reachable state was found and expanded, every property judged, every trace
    /// found.
    /// </summary>
    public bool Complete => Stopped == StopReason.Exhausted;

    /// <summary>The number of the last level.</summary>
    public int Depth => Levels.Length - 1;
}

/// <summary>Counts in which a state that stands for others counts for them too.</summary>
/// <param name="States">How many states.</param>
/// <param name="Transitions">How many transitions from them.</param>
/// <param name="DisabledActions">How many actions are disabled in them.</param>
public sealed record UnreducedCounts(long States, long Transitions, long DisabledActions);

/// <summary>What is known of one property.</summary>
/// <param name="Property">The property.</param>
/// <param name="Verdict">What is known.</param>
/// <param name="Trace">
/// The labels of a shortest path from an initial state that violates or shows it, the last one perhaps disabled; null
/// when nothing does, or the search was stopped before the path was found.
/// </param>
public sealed record Finding(Property Property, Verdict Verdict, ImmutableArray<uint>? Trace)
{
    /// <summary>Which of the system's initial states the trace begins with.</summary>
    public int Initial { get; init; }

    /// <summary>
    /// How often the property's premise occurred in what was expanded, each state counted as often as it stands for
    /// others; 0 after a complete search says that nothing put the property to the test. Null where it has no premise,
    /// or was violated or shown: then its premise occurred.
    /// </summary>
    public long? Premises { get; init; }
}

/// <summary>Why a search ended.</summary>
public enum StopReason
{
    /// <summary>There was nothing left to find.</summary>
    Exhausted,

    /// <summary>The bound on states was reached.</summary>
    States,

    /// <summary>The bound on memory was reached.</summary>
    Memory,

    /// <summary>The disk had no more room for what memory has no room for.</summary>
    Disk,

    /// <summary>The bound on levels was reached, which is the search's own: 32,766.</summary>
    Levels,

    /// <summary>
    /// A table was as large as one can be: 1 GiB for codes of one word, 2 GiB for wider ones, each for one state in 64.
    /// </summary>
    Capacity,

    /// <summary>A table could not be kept in a file, for another reason than want of room.</summary>
    DiskFault,

    /// <summary>Somebody interrupted it.</summary>
    Interrupted,

    /// <summary>Something was violated, and no more was asked for.</summary>
    Violated,
}
