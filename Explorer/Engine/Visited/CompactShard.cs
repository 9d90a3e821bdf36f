using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;

namespace ModelCheck.Engine.Visited;

/// <summary>
/// A shard for codes of one word that takes four to six bytes a state where states are many: what the place of a code
/// tells is not stored again (<see cref="BucketLayout"/>). A bucket is searched by comparing the tags of all its slots
/// at once; only when it is full may a code be in the next one. Codes are never moved or removed but when the shard
/// grows, by a quarter, in one pass in the order of the numbers.
/// </summary>
internal sealed unsafe class CompactShard : VisitedShard<Code64>
{
    private const int PercentFull = 88;
    private const int ShardShift = 64 - BucketLayout.ShardBits;

    private readonly MemoryBudget _budget;
    private readonly int _bits;
    private readonly ulong _shard;
    private NativeBuffer<byte>? _memory;
    private BucketLayout _layout;

    // How many states fit before the shard grows; a crowded neighbourhood makes it grow earlier.
    private int _limit;

    // The highest level of a state in the shard.
    private int _highest;

    /// <summary>Makes an empty shard.</summary>
    /// <param name="budget">Where its memory is counted.</param>
    /// <param name="bits">The width of the codes, 36 to 64.</param>
    /// <param name="shard">Which shard it is: the upper bits of its codes.</param>
    internal CompactShard(MemoryBudget budget, int bits, int shard)
    {
        _budget = budget;
        _bits = bits;
        _shard = (ulong)shard << ShardShift;
    }

    /// <inheritdoc/>
    internal override int Slots => _memory is null ? 0 : _layout.Slots;

    /// <inheritdoc/>
    internal override ShardHeader Header => new(Count, _memory is null ? 0 : _layout.Buckets, _highest);

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> Content => _memory is null ? default : _memory.Slice(0, _memory.Length);

    /// <inheritdoc/>
    internal override void Enter() => _memory?.Enter();

    /// <inheritdoc/>
    internal override void Leave() => _memory?.Leave();

    /// <inheritdoc/>
    internal override void Evict() => _memory?.Evict();

    /// <inheritdoc/>
    internal override void Insert(ReadOnlySpan<Code64> codes, int level, FreshList<Code64> fresh, ref int done)
    {
        if (codes.IsEmpty)
        {
            return;
        }

        // The slots always have room for the highest level: with it, a checkpoint tells their layout.
        int highest = Math.Max(_highest, level);
        if (_memory is null || highest > _layout.LastLevel)
        {
            Grow(_memory is null ? BucketLayout.FewestBuckets : _layout.Buckets, highest);
        }

        _highest = highest;

        while (done < codes.Length)
        {
            done += InsertWithoutGrowing(codes[done..], level, fresh);
            if (done < codes.Length)
            {
                Grow(BucketLayout.Larger(_layout.Buckets), highest);
            }
        }
    }

    /// <inheritdoc/>
    internal override int Find(in Code64 code)
    {
        if (_memory is null)
        {
            return -1;
        }

        ulong spread = code.Word << BucketLayout.ShardBits;
        int bucket = _layout.BucketOf(spread);
        ulong kept = _layout.KeptOf(spread);
        for (int distance = 1; distance <= BucketLayout.MaximalDistance; distance++)
        {
            byte* there = BucketAt(bucket);
            int slot = Find(there, in _layout, kept, _layout.CodeAt(kept, distance));
            if (slot >= 0)
            {
                return (bucket * _layout.SlotsPerBucket) + slot;
            }

            bucket = _layout.Next(bucket, distance);
        }

        return -1;
    }

    /// <inheritdoc/>
    internal override int Read(int level, int first, int last, bool taking, Span<Code64> codes, Span<int> slots)
    {
        BucketLayout layout = _layout;
        ulong compared = layout.LevelMask | (taking ? layout.Waiting : 0);
        ulong wanted = ((ulong)level << layout.LevelShift) | (taking ? layout.Waiting : 0);
        int found = 0;
        (int bucket, int slot) = Math.DivRem(first, layout.SlotsPerBucket);
        for (int passed = first - slot; passed < last && level <= layout.LastLevel; bucket++, slot = 0)
        {
            byte* there = BucketAt(bucket);
            int end = Math.Min(there[BucketLayout.UsedOffset], last - passed);
            for (; slot < end; slot++)
            {
                byte* rest = there + layout.SlotsPerBucket + (slot * layout.RestBytes);
                if ((*(ulong*)rest & compared) == wanted)
                {
                    codes[found] = CodeIn(bucket, there[slot], *(ulong*)rest);
                    slots[found++] = passed + slot;
                    if (taking)
                    {
                        // One byte: the others may belong to a neighbour, whose mark another worker takes just now.
                        rest[layout.RestBytes - 1] &= byte.MaxValue >> 1;
                    }
                }
            }

            passed += layout.SlotsPerBucket;
        }

        return found;
    }

