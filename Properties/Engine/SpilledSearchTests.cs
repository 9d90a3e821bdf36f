using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

/// <summary>Searches whose tables do not all fit into memory at a time.</summary>
public sealed class SpilledSearchTests : IDisposable
{
    private const int Threshold = 1 << 12;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void What_does_not_fit_into_memory_is_searched_all_the_same(int workers) =>
        IsSearched(new TwoPhaseCommit<Code64>(6), 3, workers);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Wide_codes_that_do_not_fit_into_memory_are_searched_all_the_same(int workers) =>
        IsSearched(new TwoPhaseCommit<WideCode<Words4>>(6), 6, workers);

    // Down to where memory has no room for the search: with every bound it ends, and says no more than it knows.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void However_tight_memory_is_a_search_that_spills_ends_with_a_result(int workers)
    {
        var system = new TwoPhaseCommit<Code64>(5, impatient: true);
        SearchResult whole = Run.Whole(system);
        int searched = 0;
        for (long bound = whole.PeakBytes / 30; bound < whole.PeakBytes; bound += whole.PeakBytes / 30)
        {
            SearchResult found = Run.Within(system, Limits(workers, bound));

            Assert.InRange(found.PeakBytes, 0, bound);
            Assert.Equal(found.DistinctStates, found.Levels.Sum());
            Assert.True(found.Complete || found.Stopped == StopReason.Memory);
            Assert.All(found.Findings, finding => Assert.True(
                finding.Verdict == Verdict.Unknown || finding.Verdict == whole.VerdictOn(finding.Property.Name)));
            searched += found.DistinctStates == whole.DistinctStates ? 1 : 0;
        }

        Assert.InRange(searched, 10, 29);
    }

    private SearchLimits Limits(int workers, long bound) => new()
    {
        Workers = workers,
        MaximalBytes = bound,
        SpillDirectory = _directory["."],
        SpillThreshold = Threshold,
    };

    private void IsSearched<TCode>(ITransitionSystem<TCode> system, int part, int workers)
        where TCode : unmanaged, ICode<TCode>
    {
        SearchResult whole = Run.Whole(system);
        long bound = whole.PeakBytes / part;
        SearchResult stopped = Run.Within(system, new SearchLimits { Workers = workers, MaximalBytes = bound });
        Assert.InRange(stopped.DistinctStates, 1, whole.DistinctStates - 1);

        SearchResult found = Run.Within(system, Limits(workers, bound));

        // Branching properties need every table at once; everything else is as it would have been.
        Assert.Equal(StopReason.Memory, found.Stopped);
        Assert.InRange(found.PeakBytes, 0, bound);
        Assert.Equal(
            (whole.DistinctStates, whole.Transitions, whole.DisabledActions),
            (found.DistinctStates, found.Transitions, found.DisabledActions));
        Assert.Equal(whole.Levels.AsEnumerable(), found.Levels);
        Assert.All(
            whole.Findings.Zip(found.Findings).Where(pair => pair.First.Property.Kind != PropertyKind.AlwaysReachable),
            pair =>
            {
                Assert.Equal(pair.First.Verdict, pair.Second.Verdict);
                Assert.Equal(pair.First.Trace, pair.Second.Trace);
            });
        Assert.Empty(_directory.Names);
    }
}
