using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine;

/// <summary>Which part of a spread search owns which shard (<see cref="IPartition.OwnerOf"/>), dealt evenly.</summary>
public static class Shards
{
    /// <summary>How many there are, each with about as many states: <see cref="Search.ShardCount"/>.</summary>
    public const int Count = 1 << BucketLayout.ShardBits;

    /// <summary>
    /// The owner of a shard where every part owns a run of shards, none more than one longer than another. Powers of
    /// two are even. Of other numbers of parts some have a shard more: of 48, sixteen have two and the others one, so
    /// that all wait for those, and the search is no faster than with 32.
    /// </summary>
    /// <param name="shard">0 to <see cref="Count"/> - 1.</param>
    /// <param name="parts">How many parts: 1 to <see cref="Count"/>.</param>
    /// <returns>0 to <paramref name="parts"/> - 1; each of them owns something.</returns>
    public static int OwnerOf(int shard, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, Count);
        return shard * parts / Count;
    }
}