    /// <inheritdoc/>
    internal override int LevelAt(int slot)
    {
        (int bucket, int index) = Math.DivRem(slot, _layout.SlotsPerBucket);
        byte* there = BucketAt(bucket);
        return index < there[BucketLayout.UsedOffset]
            ? (int)((RestAt(there, index) & _layout.LevelMask) >> _layout.LevelShift)
            : -1;
    }

    /// <inheritdoc/>
    internal override Code64 CodeAt(int slot)
    {
        (int bucket, int index) = Math.DivRem(slot, _layout.SlotsPerBucket);
        byte* there = BucketAt(bucket);
        return CodeIn(bucket, there[index], RestAt(there, index));
    }

    /// <inheritdoc/>
    internal override long ContentBytes(ShardHeader header)
    {
        if (header.Places == 0)
        {
            return header.Count == 0 && header.Level == 0 ? 0 : -1;
        }

        if (header.Places < BucketLayout.FewestBuckets
            || header.Places > BucketLayout.MostBuckets(_bits, _budget.MaximalTableBytes)
            || header.Level < 0 || header.Level > MaximalLevel)
        {
            return -1;
        }

        // 4, 5, 6 or 7 times a power of two.
        int buckets = (int)header.Places;
        bool isLayout = buckets % (1 << (BitOperations.Log2((uint)buckets) - 2)) == 0;
        return isLayout && BucketLayout.For(_bits, buckets, (int)header.Level) is { } layout
            && header.Count >= 0 && header.Count <= LimitOf(in layout)
            ? layout.Bytes
            : -1;
    }

    /// <inheritdoc/>
    internal override bool IsSound(int shard, Span<long> levels)
    {
        int count = 0;
        for (int bucket = 0; _memory is not null && bucket < _layout.Buckets; bucket++)
        {
            byte* there = BucketAt(bucket);
            int used = there[BucketLayout.UsedOffset];
            if (used > _layout.SlotsPerBucket)
            {
                return false;
            }

            for (int slot = 0; slot < used; slot++)
            {
                if (!IsSound(bucket, slot, levels))
                {
                    return false;
                }
            }

            count += used;
        }

        return count == Count;
    }

    /// <inheritdoc/>
    internal override Span<byte> Restore(ShardHeader header)
    {
        _memory?.Dispose();
        _memory = null;
        Count = 0;
        if (header.Places != 0)
        {
            BucketLayout layout = BucketLayout.For(_bits, (int)header.Places, (int)header.Level)
                ?? throw new ArgumentException("No shard has this header.", nameof(header));
            Take(layout, new NativeBuffer<byte>(_budget, layout.Bytes, spillable: true));
            Count = (int)header.Count;
            _highest = (int)header.Level;
        }

        return _memory is null ? default : _memory.Slice(0, _memory.Length);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _memory?.Dispose();
        _memory = null;
        Count = 0;
    }

    private static int LimitOf(in BucketLayout layout) =>
        (int)((long)layout.Buckets * layout.SlotsPerBucket * PercentFull / 100);

    // Whether a code is where it would be looked for, and in no place before: those are full of others.
    private bool IsSound(int bucket, int slot, Span<long> levels)
    {
        byte* there = BucketAt(bucket);
        ulong rest = RestAt(there, slot);
        int level = (int)((rest & _layout.LevelMask) >> _layout.LevelShift);
        if (level > _highest || level >= levels.Length || _layout.DistanceOf(rest) == 0)
        {
            return false;
        }

        levels[level]++;
        ulong spread = _layout.SpreadOf(bucket, there[slot], rest);
        ulong kept = _layout.KeptOf(spread);
        int passed = _layout.BucketOf(spread);
        for (int distance = 1; distance < _layout.DistanceOf(rest); distance++)
        {
            byte* before = BucketAt(passed);
            if (before[BucketLayout.UsedOffset] != _layout.SlotsPerBucket
                || Find(before, in _layout, kept, _layout.CodeAt(kept, distance)) >= 0)
            {
                return false;
            }

            passed = _layout.Next(passed, distance);
        }

        return passed == bucket
            && Find(there, in _layout, kept, _layout.CodeAt(kept, _layout.DistanceOf(rest))) == slot;
    }

    // The slot of a bucket that holds a code, or -1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(byte* bucket, in BucketLayout layout, ulong kept, ulong code)
    {
        uint hits = Vector128.Equals(Vector128.Load(bucket), Vector128.Create((byte)kept)).ExtractMostSignificantBits()
            & ((1u << bucket[BucketLayout.UsedOffset]) - 1);
        for (; hits != 0; hits &= hits - 1)
        {
            int slot = BitOperations.TrailingZeroCount(hits);
            ulong rest = *(ulong*)(bucket + layout.SlotsPerBucket + (slot * layout.RestBytes));
            if ((rest & layout.CodeMask) == code)
            {
                return slot;
            }
        }

        return -1;
    }

