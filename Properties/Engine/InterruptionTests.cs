using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Searching;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class InterruptionTests
{
    private const ulong Side = 60;

    // A state in the middle of level 40.
    private static readonly Code64 _middle = new((20ul << 32) | 20);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_search_that_may_not_begin_knows_its_initial_state_only(int workers)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        SearchResult found = Run.Within(new Grid(Side), new SearchLimits { Workers = workers }, source.Token);

        Assert.Equal(StopReason.Interrupted, found.Stopped);
        Assert.False(found.Complete);
        Assert.Equal((1, 0, 0), (found.DistinctStates, found.Transitions, found.Depth));
        Assert.All(found.Findings, finding => Assert.Equal(Verdict.Unknown, finding.Verdict));
        Assert.All(found.Findings, finding => Assert.Null(finding.Trace));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_interrupted_search_keeps_what_it_has_found(int workers)
    {
        using var source = new CancellationTokenSource();
        var system = new Disturbed<Code64>(new Grid(Side), _middle, 1, source.Cancel);

        SearchResult found = Run.Within(system, new SearchLimits { Workers = workers }, source.Token);

        Assert.Equal(StopReason.Interrupted, found.Stopped);
        // What was expanded of level 40 by then is known, with where it leads.
        Assert.Equal(Enumerable.Range(1, 41).Select(n => (long)n), found.Levels.Take(41));
        Assert.Equal(42, found.Levels.Length);
        Assert.InRange(found.Levels[41], 2, 42);
        Assert.Equal(found.Levels.Sum(), found.DistinctStates);
        Assert.Equal(Verdict.Violated, found.VerdictOn(Grid.TheDiagonalIsNotReached));
        Assert.Equal(3, found.TraceTo(Grid.TheDiagonalIsNotReached).Length);
        Assert.Equal(4, found.TraceTo(Grid.TheDiagonalIsNotLeft).Length);
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Grid.TheFarCornerIsReached));
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Grid.TheFarCornerStaysReachable));
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Grid.TheLeftEdgeStaysReachable));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Branching_properties_are_unknown_when_judging_them_is_interrupted(int workers)
    {
        using var source = new CancellationTokenSource();
        var system = new Disturbed<Code64>(new Grid(Side), _middle, 2, source.Cancel);

        SearchResult found = Run.Within(system, new SearchLimits { Workers = workers }, source.Token);

        Assert.Equal(StopReason.Interrupted, found.Stopped);
        Assert.Equal((long)(Side * Side), found.DistinctStates);
        Assert.Equal(Verdict.Shown, found.VerdictOn(Grid.TheFarCornerIsReached));
        Assert.Equal(2 * ((int)Side - 1), found.TraceTo(Grid.TheFarCornerIsReached).Length);
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Grid.TheFarCornerStaysReachable));
        Assert.Equal(Verdict.Unknown, found.VerdictOn(Grid.TheLeftEdgeStaysReachable));
    }

    // The state is expanded once while searching, and then while traces are found.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Traces_that_are_interrupted_are_left_out_but_for_those_that_need_no_delay(int workers)
    {
        const ulong side = 1200;
        using var source = new CancellationTokenSource();
        var middle = new Code64((500ul << 32) | 500);
        var system = new Disturbed<Code64>(new SettledGrid(side), middle, 2, source.Cancel);

        SearchResult found = Run.Within(system, new SearchLimits { Workers = workers }, source.Token);

        Assert.Equal(StopReason.Interrupted, found.Stopped);
        Assert.Equal((long)(side * side), found.DistinctStates);
        Assert.Equal(Verdict.Shown, found.VerdictOn(SettledGrid.TheFarCornerIsReached));
        Assert.Null(found.Find(SettledGrid.TheFarCornerIsReached).Trace);
        Assert.Equal(Verdict.Violated, found.VerdictOn(SettledGrid.TheDiagonalIsNotReached));
        Assert.Equal(3, found.TraceTo(SettledGrid.TheDiagonalIsNotReached).Length);
        Assert.Equal(Verdict.Holds, found.VerdictOn(SettledGrid.TheOutsideIsNotReached));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 3)]
    public void What_a_system_throws_reaches_the_caller(int workers, int time)
    {
        // The state is expanded once while searching, and then while judging branching properties.
        var fault = new InvalidDataException();
        var system = new Disturbed<Code64>(new Grid(Side), _middle, time, () => throw fault);

        Assert.Same(fault, Assert.Throws<InvalidDataException>(() => Run.Whole(system, workers)));
    }

    [Fact]
    public void Progress_is_told_while_the_search_runs()
    {
        var progress = new SearchProgress();
        var told = new List<(string Phase, int Level, long States, long Frontier)>();
        var start = new Disturbed<Code64>(new Grid(Side), new Code64(0), 1, Note);
        var middle = new Disturbed<Code64>(start, _middle, 1, Note);
        var judging = new Disturbed<Code64>(middle, _middle, 2, Note);
        Assert.Equal(("searching", 0, 0L), (progress.Phase, progress.Level, progress.States));

        Search.Explore<Disturbed<Code64>, Code64>(judging, new SearchLimits(), progress, CancellationToken.None);

        Assert.Equal(("searching", 0, 1, 1), told[0]);
        Assert.Equal(("searching", 40, 41 * 42 / 2, 41), told[1]);
        Assert.Equal("judging branching properties", told[2].Phase);
        Assert.Equal("finding traces", progress.Phase);
        Assert.InRange(progress.Bytes, 1, long.MaxValue);
        Assert.InRange(progress.Transitions, 1, long.MaxValue);

        void Note() => told.Add((progress.Phase, progress.Level, progress.States, progress.Frontier));
    }
}
