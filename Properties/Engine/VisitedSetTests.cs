using FsCheck;
using FsCheck.Fluent;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class VisitedSetTests
{
    // Mixed codes of two shards that lie close together, and few of them, so that codes come again: crowded buckets, at
    // the ends of a shard, too.
    private static readonly Gen<(ulong Low, ulong Others, int Level)> _crowded =
        from shard in Gen.Elements(0ul, 63ul)
        from place in Gen.Elements(0ul, 1ul << 28, 1ul << 57, (1ul << 58) - (1ul << 34))
        from between in Gen.Choose(0, 40)
        from others in Gen.Choose(0, 7)
        from level in Gen.Choose(0, VisitedShard<Code64>.MaximalLevel)
        select ((shard << 58) | (place + ((ulong)between << 28)), (ulong)others, level);

    private static readonly Gen<(ulong Low, ulong Others, int Level)> _scattered =
        from low in ArbMap.Default.GeneratorFor<DoNotSize<ulong>>()
        from others in Gen.Choose(0, 7)
        from level in Gen.Choose(0, VisitedShard<Code64>.MaximalLevel)
        select (low.Item, (ulong)others, level);

    [Theory]
    [InlineData(36)]
    [InlineData(45)]
    [InlineData(63)]
    [InlineData(64)]
    public void Inserting_narrow_codes_is_as_with_a_dictionary(int bits) => IsAsADictionary<Code64>(bits);

    [Fact]
    public void Inserting_wide_codes_is_as_with_a_dictionary() => IsAsADictionary<WideCode<Words4>>(256);

    [Fact]
    public void The_shard_of_a_code_depends_on_the_upper_bits_of_the_mixed_code()
    {
        Assert.Equal(0, VisitedSet<Code64>.ShardOf(new Code64(ulong.MaxValue >> 6)));
        Assert.Equal(1, VisitedSet<Code64>.ShardOf(new Code64(1ul << 58)));
        Assert.Equal(VisitedSet<Code64>.ShardCount - 1, VisitedSet<Code64>.ShardOf(new Code64(ulong.MaxValue)));
    }

    [Fact]
    public void A_code_that_is_not_in_the_set_has_no_slot()
    {
        AskForASlot(new Code64(0), new Code64(ulong.MaxValue));
        AskForASlot(Wide(1, 2), Wide(1, 3));

        static void AskForASlot<TCode>(TCode stored, TCode other)
            where TCode : unmanaged, ICode<TCode>
        {
            using var set = new VisitedSet<TCode>(64, new MemoryBudget(long.MaxValue));
            VisitedShard<TCode> shard = set.Shards[VisitedSet<TCode>.ShardOf(in stored)];
            Insert(shard, stored, 7);

            Assert.Equal(7, shard.LevelAt(shard.SlotOf(in stored)));
            Assert.Throws<MissingStateException>(() => shard.SlotOf(in other));
        }
    }

    [Fact]
    public void The_wide_code_of_all_ones_is_refused_and_that_of_all_zeros_is_not()
    {
        using var shard = new OpenShard<WideCode<Words2>>(new MemoryBudget(long.MaxValue));

        Assert.Throws<CodeRangeException>(() => Insert(shard, ~Wide(0, 0), 0));
        Assert.True(Insert(shard, Wide(0, 0), 0));
        Assert.Throws<CodeRangeException>(() => Insert(shard, ~Wide(0, 0), 0));
        Assert.Equal(1, shard.Count);
    }

    [Fact]
    public void A_narrow_code_of_any_bits_is_stored()
    {
        using var set = new VisitedSet<Code64>(64, new MemoryBudget(long.MaxValue));

        Assert.True(Insert(set.Shards[63], new Code64(ulong.MaxValue), 0));
        Assert.True(Insert(set.Shards[0], new Code64(0), 0));
        Assert.False(Insert(set.Shards[63], new Code64(ulong.MaxValue), 0));
        Assert.Equal(2, set.Count);
    }

    [Fact]
    public void A_narrow_shard_that_may_not_grow_keeps_what_it_has()
    {
        var budget = new MemoryBudget(20_000);
        using var shard = new CompactShard(budget, 64, 0);
        KeepsWhatItHas(shard, budget, count => new Code64(new CodeMixer(58).Mix(count)));
    }

    [Fact]
    public void More_neighbours_than_any_shard_has_room_for_end_in_a_lack_of_memory()
    {
        // No mixer would make them: 300 numbers in a row, all of which have the same fifteen places.
        using var shard = new CompactShard(new MemoryBudget(1 << 30), 64, 0);
        using var fresh = new FreshList<Code64>(new MemoryBudget(long.MaxValue));
        Code64[] codes = [.. Enumerable.Range(0, 300).Select(i => new Code64((ulong)i))];
        int done = 0;

        Assert.Throws<MemoryBoundException>(() => shard.Insert(codes, 0, fresh, ref done));

        Assert.InRange(done, 15 * 7, 15 * 16);
        Assert.Equal(done, shard.Count);
    }

    [Fact]
    public void A_wide_shard_that_may_not_grow_keeps_what_it_has()
    {
        var budget = new MemoryBudget(20_000);
        using var shard = new OpenShard<WideCode<Words2>>(budget);
        KeepsWhatItHas(shard, budget, count => Wide(new CodeMixer(64).Mix(count), count));
    }

    [Fact]
    public void A_level_that_its_slots_have_no_room_for_makes_a_shard_widen_them()
    {
        using var shard = new CompactShard(new MemoryBudget(long.MaxValue), 45, 5);
        Code64[] codes = [.. Enumerable.Range(0, 5000).Select(CodeOf)];
        int[] levels = [.. Enumerable.Range(0, codes.Length).Select(i => i * 6)];
        for (int i = 0; i < codes.Length; i++)
        {
            Assert.True(Insert(shard, codes[i], levels[i]));
        }

        Assert.Equal(levels, codes.Select(code => shard.LevelAt(shard.SlotOf(in code))));

        // A multiple of 2^19: a code of 45 bits in the upper bits of a word.
        static Code64 CodeOf(int i) =>
            new((5ul << 58) | (new CodeMixer(39).Mix((ulong)i) << (64 - 45)));
    }

    [Fact]
    public void A_wide_shard_that_is_restored_has_the_room_that_it_had()
    {
        using var shard = new OpenShard<WideCode<Words2>>(new MemoryBudget(long.MaxValue));
        for (ulong i = 0; shard.Count < 48; i++)
        {
            Insert(shard, Wide(i, 0), 0);
        }

        Assert.Equal(64, shard.Slots);
        using var restored = new OpenShard<WideCode<Words2>>(new MemoryBudget(long.MaxValue));
        shard.Content.CopyTo(restored.Restore(shard.Header));

        // Three slots in four are used: the next code needs another table.
        Assert.True(Insert(restored, Wide(48, 0), 1));
        Assert.Equal((49, 128), (restored.Count, restored.Slots));
    }

    [Fact]
    public void What_stands_behind_the_tags_of_a_bucket_is_not_taken_for_a_tag()
    {
        // Sixteen buckets for codes of 64 bits: seven tags, seven rests of seven bytes; a rest has 46 bits of the key,
        // then the distance. Sixteen bytes are compared with a tag, so nine of them are no tags. The ninth belongs to
        // the first rest; what a slot of that number would have for a rest is the number of used slots, and the
        // neighbour's first tags.
        const int used = 3;
        ulong tag = 0xb7;
        ReadOnlySpan<byte> tags = [0x11, 0x22, 0x33, 0x44, 0x15];
        ulong key = used;
        for (int i = 0; i < tags.Length; i++)
        {
            key |= (ulong)tags[i] << (8 * (i + 1));
        }

        using var shard = new CompactShard(new MemoryBudget(long.MaxValue), 64, 0);
        for (ulong slot = 0; slot < used; slot++)
        {
            Assert.True(Insert(shard, In(4, (tag << 8) | slot, 0), 0));
        }

        foreach (byte neighbour in tags)
        {
            // The distance of a code in its own bucket is one, and the fifth tag has its lowest bit.
            ulong its = neighbour == tags[^1] ? neighbour | 0x40ul : neighbour;
            Assert.True(Insert(shard, In(5, 77, its), 0));
        }

        Assert.Equal(16, shard.Header.Places);
        Assert.True(Insert(shard, In(4, key, tag), 0));

        static Code64 In(ulong bucket, ulong key, ulong tag) => new((bucket << 54) | (key << 8) | tag);
    }

    [Theory]
    [InlineData(36)]
    [InlineData(64)]
    public void A_state_waits_until_it_is_taken(int bits)
    {
        using var shard = new CompactShard(new MemoryBudget(long.MaxValue), bits, 0);
        StatesWait(shard, i => new Code64(new CodeMixer(bits - 6).Mix((ulong)i) << (64 - bits)));
    }

    [Fact]
    public void A_state_of_several_words_waits_until_it_is_taken()
    {
        using var shard = new OpenShard<WideCode<Words2>>(new MemoryBudget(long.MaxValue));
        StatesWait(shard, i => Wide((ulong)i, 0));
    }

    [Theory]
    [InlineData(36)]
    [InlineData(45)]
    [InlineData(64)]
    public void Every_layout_gives_back_the_number_that_a_slot_stands_for(int bits)
    {
        int numberBits = bits - BucketLayout.ShardBits;
        int most = 1 << (numberBits < 39 ? 20 : 24);
        for (int buckets = BucketLayout.FewestBuckets; buckets < most; buckets = BucketLayout.Larger(buckets))
        {
            BucketLayout layout = BucketLayout.For(bits, buckets, 3)!.Value;
            Assert.InRange(layout.SlotsPerBucket * (1 + layout.RestBytes), 1, BucketLayout.UsedOffset);
            Assert.InRange(layout.SlotsPerBucket, 1, 16);
            foreach (ulong number in Numbers(layout))
            {
                ulong spread = number << (64 - numberBits);
                int bucket = layout.BucketOf(spread);
                Assert.InRange(bucket, 0, buckets - 1);
                ulong kept = layout.KeptOf(spread);
                int at = bucket;
                for (int distance = 1; distance <= BucketLayout.MaximalDistance; distance++)
                {
                    ulong rest = layout.CodeAt(kept, distance) | (3ul << layout.LevelShift) | layout.Waiting;
                    Assert.Equal(0ul, rest & ~layout.RestMask);
                    Assert.Equal(spread, layout.SpreadOf(at, (byte)kept, rest));
                    at = layout.Next(at, distance);
                }
            }
        }

        // The first and last number of a few buckets, and some in between.
        IEnumerable<ulong> Numbers(BucketLayout layout)
        {
            ulong last = ulong.MaxValue >> (64 - numberBits);
            foreach (int bucket in (int[])[0, 1, 2, 3, layout.Buckets / 3, layout.Buckets - 2, layout.Buckets - 1])
            {
                UInt128 exact = (UInt128)bucket << numberBits;
                var first = (ulong)((exact + (ulong)layout.Buckets - 1) / (ulong)layout.Buckets);
                foreach (ulong offset in (ulong[])[0, 1, 2, 12_345])
                {
                    yield return Math.Min(first + offset, last);
                    yield return first - Math.Min(first, offset);
                }
            }
        }
    }

    private static WideCode<Words2> Wide(ulong low, ulong high) => WideCode<Words2>.FromWords([low, high]);

    private static bool Insert<TCode>(VisitedShard<TCode> shard, TCode code, int level)
        where TCode : unmanaged, ICode<TCode>
    {
        using var fresh = new FreshList<TCode>(new MemoryBudget(long.MaxValue));
        int done = 0;
        shard.Insert([code], level, fresh, ref done);
        Assert.Equal(1, done);
        return fresh.Codes.Length == 1 && fresh.Codes[0].Equals(code);
    }

    private static void KeepsWhatItHas<TCode>(
        VisitedShard<TCode> shard, MemoryBudget budget, Func<ulong, TCode> codeOf)
        where TCode : unmanaged, ICode<TCode>
    {
        TCode[] codes = [.. Enumerable.Range(0, 5000).Select(i => codeOf((ulong)i))];
        using var fresh = new FreshList<TCode>(new MemoryBudget(long.MaxValue));
        int done = 0;

        Assert.Throws<MemoryBoundException>(() => shard.Insert(codes, 3, fresh, ref done));

        Assert.InRange(done, 100, codes.Length - 1);
        Assert.Equal(done, shard.Count);
        Assert.InRange(budget.Taken, shard.Content.Length, 20_000);
        Assert.All(codes.Take(done), code =>
        {
            int slot = shard.SlotOf(in code);
            Assert.Equal((code, 3), (shard.CodeAt(slot), shard.LevelAt(slot)));
        });
    }

    private static void StatesWait<TCode>(VisitedShard<TCode> shard, Func<int, TCode> codeOf)
        where TCode : unmanaged, ICode<TCode>
    {
        const int count = 3000;
        for (int i = 0; i < count; i++)
        {
            Assert.True(Insert(shard, codeOf(i), i % 3));
        }

        Assert.Equal(Of(1), ReadAll(1, false));
        Assert.Equal(Of(1), ReadAll(1, true));
        Assert.Empty(ReadAll(1, true));
        Assert.Equal(Of(1), ReadAll(1, false));
        Assert.Equal(Of(2), ReadAll(2, true));

        // Growing loses neither marks nor levels.
        for (int i = count; i < 4 * count; i++)
        {
            Assert.True(Insert(shard, codeOf(i), 3));
        }

        Assert.Empty(ReadAll(1, true));
        Assert.Equal(Of(1), ReadAll(1, false));
        Assert.Equal(Of(0), ReadAll(0, true));
        Assert.Equal(3 * count, ReadAll(3, true).Count);

        HashSet<TCode> Of(int level) =>
            [.. Enumerable.Range(0, count).Where(i => i % 3 == level).Select(codeOf)];

        HashSet<TCode> ReadAll(int level, bool taking)
        {
            // In stretches that begin and end anywhere.
            var all = new List<TCode>();
            var codes = new TCode[61];
            var slots = new int[61];
            for (int first = 0; first < shard.Slots; first += 61)
            {
                int found = shard.Read(level, first, Math.Min(first + 61, shard.Slots), taking, codes, slots);
                Assert.All(Enumerable.Range(0, found), i => Assert.Equal(codes[i], shard.CodeAt(slots[i])));
                all.AddRange(codes.AsSpan(0, found));
            }

            HashSet<TCode> distinct = [.. all];
            Assert.Equal(all.Count, distinct.Count);
            return distinct;
        }
    }

    private static void IsAsADictionary<TCode>(int bits)
        where TCode : unmanaged, ICode<TCode>
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(1500);
        Check.One(
            config, Prop.ForAll(_crowded.ArrayOf().ToArbitrary(), inserts => IsAsADictionary<TCode>(inserts, bits)));
        Check.One(
            config, Prop.ForAll(_scattered.ArrayOf().ToArbitrary(), inserts => IsAsADictionary<TCode>(inserts, bits)));
    }

    private static bool IsAsADictionary<TCode>((ulong Low, ulong Others, int Level)[] inserts, int bits)
        where TCode : unmanaged, ICode<TCode>
    {
        var budget = new MemoryBudget(long.MaxValue);
        var expected = new Dictionary<TCode, int>();
        bool agrees = true;
        using (var set = new VisitedSet<TCode>(bits, budget))
        {
            foreach ((ulong low, ulong others, int level) in inserts)
            {
                TCode code = CodeOf<TCode>(low, others, bits);
                bool isNew = Insert(set.Shards[VisitedSet<TCode>.ShardOf(in code)], code, level);
                agrees &= isNew == expected.TryAdd(code, level);
            }

            agrees &= set.Count == expected.Count
                && set.Shards.Sum(Occupied) == expected.Count
                && expected.All(entry => Finds(set, entry.Key, entry.Value))
                && (budget.Taken > 0 || inserts.Length == 0);
        }

        return agrees && budget.Taken == 0;
    }

    private static TCode CodeOf<TCode>(ulong low, ulong others, int bits)
        where TCode : unmanaged, ICode<TCode>
    {
        var words = new ulong[TCode.Words];
        words[0] = bits < 64 ? low >> (64 - bits) << (64 - bits) : low;
        for (int i = 1; i < words.Length; i++)
        {
            words[i] = others >> i & 1;
        }

        return TCode.FromWords(words);
    }

    private static int Occupied<TCode>(VisitedShard<TCode> shard)
        where TCode : unmanaged, ICode<TCode> =>
        Enumerable.Range(0, shard.Slots).Count(slot => shard.LevelAt(slot) >= 0);

    private static bool Finds<TCode>(VisitedSet<TCode> set, TCode code, int level)
        where TCode : unmanaged, ICode<TCode>
    {
        VisitedShard<TCode> shard = set.Shards[VisitedSet<TCode>.ShardOf(in code)];
        int slot = shard.SlotOf(in code);
        return shard.CodeAt(slot).Equals(code) && shard.LevelAt(slot) == level;
    }
}
