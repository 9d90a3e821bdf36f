using FsCheck;
using FsCheck.Fluent;

using ModelCheck.Engine;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class RandomGraphTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_engine_agrees_with_a_plain_search(int workers) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(RandomGraph.Any, graph => graph.AgreesWith(Run.Whole(graph.System, workers))));

    [Fact]
    public void The_plain_search_disagrees_with_what_is_not_so()
    {
        var graph = new RandomGraph([0, 0, 3], [(0, 1, 28), (1, 2, 28), (2, -1, 0)]);
        SearchResult found = Run.Whole(graph.System);

        Assert.True(graph.AgreesWith(found));
        Assert.False(graph.AgreesWith(found with { DistinctStates = 2 }));
        Assert.False(graph.AgreesWith(found with { DisabledActions = 0 }));
        Assert.False(graph.AgreesWith(found with { Stopped = StopReason.States }));
        Assert.All(Enumerable.Range(0, found.Findings.Length), bit =>
        {
            Finding finding = found.Findings[bit];
            Finding other = finding with { Verdict = Verdict.Unknown };
            Finding longer = finding with { Trace = [0, 0, 0] };
            Assert.False(graph.AgreesWith(found with { Findings = found.Findings.SetItem(bit, other) }));
            Assert.False(graph.AgreesWith(found with { Findings = found.Findings.SetItem(bit, longer) }));
        });
    }
}
