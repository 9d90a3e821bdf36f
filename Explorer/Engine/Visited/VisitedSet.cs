using System.Runtime.CompilerServices;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;

namespace ModelCheck.Engine.Visited;

/// <summary>
/// The states found so far, stored exactly, with the level at which each was found. The set is cut into shards by the
/// upper bits of mixed codes; each shard grows by itself, so that growing never needs twice the memory of the whole,
/// and is changed by one worker at a time, so that nothing is locked.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class VisitedSet<TCode> : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>How many shards, whatever the number of workers.</summary>
    internal const int ShardCount = 1 << BucketLayout.ShardBits;

    private const int ShardShift = 64 - BucketLayout.ShardBits;

    /// <summary>Makes an empty set.</summary>
    /// <param name="codeBits">How many bits of codes are used.</param>
    /// <param name="budget">Where its memory is counted.</param>
    internal VisitedSet(int codeBits, MemoryBudget budget)
    {
        Width = new CodeWidth<TCode>(codeBits);
        for (int shard = 0; shard < ShardCount; shard++)
        {
            Shards[shard] = typeof(TCode) == typeof(Code64)
                ? (VisitedShard<TCode>)(object)new CompactShard(budget, CodeBits, shard)
                : new OpenShard<TCode>(budget);
        }
    }

    /// <summary>How wide the codes are.</summary>
    internal CodeWidth<TCode> Width { get; }

    /// <summary>How many bits of codes are mixed.</summary>
    internal int CodeBits => Width.Bits;

    /// <summary>The shards.</summary>
    internal VisitedShard<TCode>[] Shards { get; } = new VisitedShard<TCode>[ShardCount];

    /// <summary>How many states are in the set.</summary>
    internal long Count => Shards.Sum(shard => (long)shard.Count);

    /// <summary>The shard that a mixed code belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ShardOf(in TCode mixed) => (int)(mixed.Low >> ShardShift);

    /// <summary>The codes of the states of a level within one shard.</summary>
    internal IEnumerable<TCode> StatesOf(int shard, int level)
    {
        Shards[shard].Enter();
        var walk = new LevelWalk<TCode>(this, shard, level);
        while (walk.MoveNext())
        {
            yield return walk.Code;
        }

        Shards[shard].Leave();
    }

    /// <summary>The level of the state in a slot, or -1 for an empty slot.</summary>
    internal int LevelAt(int shard, int slot) => Shards[shard].LevelAt(slot);

    /// <summary>The code of the state in a slot that is not empty.</summary>
    internal TCode CodeAt(int shard, int slot) => Shards[shard].CodeAt(slot).Unmixed(CodeBits);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (VisitedShard<TCode> shard in Shards)
        {
            shard.Dispose();
        }
    }
}
