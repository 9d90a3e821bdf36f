using System.Numerics;
using System.Runtime.CompilerServices;

using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Visited;

/// <summary>
/// How a shard of a certain size keeps codes of a certain width in few bytes. A mixed code is a number; its place among
/// all numbers chooses one of the shard's buckets, each a cache line, and only its lower bits are kept, as many as are
/// needed to tell the numbers of one bucket apart. Eight of them are the slot's tag, the others are in its rest:
/// <code>
/// bucket, 64 bytes          tags of the slots, one byte each; their rests; the last byte: how many slots are used
/// rest, from bit 0 up       key       the kept bits without the tag
///                           distance  1 for the bucket that the number chose, 2 for the next one, 3 for the one two
///                                     further, 4 for the one three further still, … 15; never 0
///                           level     as many bits as are left
///                           waiting   the highest bit: the state is still to be expanded
/// </code>
/// </summary>
internal readonly struct BucketLayout
{
    /// <summary>The bytes of a bucket.</summary>
    internal const int BucketBytes = 64;

    /// <summary>Where in a bucket the number of its used slots stands.</summary>
    internal const int UsedOffset = BucketBytes - 1;

    /// <summary>
    /// How many buckets a code could be in. The steps between them grow, to leave full neighbourhoods.
    /// </summary>
    internal const int MaximalDistance = 15;

    /// <summary>With fewer buckets a step could go around more than once.</summary>
    internal const int FewestBuckets = 16;

    /// <summary>The bits of a code that choose its shard.</summary>
    internal const int ShardBits = 6;

    private const int TagBits = 8;
    private const int DistanceBits = 4;
    private const int LeastLevelBits = 5;

    // As many tags as are compared at once.
    private const int MostSlots = 16;
    private const int LargestRestBytes = 8;

    // From here on moving all codes more often costs less than the memory that larger steps leave empty.
    private const int ManyBuckets = 1 << 13;

    private BucketLayout(int bits, int buckets, int restBytes)
    {
        NumberBits = bits - ShardBits;
        Buckets = buckets;
        RestBytes = restBytes;
        SlotsPerBucket = Math.Min(MostSlots, UsedOffset / (1 + restBytes));
        KeptBits = NumberBits - BitOperations.Log2((uint)buckets);
        KeyBits = KeptBits - TagBits;
        Step = (ulong)((UInt128.One << 64) / (ulong)buckets);
    }

    /// <summary>The width of the numbers: of a mixed code, without the bits that chose the shard.</summary>
    internal int NumberBits { get; }

    /// <summary>How many buckets; behind the last one comes the first.</summary>
    internal int Buckets { get; }

    /// <summary>The bytes of a rest, 1 to 8.</summary>
    internal int RestBytes { get; }

    /// <summary>How many slots a bucket has.</summary>
    internal int SlotsPerBucket { get; }

    /// <summary>How many bits of a number are kept.</summary>
    internal int KeptBits { get; }

    /// <summary>How many of them are in the rest.</summary>
    internal int KeyBits { get; }

    /// <summary>All of the slots.</summary>
    internal int Slots => checked(Buckets * SlotsPerBucket);

    /// <summary>The bytes of all buckets, and of a word behind the last one that may be read with it.</summary>
    internal int Bytes => checked((Buckets * BucketBytes) + sizeof(ulong));

    /// <summary>The last level that there is room for.</summary>
    internal int LastLevel =>
        (int)Math.Min(VisitedShard<Code64>.MaximalLevel, (1ul << LevelBits) - 1);

    /// <summary>The bits of a rest that tell a code: key and distance.</summary>
    internal ulong CodeMask => (1ul << LevelShift) - 1;

    /// <summary>Where the level begins in a rest.</summary>
    internal int LevelShift => KeyBits + DistanceBits;

    /// <summary>The level and the mark in a rest.</summary>
    internal ulong LevelMask => ((1ul << LevelBits) - 1) << LevelShift;

    /// <summary>The highest bit of a rest.</summary>
    internal ulong Waiting => 1ul << ((8 * RestBytes) - 1);

    /// <summary>All bits of a rest.</summary>
    internal ulong RestMask => ulong.MaxValue >> (64 - (8 * RestBytes));

    private ulong KeptMask => (1ul << KeptBits) - 1;

    private int LevelBits => (8 * RestBytes) - 1 - LevelShift;

    // How far apart the first numbers of two neighbouring buckets are, where all numbers are spread over 64 bits.
    private ulong Step { get; }

    /// <summary>The layout with the fewest bytes.</summary>
    /// <param name="bits">The width of the codes, 36 to 64.</param>
    /// <param name="buckets">How many buckets: 4, 5, 6 or 7 times a power of two.</param>
    /// <param name="level">A level that it must have room for.</param>
    /// <returns>The layout, or null when it would need more than eight bytes a rest.</returns>
    internal static BucketLayout? For(int bits, int buckets, int level)
    {
        int kept = bits - ShardBits - BitOperations.Log2((uint)buckets);
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, TagBits, nameof(buckets));
        int levelBits = Math.Max(LeastLevelBits, BitOperations.Log2((uint)level | 1) + 1);
        int restBytes = (kept - TagBits + DistanceBits + levelBits + 1 + 7) / 8;
        return restBytes <= LargestRestBytes ? new BucketLayout(bits, buckets, restBytes) : null;
    }

    /// <summary>More buckets than so many would leave too few bits, or be more bytes than a table can have.</summary>
    /// <param name="bits">The width of the codes.</param>
    /// <param name="bytes">The bytes that a table can have.</param>
    internal static int MostBuckets(int bits, int bytes) =>
        1 << Math.Min(bits - ShardBits - TagBits, BitOperations.Log2((uint)Math.Max(1, bytes / BucketBytes)));

    /// <summary>
    /// The next larger number of buckets: half of a power of two more, or a quarter where that is much memory.
    /// </summary>
    internal static int Larger(int buckets) =>
        buckets + (1 << (BitOperations.Log2((uint)buckets) - (buckets < ManyBuckets ? 1 : 2)));

    /// <summary>The bucket that a number chooses.</summary>
    /// <param name="spread">The number, in the upper bits of a word.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int BucketOf(ulong spread) => (int)Math.BigMul(spread, (ulong)Buckets, out _);

    /// <summary>The bucket at the next distance.</summary>
    /// <param name="bucket">The bucket at a distance.</param>
    /// <param name="distance">That distance.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Next(int bucket, int distance)
    {
        bucket += distance;
        return bucket < Buckets ? bucket : bucket - Buckets;
    }

    /// <summary>The bits of a number that are kept, the tag lowest.</summary>
    /// <param name="spread">The number, in the upper bits of a word.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong KeptOf(ulong spread) => (spread >> (64 - NumberBits)) & KeptMask;

    /// <summary>What a rest has of a code that lies at a distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong CodeAt(ulong kept, int distance) => (kept >> TagBits) | ((ulong)distance << KeyBits);

    /// <summary>The distance at which a code lies, by its rest.</summary>
    internal int DistanceOf(ulong rest) => (int)(rest >> KeyBits) & MaximalDistance;

    /// <summary>The number in a slot, in the upper bits of a word.</summary>
    /// <param name="bucket">The bucket in which the slot is.</param>
    /// <param name="tag">The slot's tag.</param>
    /// <param name="rest">The slot's rest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong SpreadOf(int bucket, byte tag, ulong rest)
    {
        int distance = DistanceOf(rest);
        int home = bucket - (distance * (distance - 1) / 2);
        while (home < 0)
        {
            home += Buckets;
        }

        ulong kept = ((rest & ((1ul << KeyBits) - 1)) << TagBits) | tag;

        // Of all numbers with these bits, the first one from the first number of the bucket that it chose on. That one
        // is found by a multiplication: exactly, for a power of two of buckets; else it may come out a little too
        // small, by much less than a bucket has fewer numbers than the kept bits tell apart.
        ulong first = ((ulong)home * Step) >> (64 - NumberBits);
        return (first + ((kept - first) & KeptMask)) << (64 - NumberBits);
    }
}
