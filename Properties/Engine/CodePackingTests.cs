using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Searching;
using ModelCheck.Engine.Visited;

using Xunit;

using Property = FsCheck.Property;

namespace ModelCheck.Properties.Engine;

/// <summary>What is sent to other parts of a search comes out as it was put in, in as few bits as it has.</summary>
public sealed class CodePackingTests
{
    [Property(MaxTest = 300)]
    public Property Codes_of_one_word_come_out_as_they_were() => ComeOut<Code64>();

    [Property(MaxTest = 100)]
    public Property Codes_of_two_words_come_out_as_they_were() => ComeOut<WideCode<Words2>>();

    [Property(MaxTest = 100)]
    public Property Codes_of_thirty_two_words_come_out_as_they_were() => ComeOut<WideCode<Words32>>();

    [Fact]
    public void Each_width_takes_its_own_bits_less_those_of_the_shard()
    {
        for (int bits = 1; bits <= 64; bits++)
        {
            AreAlike<Code64>(bits, 7, (ulong)bits);
            Assert.Equal(
                Math.Max(bits, 36) - 6, new CodePacking<Code64>(new CodeWidth<Code64>(bits).Bits).BitsPerCode);
        }

        for (int bits = 1; bits <= 256; bits++)
        {
            AreAlike<WideCode<Words4>>(bits, 7, (ulong)bits);
            Assert.Equal(
                Math.Max(bits, 64) - 6,
                new CodePacking<WideCode<Words4>>(new CodeWidth<WideCode<Words4>>(bits).Bits).BitsPerCode);
        }
    }

    [Fact]
    public void Of_what_was_sent_only_what_was_sent_is_left_out()
    {
        LeavesOutWhatWasSent<Code64>(40);
        LeavesOutWhatWasSent<Code64>(64);
        LeavesOutWhatWasSent<WideCode<Words2>>(100);
    }

    [Fact]
    public void Without_memory_nothing_is_remembered()
    {
        using var sent = new SentCodes<Code64>([0], 1 << 10, new MemoryBudget(500));
        using var codes = new CodeList<Code64>(new MemoryBudget(1000));
        codes.Add([new Code64(5), new Code64(5)]);
        sent.Prepare(2);
        sent.Sift(0, codes);

        Assert.Equal(2, codes.Count);
    }

    // From few codes, so that many come again, and with those that an empty place could be taken for.
    private static void LeavesOutWhatWasSent<TCode>(int bits)
        where TCode : unmanaged, ICode<TCode>
    {
        var random = new SplitMix64(7);
        var width = new CodeWidth<TCode>(bits);
        TCode[] some =
        [
            .. Enumerable.Range(0, 5000).Select(_ => Random<TCode>(bits, random)).Append(default)
                .Select(code => width.Mix(in code)),
        ];
        int[] shards = [0, 1, 63];
        var budget = new MemoryBudget(long.MaxValue);
        using var sent = new SentCodes<TCode>(shards, 1 << 8, budget);
        using var codes = new CodeList<TCode>(budget);
        var before = new HashSet<TCode>();
        int found = 0;
        int kept = 0;
        for (int phase = 0; phase < 200; phase++)
        {
            sent.Prepare(300);
            foreach (int shard in shards)
            {
                TCode[] all =
                [
                    .. Enumerable.Range(0, 100).Select(_ => random.OneOf<TCode>(some))
                        .Where(code => VisitedSet<TCode>.ShardOf(in code) == shard),
                ];
                codes.Clear();
                codes.Add(all);
                sent.Sift(shard, codes);
                TCode[] left = codes.Codes.ToArray();
                Assert.All(all.Except(left), code => Assert.Contains(code, before));
                Assert.All(all.Where(code => !before.Contains(code)), code => Assert.Contains(code, left));
                Assert.Equal(left, InOrder(all, left));
                before.UnionWith(left);
                (found, kept) = (found + all.Length, kept + left.Length);
            }
        }

        Assert.True(kept < found);
        sent.Dispose();
        codes.Clear();
        codes.Add([.. before.Where(code => VisitedSet<TCode>.ShardOf(in code) == 0)]);
        int count = codes.Count;
        sent.Sift(0, codes);
        Assert.Equal(count, codes.Count);
    }

    // What is left of all when nothing but what is left is looked at: the same if the order was kept.
    private static TCode[] InOrder<TCode>(TCode[] all, TCode[] left)
    {
        int next = 0;
        foreach (TCode code in all)
        {
            next += next < left.Length && Equals(left[next], code) ? 1 : 0;
        }

        return left[..next];
    }

    private static Property ComeOut<TCode>()
        where TCode : unmanaged, ICode<TCode>
    {
        Gen<(int Bits, int Count, ulong Seed)> cases =
            from bits in Gen.Choose(1, TCode.Words * 64)
            from count in Gen.Choose(0, 200)
            from seed in ArbMap.Default.GeneratorFor<ulong>()
            select (bits, count, seed);
        return Prop.ForAll(cases.ToArbitrary(), one => AreAlike<TCode>(one.Bits, one.Count, one.Seed));
    }

    private static void AreAlike<TCode>(int bits, int count, ulong seed)
        where TCode : unmanaged, ICode<TCode>
    {
        var random = new SplitMix64(seed);
        var width = new CodeWidth<TCode>(bits);
        var packing = new CodePacking<TCode>(width.Bits);
        int shard = random.Below(64);
        TCode[] codes =
        [
            .. Enumerable.Range(0, count).Select(_ => InShard(width.Mix(Random<TCode>(bits, random)), shard)),
        ];
        int first = count == 0 ? 0 : random.Below(count);
        ulong[] stream = new ulong[packing.WordsFor(count)];
        packing.Pack(codes.AsSpan(0, first), 0, stream);
        packing.Pack(codes.AsSpan(first), first, stream);

        var back = new TCode[count];
        packing.Unpack(stream, shard, back);

        Assert.Equal(codes, back);
        Assert.Equal((((long)packing.BitsPerCode * count) + 63) / 64, stream.Length);
        Assert.True(stream.Length == 0 || packing.CodesWithin(stream.Length) >= count);
        Assert.True(packing.WordsFor(packing.CodesWithin(64 * TCode.Words)) <= 64 * TCode.Words);
    }

    // Of a random width, so that upper bits are set and not.
    private static TCode Random<TCode>(int bits, SplitMix64 random)
        where TCode : unmanaged, ICode<TCode>
    {
        ulong[] words = new ulong[TCode.Words];
        for (int bit = 0; bit < bits; bit += 64)
        {
            words[bit / 64] = random.Next() >> Math.Max(0, 64 - (bits - bit)) >> (random.OnceIn(3) ? 20 : 0);
        }

        return TCode.FromWords(words);
    }

    private static TCode InShard<TCode>(TCode mixed, int shard)
        where TCode : unmanaged, ICode<TCode>
    {
        ulong[] words = new ulong[TCode.Words];
        mixed.CopyTo(words);
        words[0] = (words[0] << 6 >> 6) | ((ulong)shard << 58);
        return TCode.FromWords(words);
    }
}
