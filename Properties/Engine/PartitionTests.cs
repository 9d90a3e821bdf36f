using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

/// <summary>A search that is spread over parts finds what one that is not spread does.</summary>
public sealed class PartitionTests
{
    private const int Parts = 4;

    [Theory]
    [InlineData(4096)]
    [InlineData(1)]
    public void Four_parts_find_what_one_search_does(int marksAskedAtOnce)
    {
        AreAlike(new TwoPhaseCommit<Code64>(5), marksAskedAtOnce);
        AreAlike(new TwoPhaseCommit<WideCode<Words2>>(4, true), marksAskedAtOnce);
        AreAlike(new Grid(20), marksAskedAtOnce);
        AreAlike(new SettledGrid(20), marksAskedAtOnce);
        AreAlike(Trap.Create(), marksAskedAtOnce);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    public void The_number_of_parts_and_workers_changes_nothing(int parts)
    {
        var system = new TwoPhaseCommit<Code64>(4);
        string whole = Portrait.Of(Run.Whole(system));

        (string[] spread, _) = LocalPartitions.Run(
            parts, part => Portrait.Of(Run.Within(system, new SearchLimits { Workers = 2, Partition = part })));

        Assert.All(spread, portrait => Assert.Equal(whole, portrait));
    }

    [Fact]
    public void A_part_that_owns_nothing_or_nearly_all_changes_nothing()
    {
        var system = new TwoPhaseCommit<Code64>(4);
        string whole = Portrait.Of(Run.Whole(system));

        (string[] spread, LocalPartitions carrier) = LocalPartitions.Run(
            Parts,
            part => Portrait.Of(Run.Within(system, new SearchLimits { Partition = part })),
            shard => shard == 0 ? 1 : 3);

        Assert.All(spread, portrait => Assert.Equal(whole, portrait));
        Assert.True(carrier.Repeated > 0);
    }

    [Theory]
    [InlineData("Cascade", Symmetry.None)]
    [InlineData("FirstClass", Symmetry.None)]
    [InlineData("FirstClass", Symmetry.Sessions)]
    public void Four_parts_find_of_a_model_what_one_search_does(string lifetime, Symmetry symmetry)
    {
        IModel model = Catalog.CreateModel(new PolicyName(lifetime, "Holder", "Native"), Scope.Uniform(2, 2, 2, 2));
        string whole = Explore(null);

        (string[] spread, LocalPartitions carrier) = LocalPartitions.Run(Parts, Explore);

        Assert.Contains("\"Kind\":4", whole, StringComparison.Ordinal);
        Assert.All(spread, portrait => Assert.Equal(whole, portrait));
        Assert.True(carrier.Repeated > carrier.Carried / Parts);

        string Explore(IPartition? part)
        {
            PolicyResult result = ModelExplorer.Explore(
                model,
                Catalog.Requirements,
                new SearchLimits { Partition = part, MarksAskedAtOnce = 16 },
                new SearchProgress(),
                default,
                symmetry);
            return Portrait.Of(result.Exploration) + string.Join(
                '\n', result.Requirements.Select(one => $"{one.Requirement.Name} {one.Verdict} {one.Trace}"));
        }
    }

    [Fact]
    public void A_bound_on_states_and_the_first_violation_stop_all_parts_after_the_same_level()
    {
        var system = new TwoPhaseCommit<Code64>(5);
        foreach (SearchLimits limits in new[]
        {
            new SearchLimits { MaximalStates = 4000 }, new SearchLimits { UntilViolated = true },
        })
        {
            string whole = Portrait.Of(Run.Within(system, limits));
            (string[] spread, _) = LocalPartitions.Run(
                Parts, part => Portrait.Of(Run.Within(system, limits with { Partition = part })));
            Assert.All(spread, portrait => Assert.Equal(whole, portrait));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(200_000)]
    [InlineData(400_000)]
    public void Where_one_part_has_no_memory_all_of_them_stop_and_say_so(int bytes)
    {
        (SearchResult[] spread, _) = LocalPartitions.Run(
            Parts,
            part => Run.Within(
                new TwoPhaseCommit<Code64>(7),
                new SearchLimits { Partition = part, MaximalBytes = part.Index == 2 ? bytes : long.MaxValue }));

        Assert.All(spread, found => Assert.Equal(StopReason.Memory, found.Stopped));
        Assert.All(spread, found => Assert.Equal(spread[0].DistinctStates, found.DistinctStates));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(2_300)]
    [InlineData(3_000)]
    public void Where_one_part_is_interrupted_all_of_them_are(int expanded)
    {
        var system = new TwoPhaseCommit<Code64>(5);
        (SearchResult[] spread, _) = LocalPartitions.Run(Parts, part =>
        {
            using var source = new CancellationTokenSource();
            var counted = new Hurried<Code64>(system, part.Index == 1 ? expanded : int.MaxValue, source.Cancel);
            return Run.Within(counted, new SearchLimits { Partition = part }, source.Token);
        });

        Assert.All(spread, found => Assert.Equal(StopReason.Interrupted, found.Stopped));
        Assert.All(spread, found => Assert.Equal(Portrait.Of(spread[0]), Portrait.Of(found)));
    }

    [Fact]
    public void Where_one_part_fails_no_other_waits_for_it()
    {
        var calm = new TwoPhaseCommit<Code64>(4);

        Assert.Throws<NotSupportedException>(() => LocalPartitions.Run(Parts, part => Run.Within(
            new Disturbed<Code64>(calm, calm.Initial, 1, static () => throw new NotSupportedException()),
            new SearchLimits { Partition = part })));
    }

    [Fact]
    public void Batches_are_no_longer_than_is_allowed()
    {
        IsSplit(new TwoPhaseCommit<Code64>(6));
        IsSplit(new TwoPhaseCommit<WideCode<Words4>>(5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 7)]
    [InlineData(1 << 10)]
    public void What_is_remembered_of_what_was_sent_changes_nothing_but_how_much_is_sent(int bytes)
    {
        var system = new TwoPhaseCommit<Code64>(6);
        var progress = new SearchProgress[Parts];
        string whole = Portrait.Of(Run.Whole(system));

        (string[] spread, _) = LocalPartitions.Run(Parts, part => Portrait.Of(
            Search.Explore<TwoPhaseCommit<Code64>, Code64>(
                system,
                new SearchLimits { Partition = part, SentBytes = bytes },
                progress[part.Index] = new SearchProgress(),
                default)));

        Assert.All(spread, portrait => Assert.Equal(whole, portrait));
        Assert.All(progress, one => Assert.InRange(one.CodesForOthers, 1, long.MaxValue));
        Assert.All(progress, one => Assert.Equal(bytes == 0, one.CodesSent == one.CodesForOthers));
    }

    [Theory]
    [InlineData(0, 2, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 2)]
    [InlineData(0, long.MaxValue >> 6, 1)]
    [InlineData(1, 1, 1)]
    public void A_batch_that_cannot_be_is_not_believed(int shard, long count, int words)
    {
        // Of two parts in turn, the first owns the even shards. After the beginning and its counts comes the first
        // phase with successors.
        const int Phase = 2;
        ulong[] forged = [((ulong)count << 6) | (uint)shard, .. new ulong[words]];

        Assert.Throws<InvalidOperationException>(() => LocalPartitions.Run(2, part => Run.Within(
            new Grid(5),
            new SearchLimits { Partition = part.Index == 0 ? new Overheard(part, Deceive) : part })));

        IEnumerable<PartitionBatch> Deceive(PartitionBatch batch) =>
            batch.Phase == Phase ? [batch with { Words = forged }] : [];
    }

    [Fact]
    public void A_batch_that_can_be_would_be_believed() =>
        LocalPartitions.Run(2, part => Run.Within(
            new Grid(5),
            new SearchLimits
            {
                MaximalStates = 1,
                Partition = part.Index != 0 ? part : new Overheard(
                    part, batch => batch.Phase == 2 ? [batch with { Words = new ulong[] { 1 << 6, 0 } }] : []),
            }));

    [Theory]
    [InlineData(1, 64, 64)]
    [InlineData(2, 32, 32)]
    [InlineData(3, 21, 22)]
    [InlineData(48, 1, 2)]
    [InlineData(64, 1, 1)]
    public void Shards_are_dealt_in_runs_and_as_evenly_as_can_be(int parts, int least, int most)
    {
        int[] owners = [.. Enumerable.Range(0, Shards.Count).Select(shard => Shards.OwnerOf(shard, parts))];

        Assert.Equal(owners.Order(), owners);
        int[] shares = [.. owners.CountBy(owner => owner).Select(share => share.Value)];
        Assert.Equal((parts, least, most), (shares.Length, shares.Min(), shares.Max()));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(64, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 65)]
    public void No_other_shard_has_an_owner(int shard, int parts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Shards.OwnerOf(shard, parts));

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void There_is_a_part_at_least_and_a_shard_for_each(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Run.Within(new Grid(3), new SearchLimits { Partition = new Stranger(count, 0, 0) }));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 2)]
    public void Whoever_owns_anything_is_one_of_the_parts(int index, int owner) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Run.Within(new Grid(3), new SearchLimits { Partition = new Stranger(2, index, owner) }));

