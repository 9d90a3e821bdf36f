using FsCheck;
using FsCheck.Fluent;

using ModelCheck.Explorer.Engine;

using Xunit;

namespace ModelCheck.Properties.Explorer.Engine;

public sealed class VisitedSetTests
{
    // Two shards, three neighbouring places in each of which one is the last, and so few numbers in between that codes
    // come again: long runs of occupied slots, around the end of the table, too.
    private static readonly Gen<(ulong Hash, ulong Others, int Level)> _crowded =
        from shard in Gen.Elements(0ul, 63ul)
        from between in Gen.Choose(0, 200)
        from place in Gen.Elements(0ul, 1ul, 0xffful)
        from others in Gen.Choose(0, 7)
        from level in Gen.Choose(0, VisitedShard<Code64>.MaximalLevel)
        select ((shard << 58) | ((ulong)between << 12) | place, (ulong)others, level);

    private static readonly Gen<(ulong Hash, ulong Others, int Level)> _scattered =
        from hash in ArbMap.Default.GeneratorFor<DoNotSize<ulong>>()
        from others in Gen.Choose(0, 7)
        from level in Gen.Choose(0, VisitedShard<Code64>.MaximalLevel)
        select (hash.Item, (ulong)others, level);

    [Fact]
    public void Inserting_narrow_codes_is_as_with_a_dictionary() => IsAsADictionary<Code64>();

    [Fact]
    public void Inserting_wide_codes_is_as_with_a_dictionary() => IsAsADictionary<WideCode<Words4>>();

    [Fact]
    public void Codes_of_one_and_the_same_hash_are_told_apart()
    {
        using var set = new VisitedSet<WideCode<Words4>>(new MemoryBudget(long.MaxValue));
        const ulong hash = 0x8000_0000_0000_003f;
        WideCode<Words4>[] codes =
        [
            .. Enumerable.Range(0, 8).Select(others => ChosenHash.Code<WideCode<Words4>>(hash, (ulong)others)),
        ];

        Assert.All(codes, code => Assert.Equal(hash, code.Hash));
        Assert.All(codes, code => Assert.True(set.Shards[32].Insert(in code, hash, 1)));
        Assert.All(codes, code => Assert.False(set.Shards[32].Insert(in code, hash, 2)));
        Assert.Equal(8, set.Count);
    }

    [Fact]
    public void The_shard_of_a_code_depends_on_the_upper_bits_of_its_hash()
    {
        Assert.Equal(0, VisitedSet<Code64>.ShardOf(ulong.MaxValue >> 6));
        Assert.Equal(1, VisitedSet<Code64>.ShardOf(1ul << 58));
        Assert.Equal(VisitedSet<Code64>.ShardCount - 1, VisitedSet<Code64>.ShardOf(ulong.MaxValue));
    }

    [Fact]
    public void A_code_that_is_not_in_the_set_has_no_slot()
    {
        using var shard = new VisitedShard<Code64>(new MemoryBudget(long.MaxValue));
        shard.Insert(new Code64(1), 5, 0);

        Assert.Equal(5, shard.SlotOf(new Code64(1), 5));
        Assert.Throws<InvalidOperationException>(() => shard.SlotOf(new Code64(2), 5));
    }

    [Fact]
    public void The_code_of_all_ones_is_refused_and_that_of_all_zeros_is_not()
    {
        using var shard = new VisitedShard<Code64>(new MemoryBudget(long.MaxValue));

        Assert.Throws<InvalidOperationException>(() => shard.Insert(new Code64(ulong.MaxValue), 0, 0));
        Assert.True(shard.Insert(new Code64(0), 0, 0));
        Assert.Throws<InvalidOperationException>(() => shard.Insert(new Code64(ulong.MaxValue), 0, 0));
        Assert.Equal(1, shard.Count);
    }

    [Fact]
    public void A_set_that_may_not_grow_keeps_what_it_has()
    {
        // Room for the smallest table and for half of the next one.
        var budget = new MemoryBudget(64 * 10 * 2);
        using var shard = new VisitedShard<Code64>(budget);
        ulong count = 0;
        Assert.Throws<MemoryBoundException>(() =>
        {
            while (shard.Insert(new Code64(count), count % 3, (int)count))
            {
                count++;
            }
        });

        Assert.Equal(48ul, count);
        Assert.Equal(48, shard.Count);
        Assert.Equal(64 * 10, budget.Taken);
        for (ulong word = 0; word < count; word++)
        {
            int slot = shard.SlotOf(new Code64(word), word % 3);
            Assert.Equal((new Code64(word), (int)word), (shard.CodeAt(slot), shard.LevelAt(slot)));
        }
    }

    private static void IsAsADictionary<TCode>()
        where TCode : unmanaged, ICode<TCode>
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(1500);
        Check.One(config, Prop.ForAll(_crowded.ArrayOf().ToArbitrary(), IsAsADictionary<TCode>));
        Check.One(config, Prop.ForAll(_scattered.ArrayOf().ToArbitrary(), IsAsADictionary<TCode>));
    }

    private static bool IsAsADictionary<TCode>((ulong Hash, ulong Others, int Level)[] inserts)
        where TCode : unmanaged, ICode<TCode>
    {
        var budget = new MemoryBudget(long.MaxValue);
        var expected = new Dictionary<TCode, int>();
        bool agrees = true;
        using (var set = new VisitedSet<TCode>(budget))
        {
            foreach ((ulong hash, ulong others, int level) in inserts)
            {
                TCode code = ChosenHash.Code<TCode>(hash, others);
                bool isNew = set.Shards[VisitedSet<TCode>.ShardOf(hash)].Insert(in code, code.Hash, level);
                agrees &= code.Hash == hash && isNew == expected.TryAdd(code, level);
            }

            agrees &= set.Count == expected.Count
                && set.Shards.Sum(Occupied) == expected.Count
                && set.Shards.All(shard => shard.Count * 4 <= shard.Capacity * 3)
                && expected.All(entry => Finds(set, entry.Key, entry.Value))
                && (budget.Taken > 0 || inserts.Length == 0);
        }

        return agrees && budget.Taken == 0;
    }

    private static int Occupied<TCode>(VisitedShard<TCode> shard)
        where TCode : unmanaged, ICode<TCode> =>
        Enumerable.Range(0, shard.Capacity).Count(slot => shard.LevelAt(slot) >= 0);

    private static bool Finds<TCode>(VisitedSet<TCode> set, TCode code, int level)
        where TCode : unmanaged, ICode<TCode>
    {
        VisitedShard<TCode> shard = set.Shards[VisitedSet<TCode>.ShardOf(code.Hash)];
        int slot = shard.SlotOf(in code, code.Hash);
        return shard.CodeAt(slot).Equals(code) && shard.LevelAt(slot) == level;
    }
}
