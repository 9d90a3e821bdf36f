namespace ModelCheck.Engine.Memory;

/// <summary>Counts the bytes that a search takes and refuses those beyond its bound.</summary>
/// <param name="bound">The bound.</param>
/// <param name="spillDirectory">
/// Where tables are kept that need not be in memory all the time; null for nowhere.
/// </param>
internal sealed class MemoryBudget(long bound, string? spillDirectory = null)
{
    /// <summary>The largest table of a shard that one span can see, in bytes.</summary>
    internal const int LargestTable = int.MaxValue;

    private long _taken;
    private long _peak;

    /// <summary>What is taken now, in bytes.</summary>
    internal long Taken => Volatile.Read(ref _taken);

    /// <summary>The most that was taken at any time, in bytes.</summary>
    internal long Peak => Volatile.Read(ref _peak);

    /// <summary>The bound, in bytes.</summary>
    internal long Bound => bound;

    /// <summary>The directory of tables that need not be in memory all the time; null when they must.</summary>
    internal string? SpillDirectory => spillDirectory;

    /// <summary>From how many bytes on a table may be kept in a file.</summary>
    internal int SpillThreshold { get; init; } = PageMap.SpillThreshold;

    /// <summary>How large a table of a shard may be, in bytes.</summary>
    internal int MaximalTableBytes { get; init; } = LargestTable;

    /// <summary>Whether so much is taken that what is not used at the moment should leave the memory.</summary>
    internal bool IsScarce => Taken > bound / 2;

    /// <summary>Takes bytes, or throws without taking any.</summary>
    internal void Take(long bytes)
    {
        long taken = Interlocked.Add(ref _taken, bytes);
        if (taken > bound)
        {
            Interlocked.Add(ref _taken, -bytes);
            throw new MemoryBoundException();
        }

        long peak = Volatile.Read(ref _peak);
        while (taken > peak)
        {
            long seen = Interlocked.CompareExchange(ref _peak, taken, peak);
            peak = seen == peak ? taken : seen;
        }
    }

    /// <summary>Gives bytes back.</summary>
    internal void Give(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
