namespace ModelCheck.Explorer.Engine;

/// <summary>
/// The states found so far, stored exactly, with the level at which each was found. The set is cut into shards by the
/// hash of the code; each shard grows by itself, so that growing never needs twice the memory of the whole, and is
/// changed by one worker at a time, so that nothing is locked.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class VisitedSet<TCode> : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>How many shards, whatever the number of workers.</summary>
    internal const int ShardCount = 64;

    private const int ShardShift = 64 - 6;

    internal VisitedSet(MemoryBudget budget)
    {
        for (int shard = 0; shard < ShardCount; shard++)
        {
            Shards[shard] = new VisitedShard<TCode>(budget);
        }
    }

    /// <summary>The shards.</summary>
    internal VisitedShard<TCode>[] Shards { get; } = new VisitedShard<TCode>[ShardCount];

    /// <summary>How many states are in the set.</summary>
    internal long Count => Shards.Sum(shard => (long)shard.Count);

    /// <summary>The shard that a code belongs to.</summary>
    internal static int ShardOf(ulong hash) => (int)(hash >> ShardShift);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (VisitedShard<TCode> shard in Shards)
        {
            shard.Dispose();
        }
    }
}

/// <summary>One part of the visited set: open addressing with linear probing over a power of two of slots.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class VisitedShard<TCode>(MemoryBudget budget) : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>The last level that can be stored.</summary>
    internal const int MaximalLevel = ushort.MaxValue - 1;

    private const int SmallestCapacity = 64;

    // A slot holds the code turned over, so that zeroed memory is empty: the code of all ones is reserved.
    private NativeBuffer<TCode>? _slots;

    // Level + 1 of the state in the slot; 0 for an empty slot.
    private NativeBuffer<ushort>? _levels;

    // How many more states fit before the shard grows: at most three slots in four are used.
    private int _room;

    /// <summary>How many states are in the shard.</summary>
    internal int Count { get; private set; }

    /// <summary>How many slots there are; a power of two, or 0.</summary>
    internal int Capacity => _slots?.Length ?? 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots?.Dispose();
        _levels?.Dispose();
        _slots = null;
        _levels = null;
        Count = 0;
    }

    /// <summary>Asks the processor to fetch the place of a code.</summary>
    internal void Prefetch(ulong hash) => _slots?.Prefetch((int)hash & (Capacity - 1));

    /// <summary>Puts a code into the set.</summary>
    /// <returns>Whether it was not in the set before.</returns>
    internal bool Insert(in TCode code, ulong hash, int level)
    {
        if (_room == 0)
        {
            Grow(Math.Max(SmallestCapacity, checked(Capacity * 2)));
        }

        TCode turned = ~code;
        int slot = Probe(in turned, hash);
        ref TCode there = ref _slots![slot];
        if (!there.Equals(default))
        {
            return false;
        }

        if (turned.Equals(default))
        {
            throw new InvalidOperationException("The code of all ones is reserved.");
        }

        there = turned;
        _levels![slot] = (ushort)(level + 1);
        Count++;
        _room--;
        return true;
    }

    /// <summary>The slot of a code that is in the set.</summary>
    internal int SlotOf(in TCode code, ulong hash)
    {
        TCode turned = ~code;
        int slot = Probe(in turned, hash);
        return _levels![slot] != 0
            ? slot
            : throw new InvalidOperationException("A successor of a stored state is not stored.");
    }

    /// <summary>The level of the state in a slot, or -1 for an empty slot.</summary>
    internal int LevelAt(int slot) => _levels![slot] - 1;

    /// <summary>The state in a slot that is not empty.</summary>
    internal TCode CodeAt(int slot) => ~_slots![slot];

    // The slot that holds a code, turned over, or else the empty one in which it belongs.
    private int Probe(in TCode turned, ulong hash)
    {
        NativeBuffer<TCode> slots = _slots!;
        int mask = slots.Length - 1;
        int slot = (int)hash & mask;
        while (!slots[slot].Equals(turned) && !slots[slot].Equals(default))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow(int capacity)
    {
        var slots = new NativeBuffer<TCode>(budget, capacity);
        NativeBuffer<ushort> levels;
        try
        {
            levels = new NativeBuffer<ushort>(budget, capacity);
        }
        catch (MemoryBoundException)
        {
            slots.Dispose();
            throw;
        }

        int mask = capacity - 1;
        for (int old = 0; old < Capacity; old++)
        {
            if (_levels![old] != 0)
            {
                TCode turned = _slots![old];
                int slot = (int)(~turned).Hash & mask;
                while (!slots[slot].Equals(default))
                {
                    slot = (slot + 1) & mask;
                }

                slots[slot] = turned;
                levels[slot] = _levels[old];
            }
        }

        _slots?.Dispose();
        _levels?.Dispose();
        _slots = slots;
        _levels = levels;
        _room = (int)((long)capacity * 3 / 4) - Count;
    }
}
