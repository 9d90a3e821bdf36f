using System.Runtime.InteropServices;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;

namespace ModelCheck.Engine.Visited;

/// <summary>
/// A shard for codes of any width, which are stored whole: open addressing with linear probing over a power of two of
/// slots. Beside each slot are 15 bits for the level and one for the mark.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class OpenShard<TCode>(MemoryBudget budget) : VisitedShard<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    private const int SmallestCapacity = 64;
    private const ushort Waiting = 1 << 15;

    // The codes, turned over, so that zeroed memory is empty: the code of all ones is reserved. Then, for each slot,
    // its level plus one, with the highest bit set while the state waits to be expanded.
    private NativeBuffer<byte>? _memory;

    // How many more states fit before the shard grows: at most three slots in four are used.
    private int _room;

    private int _capacity;

    /// <inheritdoc/>
    internal override int Slots => _capacity;

    /// <inheritdoc/>
    internal override ShardHeader Header => new(Count, _capacity, MaximalLevel);

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> Content => _memory is null ? default : _memory.Slice(0, _memory.Length);

    private static int SlotBytes => TCode.Words * sizeof(ulong);

    private int MostSlots => budget.MaximalTableBytes / (SlotBytes + sizeof(ushort));

    private Span<TCode> Codes => CodesOf(_memory, _capacity);

    private Span<ushort> Levels => LevelsOf(_memory, _capacity);

    /// <inheritdoc/>
    internal override void Enter() => _memory?.Enter();

    /// <inheritdoc/>
    internal override void Leave() => _memory?.Leave();

    /// <inheritdoc/>
    internal override void Evict() => _memory?.Evict();

    /// <inheritdoc/>
    internal override void Insert(ReadOnlySpan<TCode> codes, int level, FreshList<TCode> fresh, ref int done)
    {
        for (; done < codes.Length; done++)
        {
            if (done + PrefetchDistance < codes.Length && _memory is not null)
            {
                _memory.Prefetch((int)(codes[done + PrefetchDistance].Low & (ulong)(_capacity - 1)) * SlotBytes);
            }

            if (Insert(in codes[done], level))
            {
                fresh.Add(in codes[done], Count);
            }
        }
    }

    /// <inheritdoc/>
    internal override int Find(in TCode code)
    {
        if (_memory is null)
        {
            return -1;
        }

        TCode turned = ~code;
        int slot = Probe(in turned);
        return Levels[slot] != 0 ? slot : -1;
    }

    /// <inheritdoc/>
    internal override int Read(int level, int first, int last, bool taking, Span<TCode> codes, Span<int> slots)
    {
        int found = 0;
        Span<TCode> all = Codes;
        Span<ushort> levels = Levels;
        int wanted = (level + 1) | (taking ? Waiting : 0);
        int compared = taking ? ushort.MaxValue : Waiting - 1;
        for (int slot = first; slot < last; slot++)
        {
            if ((levels[slot] & compared) == wanted)
            {
                if (taking)
                {
                    levels[slot] = (ushort)(level + 1);
                }

                codes[found] = ~all[slot];
                slots[found++] = slot;
            }
        }

        return found;
    }

    /// <inheritdoc/>
    internal override int LevelAt(int slot) => (Levels[slot] & (Waiting - 1)) - 1;

    /// <inheritdoc/>
    internal override TCode CodeAt(int slot) => ~Codes[slot];

    /// <inheritdoc/>
    internal override long ContentBytes(ShardHeader header) =>
        header.Places == 0 && header.Count == 0 ? 0
        : header.Places >= SmallestCapacity && header.Places <= MostSlots && long.IsPow2(header.Places)
            && header.Count >= 0 && header.Count <= RoomFor((int)header.Places)
            ? header.Places * (SlotBytes + sizeof(ushort))
        : -1;

    /// <inheritdoc/>
    internal override bool IsSound(int shard, Span<long> levels)
    {
        // First that some slots are empty: else looking for a code might not end.
        Span<TCode> codes = Codes;
        int count = 0;
        foreach (ref TCode code in codes)
        {
            count += code.Equals(default) ? 0 : 1;
        }

        if (count != Count)
        {
            return false;
        }

        for (int slot = 0; slot < codes.Length; slot++)
        {
            int level = LevelAt(slot);
            bool isEmpty = codes[slot].Equals(default);
            if (isEmpty ? Levels[slot] != 0 : level < 0 || level >= levels.Length)
            {
                return false;
            }

            if (!isEmpty)
            {
                levels[level]++;
                TCode code = ~codes[slot];
                if (VisitedSet<TCode>.ShardOf(in code) != shard || Probe(in codes[slot]) != slot)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    internal override Span<byte> Restore(ShardHeader header)
    {
        _memory?.Dispose();
        _memory = null;
        _capacity = 0;
        if (header.Places != 0)
        {
            _memory = New((int)header.Places);
        }

        Count = (int)header.Count;
        _capacity = (int)header.Places;
        _room = RoomFor(_capacity) - Count;
        return _memory is null ? default : _memory.Slice(0, _memory.Length);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _memory?.Dispose();
        _memory = null;
        _capacity = 0;
        Count = 0;
    }

    private static int RoomFor(int capacity) => (int)((long)capacity * 3 / 4);

    private static Span<TCode> CodesOf(NativeBuffer<byte>? memory, int capacity) => memory is null
        ? default
        : MemoryMarshal.Cast<byte, TCode>(memory.Slice(0, capacity * SlotBytes));

    private static Span<ushort> LevelsOf(NativeBuffer<byte>? memory, int capacity) => memory is null
        ? default
        : MemoryMarshal.Cast<byte, ushort>(memory.Slice(capacity * SlotBytes, capacity * sizeof(ushort)));

    private bool Insert(in TCode code, int level)
    {
        if (_room == 0)
        {
            Grow(Math.Max(SmallestCapacity, 2L * _capacity));
        }

        TCode turned = ~code;
        int slot = Probe(in turned);
        ref TCode there = ref Codes[slot];
        if (!there.Equals(default))
        {
            return false;
        }

        if (turned.Equals(default))
        {
            throw CodeRangeException.Reserved(code.Unmixed(TCode.Words * 64));
        }

        there = turned;
        Levels[slot] = (ushort)((level + 1) | Waiting);
        Count++;
        _room--;
        return true;
    }

    // The slot that holds a code, turned over, or else the empty one in which it belongs.
    private int Probe(in TCode turned)
    {
        Span<TCode> slots = Codes;
        int mask = slots.Length - 1;
        int slot = (int)~turned.Low & mask;
        while (!slots[slot].Equals(turned) && !slots[slot].Equals(default))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private NativeBuffer<byte> New(int capacity) =>
        new(budget, capacity * (SlotBytes + sizeof(ushort)), spillable: true);

    private void Grow(long larger)
    {
        if (larger > MostSlots)
        {
            throw new MemoryBoundException { Reason = StopReason.Capacity };
        }

        int capacity = (int)larger;
        NativeBuffer<byte> memory = New(capacity);
        Span<TCode> slots = CodesOf(memory, capacity);
        Span<ushort> levels = LevelsOf(memory, capacity);
        Span<TCode> oldSlots = Codes;
        Span<ushort> oldLevels = Levels;
        int mask = capacity - 1;
        for (int old = 0; old < oldSlots.Length; old++)
        {
            if (oldLevels[old] != 0)
            {
                int slot = (int)~oldSlots[old].Low & mask;
                while (levels[slot] != 0)
                {
                    slot = (slot + 1) & mask;
                }

                slots[slot] = oldSlots[old];
                levels[slot] = oldLevels[old];
            }
        }

        _memory?.Dispose();
        _memory = memory;
        _capacity = capacity;
        _room = RoomFor(capacity) - Count;
        Growths++;
    }
}
