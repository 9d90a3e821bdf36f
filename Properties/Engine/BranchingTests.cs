using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class BranchingTests
{
    [Fact]
    public void The_nearest_and_then_least_state_that_is_stuck_is_told()
    {
        SearchResult found = Run.Whole(Trap.Create());

        // The dead end is as near as the wheel but greater; the wheel's other state is less but further.
        Assert.Equal(Verdict.Violated, found.VerdictOn(Trap.GoalStaysReachable));
        Assert.Equal([2u, 6u], found.TraceTo(Trap.GoalStaysReachable));
    }

    [Fact]
    public void An_edge_that_is_no_move_does_not_lead_to_the_goal()
    {
        SearchResult found = Run.Whole(Trap.Create());

        Assert.Equal(Verdict.Violated, found.VerdictOn(Trap.GoalStaysReachableByMoves));
        Assert.Equal([3u], found.TraceTo(Trap.GoalStaysReachableByMoves));
    }

    [Fact]
    public void A_goal_needs_no_move_and_no_goal_is_never_reached()
    {
        SearchResult found = Run.Whole(Trap.Create());

        Assert.Equal(Verdict.Holds, found.VerdictOn(Trap.SomewhereStaysReachable));
        Assert.Null(found.Find(Trap.SomewhereStaysReachable).Trace);
        Assert.Equal(Verdict.Violated, found.VerdictOn(Trap.NowhereStaysReachable));
        Assert.Equal([], found.TraceTo(Trap.NowhereStaysReachable));
    }

    [Fact]
    public void Without_cycles_what_was_passed_by_stays_behind()
    {
        SearchResult found = Run.Whole(new Grid(20));

        Assert.Equal(Verdict.Holds, found.VerdictOn(Grid.TheFarCornerStaysReachable));
        Assert.Equal(Verdict.Violated, found.VerdictOn(Grid.TheLeftEdgeStaysReachable));
        Assert.Equal([Grid.ToTheRight], found.TraceTo(Grid.TheLeftEdgeStaysReachable));
        Assert.Equal(Verdict.Violated, found.VerdictOn(Grid.TheFarCornerStaysReachableUpwards));
        Assert.Equal([], found.TraceTo(Grid.TheFarCornerStaysReachableUpwards));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_a_cycle_everything_stays_reachable_until_a_move_is_taken_away(bool closed)
    {
        const ulong length = 100;
        var cycle = new Graph(new("Back", PropertyKind.AlwaysReachable), new("Middle", PropertyKind.AlwaysReachable));
        for (ulong node = 0; node < length; node++)
        {
            cycle.Edge(node, (uint)node, (node + 1) % length, closed || node + 1 < length ? 3ul : 0);
        }

        SearchResult found = Run.Whole(cycle.State(0, 1).State(50, 2));

        Assert.Equal(closed ? Verdict.Holds : Verdict.Violated, found.VerdictOn("Back"));
        Assert.Equal(closed ? Verdict.Holds : Verdict.Violated, found.VerdictOn("Middle"));
        if (!closed)
        {
            Assert.Equal([0u], found.TraceTo("Back"));
            Assert.Equal(Enumerable.Range(0, 51).Select(label => (uint)label), found.TraceTo("Middle"));
        }
    }

    [Fact]
    public void The_two_phase_commit_can_always_finish_but_not_always_commit()
    {
        SearchResult found = Run.Whole(new TwoPhaseCommit<Code64>(3));

        Assert.Equal(Verdict.Holds, found.VerdictOn(TwoPhaseCommit<Code64>.AllFinishInTheEnd));
        Assert.Equal(Verdict.Violated, found.VerdictOn(TwoPhaseCommit<Code64>.AllCommitInTheEnd));
        Assert.Single(found.TraceTo(TwoPhaseCommit<Code64>.AllCommitInTheEnd));

        // Whoever has prepared depends on the transaction manager: the well known fault of the protocol.
        Assert.Equal(Verdict.Violated, found.VerdictOn(TwoPhaseCommit<Code64>.AllFinishWithoutTheTransactionManager));
        Assert.Equal(
            [TwoPhaseCommit<Code64>.Label(TwoPhaseStep.RMPrepare)],
            found.TraceTo(TwoPhaseCommit<Code64>.AllFinishWithoutTheTransactionManager));
    }

    [Fact]
    public void Sixteen_neighbouring_flags_are_judged_each_by_itself()
    {
        // Node i is the end of a path of its own and the goal of property 48 + i.
        Property[] properties =
        [
            .. Enumerable.Range(0, 48).Select(bit => new Property($"{bit}", PropertyKind.Invariant)),
            .. Enumerable.Range(48, 16).Select(bit => new Property($"{bit}", PropertyKind.AlwaysReachable)),
        ];
        var line = new Graph(properties);
        for (int node = 0; node < 16; node++)
        {
            line.State((ulong)node, 1ul << (48 + node));
            line.Edge((ulong)node, (uint)node, (ulong)node + 1, ulong.MaxValue << 48);
        }

        SearchResult found = Run.Whole(line.State(16, ulong.MaxValue << 63));

        Assert.All(Enumerable.Range(0, 48), bit => Assert.Equal(Verdict.Holds, found.VerdictOn($"{bit}")));
        Assert.All(
            Enumerable.Range(0, 15),
            node => Assert.Equal(
                Enumerable.Range(0, node + 1).Select(label => (uint)label), found.TraceTo($"{48 + node}")));
        Assert.Equal(Verdict.Holds, found.VerdictOn("63"));
    }

    [Fact]
    public void Flags_far_apart_and_more_than_a_mark_holds_are_judged_each_by_itself()
    {
        // Node i is the goal of property i, and the even properties may not leave node 0.
        Property[] properties =
        [
            .. Enumerable.Range(0, 64).Select(
                bit => new Property($"{bit}", bit % 3 == 2 ? PropertyKind.Invariant : PropertyKind.AlwaysReachable)),
        ];
        ulong branching = Enumerable.Range(0, 64).Where(bit => bit % 3 != 2)
            .Aggregate(0ul, (flags, bit) => flags | (1ul << bit));
        var ring = new Graph(properties);
        for (int node = 0; node < 64; node++)
        {
            ulong moves = branching & (node == 0 ? 0xAAAA_AAAA_AAAA_AAAA : ulong.MaxValue);
            ring.State((ulong)node, branching & (1ul << node));
            ring.Edge((ulong)node, (uint)node, (ulong)(node + 1) % 64, moves);
        }

        SearchResult found = Run.Whole(ring);

        Assert.All(
            Enumerable.Range(0, 64),
            bit => Assert.Equal(
                bit % 3 == 2 || bit % 2 == 1 || bit == 0 ? Verdict.Holds : Verdict.Violated,
                found.VerdictOn($"{bit}")));
    }
}
