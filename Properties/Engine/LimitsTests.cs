using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Searching;
using ModelCheck.Engine.Visited;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class LimitsTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(4, 6, 2)]
    [InlineData(50, 55, 9)]
    public void The_bound_on_states_stops_the_search_between_levels(long bound, long states, int depth)
    {
        SearchResult found = Run.Within(new Grid(20), new SearchLimits { MaximalStates = bound });

        Assert.Equal(StopReason.States, found.Stopped);
        Assert.False(found.Complete);
        Assert.Equal((states, depth), (found.DistinctStates, found.Depth));
        Assert.Equal(states, found.Levels.Sum());
    }

    [Fact]
    public void What_is_settled_when_the_bound_on_states_is_met_stays_settled()
    {
        SearchResult found = Run.Within(new Grid(20), new SearchLimits { MaximalStates = 11 });

        // The fifth level is known but not expanded; the diagonal is the fourth.
        Assert.Equal(15, found.DistinctStates);
        Assert.Equal(Verdict.Violated, found.VerdictOn(Grid.TheDiagonalIsNotReached));
        Assert.Equal(Verdict.Violated, found.VerdictOn(Grid.TheDiagonalIsNotLeft));
        Assert.Equal(3, found.TraceTo(Grid.TheDiagonalIsNotReached).Length);
        Assert.Equal(4, found.TraceTo(Grid.TheDiagonalIsNotLeft).Length);
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Grid.TheFarCornerIsReached));
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Grid.TheFarCornerStaysReachable));
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Grid.TheLeftEdgeStaysReachable));
        Assert.Null(found.Find(Grid.TheFarCornerIsReached).Trace);
    }

    [Fact]
    public void A_bound_above_the_number_of_states_changes_nothing()
    {
        SearchResult found = Run.Within(new Grid(20), new SearchLimits { MaximalStates = 401 });

        Assert.Equal((StopReason.Exhausted, 400), (found.Stopped, found.DistinctStates));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_bound_on_memory_is_never_passed(int workers)
    {
        var system = new TwoPhaseCommit<Code64>(5);
        SearchResult whole = Run.Whole(system);
        long step = whole.PeakBytes / 40;
        long known = 0;
        for (long bound = 0; bound < whole.PeakBytes * 3 / 4; bound += step)
        {
            SearchResult found = Run.Within(system, new SearchLimits { MaximalBytes = bound, Workers = workers });

            Assert.Equal(StopReason.Memory, found.Stopped);
            Assert.InRange(found.PeakBytes, 0, bound);
            Assert.InRange(found.DistinctStates, 0, whole.DistinctStates);
            Assert.Equal(found.Levels.SkipLast(1), whole.Levels.Take(found.Levels.Length - 1));
            Assert.DoesNotContain(found.Findings, finding => finding.Verdict is Verdict.NotShown or Verdict.Holds);
            Assert.Equal(Verdict.Unknown, found.VerdictOn(TwoPhaseCommit<Code64>.AllFinishInTheEnd));
            known = Math.Max(known, found.DistinctStates);
        }

        // The bounds reach from nothing at all to a good part of the whole.
        Assert.InRange(known, whole.DistinctStates / 4, whole.DistinctStates);
    }

    [Fact]
    public void When_memory_ends_the_levels_still_add_up_to_the_states()
    {
        var system = new TwoPhaseCommit<Code64>(5);
        long peak = Run.Whole(system).PeakBytes;
        for (long bound = 0; bound < peak; bound += peak / 60)
        {
            SearchResult found = Run.Within(system, new SearchLimits { MaximalBytes = bound });

            Assert.Equal(found.DistinctStates, found.Levels.Sum());
        }
    }

    [Fact]
    public void A_search_that_finds_room_again_needs_no_more_than_it_took()
    {
        var system = new TwoPhaseCommit<Code64>(5);
        SearchResult whole = Run.Whole(system);
        SearchResult found = Run.Within(system, new SearchLimits { MaximalBytes = whole.PeakBytes });

        Assert.Equal(StopReason.Exhausted, found.Stopped);
        Assert.InRange(found.PeakBytes, 1, whole.PeakBytes);
    }

    [Fact]
    public void Without_room_to_judge_branching_properties_the_others_are_settled()
    {
        var settled = new Property("Settled", PropertyKind.Invariant);
        var judged = new Property("Judged", PropertyKind.AlwaysReachable);
        long room = Run.Whole(Tree(settled)).PeakBytes;

        SearchResult found = Run.Within(Tree(settled, judged), new SearchLimits { MaximalBytes = room });

        Assert.Equal(StopReason.Memory, found.Stopped);
        Assert.InRange(found.PeakBytes, 0, room);
        Assert.Equal(40_000, found.DistinctStates);
        Assert.Equal(Verdict.Holds, found.VerdictOn("Settled"));
        Assert.Equal(Verdict.Unknown, found.VerdictOn("Judged"));

        static Graph Tree(params IReadOnlyList<Property> properties)
        {
            var tree = new Graph(properties);
            for (ulong node = 1; node < 40_000; node++)
            {
                // So narrow that marks are most of what is taken beside the states.
                tree.Edge(node < 200 ? node - 1 : node - 200, node < 200 ? 0u : 1u, node);
            }

            return tree;
        }
    }

    [Fact]
    public void The_levels_that_can_be_told_apart_are_the_last_bound()
    {
        SearchResult found = Run.Whole(new Counter(40_000));

        Assert.Equal(StopReason.Levels, found.Stopped);
        Assert.Equal((32_767, 32_766), (found.DistinctStates, found.Depth));
        Assert.Equal(32_766, found.Transitions);
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Counter.AtTheEnd));
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Counter.BelowTheEnd));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_table_that_can_grow_no_further_stops_the_search_and_is_not_taken_for_want_of_memory(int workers)
    {
        IsStopped(new TwoPhaseCommit<Code64>(6), 4 << 10);
        IsStopped(new TwoPhaseCommit<WideCode<Words2>>(5), 2 << 10);

        void IsStopped<TCode>(ITransitionSystem<TCode> system, int tableBytes)
            where TCode : unmanaged, ICode<TCode>
        {
            SearchResult whole = Run.Whole(system);
            SearchResult found = Run.Within(
                system, new SearchLimits { Workers = workers, MaximalTableBytes = tableBytes });

            Assert.Equal(StopReason.Capacity, found.Stopped);
            Assert.InRange(found.DistinctStates, whole.DistinctStates / 10, whole.DistinctStates - 1);
            Assert.Equal(found.DistinctStates, found.Levels.Sum());
            Assert.DoesNotContain(found.Findings, finding => finding.Verdict is Verdict.NotShown or Verdict.Holds);
        }
    }

    [Fact]
    public void The_largest_tables_are_as_the_decision_says()
    {
        // 1 GiB of buckets and a word behind them; of wider codes a power of two of slots within 2 GiB.
        Assert.Equal(1 << 24, BucketLayout.MostBuckets(64, MemoryBudget.LargestTable));
        Assert.Equal(1 << 22, BucketLayout.MostBuckets(36, MemoryBudget.LargestTable));
        Assert.Equal((1 << 30) + 8, BucketLayout.For(64, 1 << 24, 0)!.Value.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_code_of_all_ones_is_one_like_any_other(int workers)
    {
        var reached = new Graph();
        for (ulong node = 0; node < 2000; node++)
        {
            reached.Edge(0, 0, node).Edge(node, 1, ulong.MaxValue);
        }

        Assert.Equal(2001, Run.Whole(reached, workers).DistinctStates);
        Assert.Equal(1, Run.Whole(new Graph { Initial = new Code64(ulong.MaxValue) }, workers).DistinctStates);
    }

    [Fact]
    public void Sixty_four_properties_are_judged_and_one_more_is_refused()
    {
        SearchResult found = Run.Whole(With(64));

        Assert.Equal(63, found.Findings.Count(finding => finding.Verdict == Verdict.Holds));
        Assert.Equal(Verdict.Violated, found.VerdictOn("63"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run.Whole(With(65)));

        static Graph With(int count)
        {
            IEnumerable<int> bits = Enumerable.Range(0, count);
            Property[] properties = [.. bits.Select(bit => new Property($"{bit}", PropertyKind.Invariant))];
            return new Graph(properties).State(0, 1ul << 63);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_search_without_workers_is_refused(int workers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Run.Whole(new Counter(3), workers));
}
