using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Searching;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(5, false)]
    [InlineData(5, true)]
    [InlineData(7, false)]
    public void The_number_of_workers_changes_nothing_but_time_and_memory(int managers, bool impatient)
    {
        string alone = PortraitWith(1);

        Assert.All([2, 3, 8], workers => Assert.Equal(alone, PortraitWith(workers)));

        string PortraitWith(int workers) => Portrait.Of(Search.Explore<TwoPhaseCommit<Code64>, Code64>(
            new(managers, impatient),
            new SearchLimits { Workers = workers },
            new SearchProgress(),
            CancellationToken.None));
    }

    [Fact]
    public void The_number_of_workers_does_not_change_where_a_bounded_search_ends()
    {
        var system = new TwoPhaseCommit<WideCode<Words2>>(5);
        string alone = Portrait.Of(Run.Within(system, new SearchLimits { MaximalStates = 4000 }));

        Assert.All(
            [2, 3, 8],
            workers => Assert.Equal(
                alone, Portrait.Of(Run.Within(system, new SearchLimits { MaximalStates = 4000, Workers = workers }))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void On_a_wide_level_the_least_witness_of_all_workers_is_told(int workers)
    {
        // Every worker meets every flag; whom the least witnesses fall to is left to chance.
        const int flags = 32;
        Property[] properties =
        [
            .. Enumerable.Range(0, flags).Select(bit => new Property($"{bit}", PropertyKind.Reachable)),
            .. Enumerable.Range(flags, flags).Select(bit => new Property($"{bit}", PropertyKind.TransitionInvariant)),
        ];
        var fan = new Graph(properties);
        for (int leaf = 60_000; leaf > 0; leaf--)
        {
            int bit = leaf % flags;
            fan.Edge(0, (uint)leaf, (ulong)leaf)
                .State((ulong)leaf, 1ul << bit)
                .Disabled((ulong)leaf, 7, 1ul << (flags + bit));
        }

        SearchResult found = Run.Whole(fan, workers);

        Assert.All(Enumerable.Range(1, flags), leaf =>
        {
            Assert.Equal([(uint)leaf], found.TraceTo($"{leaf % flags}"));
            Assert.Equal([(uint)leaf, 7], found.TraceTo($"{flags + (leaf % flags)}"));
        });
    }

    [Fact]
    public void The_portrait_that_is_compared_has_counts_verdicts_and_traces()
    {
        string portrait = Portrait.Of(Run.Whole(new Grid(3)));

        Assert.Contains("\"Levels\":[1,2,3,2,1]", portrait, StringComparison.Ordinal);
        Assert.Contains("\"Trace\":[1,1,0,0]", portrait, StringComparison.Ordinal);
        Assert.NotEqual(portrait, Portrait.Of(Run.Whole(new Grid(4))));
    }
}
