namespace ModelCheck.Explorer.Engine;

/// <summary>Counts the bytes that a search takes and refuses those beyond its bound.</summary>
internal sealed class MemoryBudget(long bound)
{
    private long _taken;
    private long _peak;

    /// <summary>What is taken now, in bytes.</summary>
    internal long Taken => Volatile.Read(ref _taken);

    /// <summary>The most that was taken at any time, in bytes.</summary>
    internal long Peak => Volatile.Read(ref _peak);

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
