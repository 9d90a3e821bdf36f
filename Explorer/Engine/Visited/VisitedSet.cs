using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Searching;

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
    internal const int ShardCount = Search.ShardCount;

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

    /// <summary>The codes of the states of a level within one shard, which must be in memory.</summary>
    internal IEnumerable<TCode> StatesOf(int shard, int level)
    {
        var walk = new LevelWalk<TCode>(this, shard, level);
        while (walk.MoveNext())
        {
            yield return walk.Code;
        }
    }

    /// <summary>
    /// Does something with shards, each of them in memory meanwhile, several at a time. What memory has no room for
    /// beside other shards is done in the end, with every other shard out: however many workers there are, there must
    /// be room for one shard only.
    /// </summary>
    /// <param name="workers">How many shards at a time.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="body">What is done. When it meets the bound on memory, it is called again to go on.</param>
    /// <param name="makeRoom">Gives back what else is not needed at the moment.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal void Visit(
        int workers, int[] shards, Action<int> body, Action makeRoom, CancellationToken cancellation)
    {
        var putOff = new ConcurrentQueue<int>();
        Workers.Share(
            workers,
            shards.Length,
            index =>
            {
                try
                {
                    Visit(shards[index], body);
                }
                catch (MemoryBoundException exception) when (exception.Reason == StopReason.Memory)
                {
                    putOff.Enqueue(shards[index]);
                }
            },
            cancellation);
        foreach (int shard in putOff)
        {
            cancellation.ThrowIfCancellationRequested();
            makeRoom();
            Evict();
            Visit(shard, body);
        }
    }

    /// <summary>Has every shard leave the memory that a file keeps.</summary>
    internal void Evict() => Array.ForEach(Shards, shard => shard.Evict());

    private void Visit(int shard, Action<int> body)
    {
        Shards[shard].Enter();
        try
        {
            body(shard);
        }
        finally
        {
            Shards[shard].Leave();
        }
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
