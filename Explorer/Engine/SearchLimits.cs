using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Searching;

namespace ModelCheck.Engine;

/// <summary>How far a search may go.</summary>
public sealed record SearchLimits
{
    /// <summary>
    /// How many threads expand and store states, at least 1. Fewer are used where <see cref="MaximalBytes"/> has no
    /// room for what so many need; that changes no figure.
    /// </summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// No level is begun once so many states are known. The bound acts between levels only, so that a bounded search,
    /// too, finds the same for any number of workers.
    /// </summary>
    public long MaximalStates { get; init; } = long.MaxValue;

    /// <summary>
    /// Whether no level is begun once something is violated. This bound, too, acts between levels only.
    /// </summary>
    public bool UntilViolated { get; init; }

    /// <summary>Where the search saves how far it is; null when it does not.</summary>
    public CheckpointPlan? Checkpoint { get; init; }

    /// <summary>
    /// A directory for tables that <see cref="MaximalBytes"/> has no room for; null when the search ends there. Linux
    /// only: elsewhere a search with one is refused by a <see cref="PlatformNotSupportedException"/>. Each table is a
    /// file without a name: nothing is left behind, however the search ends.
    /// </summary>
    public string? SpillDirectory { get; init; }

    /// <summary>What the tables, frontiers and buffers together may take, in bytes.</summary>
    public long MaximalBytes { get; init; } = long.MaxValue;

    /// <summary>
    /// Which part of a search over several machines this one is; null when it is the whole. Each part has its own bound
    /// on memory, says of itself only how much it took, and keeps checkpoints in a directory of its own (<see
    /// cref="PartCheckpoint"/>). Whoever interrupts it interrupts one part, and all of them stop.
    /// </summary>
    public IPartition? Partition { get; init; }

    /// <summary>From how many bytes on a table may leave the memory for <see cref="SpillDirectory"/>.</summary>
    internal int SpillThreshold { get; init; } = PageMap.SpillThreshold;

    /// <summary>How large a table of one shard may be, in bytes.</summary>
    internal int MaximalTableBytes { get; init; } = MemoryBudget.LargestTable;

    /// <summary>
    /// How many marks of states that other parts have are asked for at once, for each shard; one state more may ask.
    /// </summary>
    internal int MarksAskedAtOnce { get; init; } = 4096;

    /// <summary>
    /// How many bytes of codes are remembered that were sent to other parts, at most, for each of their shards.
    /// </summary>
    internal int SentBytes { get; init; } = 1 << 18;

    /// <summary>
    /// How many words a batch for another part has at most: 1 MiB, so that whoever carries them need not take them
    /// apart.
    /// </summary>
    internal int BatchWords { get; init; } = 1 << 17;
}