    [Fact]
    public void An_exchange_that_leaves_somebody_out_is_not_believed() =>
        Assert.Throws<InvalidOperationException>(
            () => Run.Within(new Grid(3), new SearchLimits { Partition = new Stranger(2, 0, 0) }));

    private static void AreAlike<TCode>(ITransitionSystem<TCode> system, int marksAskedAtOnce)
        where TCode : unmanaged, ICode<TCode>
    {
        string whole = Portrait.Of(Run.Whole(system));
        (string[] spread, LocalPartitions carrier) = LocalPartitions.Run(
            Parts,
            part => Portrait.Of(Run.Within(
                system, new SearchLimits { Partition = part, MarksAskedAtOnce = marksAskedAtOnce })));
        Assert.Equal(Parts, spread.Length);
        Assert.All(spread, portrait => Assert.Equal(whole, portrait));
        Assert.True(carrier.Carried > 0 && carrier.Repeated > 0);
    }

    private static void IsSplit<TCode>(ITransitionSystem<TCode> system)
        where TCode : unmanaged, ICode<TCode>
    {
        const int Allowed = 30;
        string whole = Portrait.Of(Run.Whole(system));
        Assert.InRange(LongestWithin(Allowed), 2, Allowed);
        Assert.InRange(LongestWithin(int.MaxValue), Allowed + 1, int.MaxValue);

        int LongestWithin(int words)
        {
            int longest = 0;
            (string[] spread, _) = LocalPartitions.Run(Parts, part => Portrait.Of(Run.Within(
                system,
                new SearchLimits
                {
                    Workers = 2,
                    Partition = part.Index == 0 ? new Overheard(part, Listen) : part,
                    BatchWords = words,
                })));
            Assert.All(spread, portrait => Assert.Equal(whole, portrait));
            return longest;

            IEnumerable<PartitionBatch> Listen(PartitionBatch batch)
            {
                longest = Math.Max(longest, batch.Words.Length);
                return [];
            }
        }
    }

    // One that somebody listens to, who may add batches to those that it is given.
    private sealed class Overheard(IPartition part, Func<PartitionBatch, IEnumerable<PartitionBatch>> listen)
        : IPartition
    {
        public int Index => part.Index;

        public int Count => part.Count;

        public int OwnerOf(int shard) => part.OwnerOf(shard);

        public void Exchange(IReadOnlyList<PartitionBatch> batches, Action<PartitionBatch> receive) =>
            part.Exchange(batches, batch =>
            {
                receive(batch);
                foreach (PartitionBatch another in listen(batch))
                {
                    receive(another);
                }
            });
    }

    // Nobody is there to whom it speaks.
    private sealed class Stranger(int count, int index, int owner) : IPartition
    {
        public int Index => index;

        public int Count => count;

        public int OwnerOf(int shard) => owner;

        public void Exchange(IReadOnlyList<PartitionBatch> batches, Action<PartitionBatch> receive)
        {
        }
    }
}
