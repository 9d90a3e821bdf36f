using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

using static ModelCheck.Properties.Engine.Toys.TwoPhaseStep;

namespace ModelCheck.Properties.Engine;

public sealed class SearchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_counter_has_one_state_on_each_level(int states)
    {
        SearchResult found = Run.Whole(new Counter((ulong)states));

        Assert.Equal(StopReason.Exhausted, found.Stopped);
        Assert.True(found.Complete);
        Assert.Equal(states, found.DistinctStates);
        Assert.Equal(states, found.Transitions);
        Assert.Equal(states, found.DisabledActions);
        Assert.Equal(Enumerable.Repeat(1L, states), found.Levels);
        Assert.Equal(states - 1, found.Depth);
        Assert.Equal(Enumerable.Repeat(Counter.Up, states - 1), found.TraceTo(Counter.AtTheEnd));
        Assert.Equal(Verdict.Shown, found.VerdictOn(Counter.AtTheEnd));
        Assert.Equal(Verdict.Violated, found.VerdictOn(Counter.BelowTheEnd));
    }

    [Fact]
    public void A_grid_has_levels_that_grow_and_shrink()
    {
        SearchResult found = Run.Whole(new Grid(40));

        Assert.Equal(1600, found.DistinctStates);
        Assert.Equal(2 * 40 * 39, found.Transitions);
        Assert.Equal(2 * 40, found.DisabledActions);
        IEnumerable<int> levels = Enumerable.Range(1, 40).Concat(Enumerable.Range(1, 39).Reverse());
        Assert.Equal(levels.Select(states => (long)states), found.Levels);
    }

    [Fact]
    public void A_self_loop_is_a_transition_and_no_state()
    {
        SearchResult found = Run.Whole(new Graph().Edge(0, 1, 0).Edge(0, 2, 0));

        Assert.Equal((1, 2, 0), (found.DistinctStates, found.Transitions, found.Depth));
    }

    [Fact]
    public void Of_several_shortest_traces_the_one_over_the_least_state_and_label_is_told()
    {
        SearchResult found = Run.Whole(Diamond.Create());

        Assert.Equal([1, 3, 1], found.Levels.AsSpan());
        Assert.Equal([11u, 23u], found.TraceTo(Diamond.BottomIsReached));
        Assert.Equal([11u, 23u], found.TraceTo(Diamond.BottomIsUnreached));
        Assert.Equal(Verdict.Shown, found.VerdictOn(Diamond.BottomIsReached));
        Assert.Equal(Verdict.Violated, found.VerdictOn(Diamond.BottomIsUnreached));
    }

    [Fact]
    public void A_step_is_found_at_the_least_state_and_label_that_take_it()
    {
        SearchResult found = Run.Whole(Diamond.Create());

        Assert.Equal([11u, 23u], found.TraceTo(Diamond.NobodyEntersTheBottom));
        Assert.Equal([11u, 23u], found.TraceTo(Diamond.SomebodyEntersTheBottom));
        Assert.Equal(Verdict.Violated, found.VerdictOn(Diamond.NobodyEntersTheBottom));
        Assert.Equal(Verdict.Shown, found.VerdictOn(Diamond.SomebodyEntersTheBottom));
    }

    [Fact]
    public void A_disabled_action_is_counted_and_may_violate_a_transition_invariant()
    {
        SearchResult found = Run.Whole(Diamond.Create());

        Assert.Equal(3, found.DisabledActions);
        Assert.Equal(Verdict.Violated, found.VerdictOn(Diamond.TheBottomDisablesNothing));
        Assert.Equal([11u, 23u, 31u], found.TraceTo(Diamond.TheBottomDisablesNothing));
    }

    [Fact]
    public void Unreachable_flags_show_nothing_and_violate_nothing()
    {
        SearchResult found = Run.Whole(Diamond.Create());

        Assert.Equal(Verdict.NotShown, found.VerdictOn(Diamond.SomethingElseIsReached));
        Assert.Equal(Verdict.NotShown, found.VerdictOn(Diamond.SomebodyLeavesTheBottom));
        Assert.Equal(Verdict.Holds, found.VerdictOn(Diamond.NothingElseIsReached));
        Assert.Equal(Verdict.Holds, found.VerdictOn(Diamond.NobodyLeavesTheBottom));
        Assert.Null(found.Find(Diamond.SomethingElseIsReached).Trace);
        Assert.Null(found.Find(Diamond.NobodyLeavesTheBottom).Trace);
    }

    [Fact]
    public void The_trace_to_a_flag_of_the_initial_state_is_empty()
    {
        var start = new Property("Start", PropertyKind.Invariant);

        SearchResult found = Run.Whole(new Graph(start).State(0, 1).Edge(0, 1, 0));

        Assert.Equal(Verdict.Violated, found.VerdictOn("Start"));
        Assert.Equal([], found.TraceTo("Start"));
    }

    [Fact]
    public void Among_very_many_shortest_traces_the_same_one_is_always_told()
    {
        SearchResult found = Run.Whole(new Grid(12));

        // From the far corner back the lesser state is always the one to the left, until the left edge is met.
        IEnumerable<uint> corner = Enumerable.Repeat(Grid.Upwards, 11).Concat(Enumerable.Repeat(Grid.ToTheRight, 11));
        Assert.Equal(corner, found.TraceTo(Grid.TheFarCornerIsReached));
        Assert.Equal(Enumerable.Repeat(Grid.Upwards, 3), found.TraceTo(Grid.TheDiagonalIsNotReached));
        Assert.Equal(
            [Grid.Upwards, Grid.Upwards, Grid.Upwards, Grid.ToTheRight], found.TraceTo(Grid.TheDiagonalIsNotLeft));
    }

    [Fact]
    public void Findings_are_in_the_order_of_the_properties()
    {
        var grid = new Grid(3);

        Assert.Equal(grid.Properties, Run.Whole(grid).Findings.Select(finding => finding.Property));
    }

    [Theory]
    [InlineData(3, 288)]
    [InlineData(5, 8_832)]
    [InlineData(7, 296_448)]
    public void The_two_phase_commit_has_as_many_states_as_other_checkers_find(int managers, long states)
    {
        SearchResult narrow = Search.Explore<TwoPhaseCommit<Code64>, Code64>(
            new(managers), new SearchLimits(), new SearchProgress(), CancellationToken.None);
        SearchResult wide = Search.Explore<TwoPhaseCommit<WideCode<Words2>>, WideCode<Words2>>(
            new(managers), new SearchLimits(), new SearchProgress(), CancellationToken.None);

        Assert.Equal(states, narrow.DistinctStates);
        Assert.Equal(states, wide.DistinctStates);
        Assert.Equal(states, narrow.Levels.Sum());
        Assert.Equal(narrow.Levels.AsSpan(), wide.Levels.AsSpan());
        Assert.Equal((narrow.Transitions, narrow.DisabledActions), (wide.Transitions, wide.DisabledActions));
        Assert.Equal(
            narrow.Findings.Select(finding => (finding.Property, finding.Verdict, finding.Trace?.Length)),
            wide.Findings.Select(finding => (finding.Property, finding.Verdict, finding.Trace?.Length)));

        // Everybody prepares, every preparation is received, the decision is taken and told to everybody.
        Assert.Equal((3 * managers) + 1, narrow.Depth);
    }

    [Fact]
    public void The_two_phase_commit_of_3_has_as_many_transitions_as_other_checkers_find()
    {
        SearchResult found = Run.Whole(new TwoPhaseCommit<Code64>(3));

        // TLC tells 1,146 generated states: it counts the initial one, too.
        Assert.Equal(1145, found.Transitions);
    }

    [Fact]
    public void The_two_phase_commit_is_consistent()
    {
        SearchResult found = Run.Whole(new TwoPhaseCommit<Code64>(3));

        Assert.Equal(Verdict.Holds, found.VerdictOn(TwoPhaseCommit<Code64>.Consistent));
        Assert.Equal(Verdict.NotShown, found.VerdictOn(TwoPhaseCommit<Code64>.SomeCommitAndSomeAbort));
        Assert.Equal(10, found.TraceTo(TwoPhaseCommit<Code64>.AllCommit).Length);
        Assert.Equal(7, found.TraceTo(TwoPhaseCommit<Code64>.TheTransactionManagerCommits).Length);
        Assert.Equal(
            TwoPhaseCommit<Code64>.Label(TMCommit),
            found.TraceTo(TwoPhaseCommit<Code64>.TheTransactionManagerCommits)[^1]);
        Assert.Equal(
            [TwoPhaseCommit<Code64>.Label(RMChooseToAbort)], found.TraceTo(TwoPhaseCommit<Code64>.NobodyAborts));
        Assert.Equal(
            [
                TwoPhaseCommit<Code64>.Label(TMAbort),
                TwoPhaseCommit<Code64>.Label(RMPrepare),
                TwoPhaseCommit<Code64>.Label(RMRcvAbortMsg),
            ],
            found.TraceTo(TwoPhaseCommit<Code64>.NoPreparedManagerAborts));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void A_two_phase_commit_that_does_not_wait_for_everybody_is_inconsistent(int managers)
    {
        SearchResult found = Run.Whole(new TwoPhaseCommit<Code64>(managers, impatient: true));

        // All but one prepare and are received; the decision; one learns of it; the last one aborts.
        int length = (2 * (managers - 1)) + 3;
        Assert.Equal(Verdict.Violated, found.VerdictOn(TwoPhaseCommit<Code64>.Consistent));
        Assert.Equal(Verdict.Shown, found.VerdictOn(TwoPhaseCommit<Code64>.SomeCommitAndSomeAbort));
        Assert.Equal(length, found.TraceTo(TwoPhaseCommit<Code64>.Consistent).Length);
        Assert.Equal(length, found.TraceTo(TwoPhaseCommit<Code64>.SomeCommitAndSomeAbort).Length);
    }
}
