using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Graphs;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

using Property = FsCheck.Property;

namespace ModelCheck.Properties.Engine;

public class RandomGraphTests
{
    [Property(MaxTest = 1000)]
    public Property The_engine_agrees_with_a_plain_search() =>
        Prop.ForAll(RandomGraph.Any, graph => graph.AgreesWith(Run.Whole(graph.System, workers: 1)));

    [Property(MaxTest = 1000)]
    public Property Two_workers_agree_with_a_plain_search() =>
        Prop.ForAll(RandomGraph.Any, graph => graph.AgreesWith(Run.Whole(graph.System, workers: 2)));

    [Property(MaxTest = 1000)]
    public Property The_components_of_the_stored_graph_agree_with_the_engine() => Prop.ForAll(RandomGraph.Any, graph =>
    {
        SearchResult found = Run.Whole(graph.System);
        StateGraph<Code64> stored = StateGraph<Code64>.Explore(graph.System);
        return Enumerable.Range(0, found.Findings.Length)
            .Where(bit => found.Findings[bit].Property.Kind == PropertyKind.AlwaysReachable)
            .All(bit =>
            {
                IReadOnlyList<int> stuck = CondensedGraph.StuckStates(stored, bit);
                int? nearest = stuck.Count == 0 ? null : stored.LevelOf(stuck[0]);
                return found.Findings[bit].Trace?.Length == nearest;
            });
    });

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