    // Puts a code that is not in the bucket into its next slot.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(byte* bucket, in BucketLayout layout, ulong kept, ulong rest)
    {
        int slot = bucket[BucketLayout.UsedOffset];
        ulong* place = (ulong*)(bucket + layout.SlotsPerBucket + (slot * layout.RestBytes));
        *place = (*place & ~layout.RestMask) | rest;
        bucket[slot] = (byte)kept;
        bucket[BucketLayout.UsedOffset] = (byte)(slot + 1);
    }

    // How many codes, from the first one on, there was room for.
    private int InsertWithoutGrowing(ReadOnlySpan<Code64> codes, int level, FreshList<Code64> fresh)
    {
        BucketLayout layout = _layout;
        byte* first = _memory!.First;
        ulong added = ((ulong)level << layout.LevelShift) | layout.Waiting;

        // The buckets of the codes that come next are being fetched.
        int* ahead = stackalloc int[PrefetchDistance];
        for (int i = 0; i < Math.Min(PrefetchDistance, codes.Length); i++)
        {
            ahead[i] = FetchBucket(in layout, first, codes[i]);
        }

        for (int i = 0; i < codes.Length; i++)
        {
            int bucket = ahead[i % PrefetchDistance];
            byte* there = first + ((long)bucket * BucketLayout.BucketBytes);
            if (i + PrefetchDistance < codes.Length)
            {
                ahead[i % PrefetchDistance] = FetchBucket(in layout, first, codes[i + PrefetchDistance]);
            }

            ulong kept = layout.KeptOf(codes[i].Word << BucketLayout.ShardBits);
            int distance = 1;
            while (Find(there, in layout, kept, layout.CodeAt(kept, distance)) < 0)
            {
                if (there[BucketLayout.UsedOffset] < layout.SlotsPerBucket)
                {
                    if (Count >= _limit)
                    {
                        return i;
                    }

                    Add(there, in layout, kept, layout.CodeAt(kept, distance) | added);
                    Count++;
                    fresh.Add(in codes[i], Count);
                    break;
                }

                if (distance == BucketLayout.MaximalDistance)
                {
                    return i;
                }

                bucket = layout.Next(bucket, distance++);
                there = first + ((long)bucket * BucketLayout.BucketBytes);
            }
        }

        return codes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FetchBucket(in BucketLayout layout, byte* first, Code64 code)
    {
        int bucket = layout.BucketOf(code.Word << BucketLayout.ShardBits);
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(first + ((long)bucket * BucketLayout.BucketBytes));
        }

        return bucket;
    }

    private byte* BucketAt(int bucket) => _memory!.First + ((long)bucket * BucketLayout.BucketBytes);

    private ulong RestAt(byte* bucket, int slot) =>
        *(ulong*)(bucket + _layout.SlotsPerBucket + (slot * _layout.RestBytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Code64 CodeIn(int bucket, byte tag, ulong rest) =>
        new(_shard | (_layout.SpreadOf(bucket, tag, rest) >> BucketLayout.ShardBits));

    private void Grow(int buckets, int highest)
    {
        while (true)
        {
            if (buckets > BucketLayout.MostBuckets(_bits, _budget.MaximalTableBytes))
            {
                throw new MemoryBoundException { Reason = StopReason.Capacity };
            }

            if (BucketLayout.For(_bits, buckets, highest) is { } layout && TryMove(layout))
            {
                break;
            }

            buckets = BucketLayout.Larger(buckets);
        }

        Growths++;
    }

    // Moves all codes into new memory; false when a neighbourhood is too crowded there, too.
    private bool TryMove(BucketLayout layout)
    {
        var memory = new NativeBuffer<byte>(_budget, layout.Bytes, spillable: true);
        for (int old = 0; _memory is not null && old < _layout.Buckets; old++)
        {
            byte* from = BucketAt(old);
            for (int slot = 0; slot < from[BucketLayout.UsedOffset]; slot++)
            {
                ulong rest = RestAt(from, slot);
                ulong spread = _layout.SpreadOf(old, from[slot], rest);
                ulong state = ((rest & _layout.LevelMask) >> _layout.LevelShift << layout.LevelShift)
                    | ((rest & _layout.Waiting) != 0 ? layout.Waiting : 0);
                if (!TryMove(memory.First, in layout, spread, state))
                {
                    memory.Dispose();
                    return false;
                }
            }
        }

        _memory?.Dispose();
        Take(layout, memory);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMove(byte* first, in BucketLayout layout, ulong spread, ulong state)
    {
        int bucket = layout.BucketOf(spread);
        for (int distance = 1; distance <= BucketLayout.MaximalDistance; distance++)
        {
            byte* there = first + ((long)bucket * BucketLayout.BucketBytes);
            if (there[BucketLayout.UsedOffset] < layout.SlotsPerBucket)
            {
                ulong kept = layout.KeptOf(spread);
                Add(there, in layout, kept, layout.CodeAt(kept, distance) | state);
                return true;
            }

            bucket = layout.Next(bucket, distance);
        }

        return false;
    }

    private void Take(BucketLayout layout, NativeBuffer<byte> memory)
    {
        _memory = memory;
        _layout = layout;
        _limit = LimitOf(in layout);
    }
}
