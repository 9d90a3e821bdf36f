using System.Collections.Immutable;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Graphs;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>Every step that leads to a state, and none besides.</summary>
public sealed class PredecessorsTests
{
    private const int Enough = 100_000;

    private static readonly Scope Small = Scope.Uniform(1, 2, 2, quota: 1);

    [Theory]
    [InlineData("Pin", "Holder")]
    [InlineData("FirstClass", "Allocator")]
    [InlineData("Cascade", "Nobody")]
    public void They_are_the_transitions_of_the_whole_graph(string lifetime, string charging)
    {
        IModel model = ModelOf(lifetime, charging, Small);
        var explored = ModelGraph.Explore(model, []);
        ILookup<int, StateEdge> byTarget = explored.Graph.Edges
            .Where(edge => edge.Source != edge.Target)
            .ToLookup(edge => edge.Target);
        var numbers = explored.Graph.Vertices.ToDictionary(explored.StateOf);
        Assert.All(explored.Graph.Vertices, vertex =>
        {
            State target = explored.StateOf(vertex);
            var found = Predecessors.Of(model, in target, Enough, Enough, default);
            Assert.True(found.IsComplete);
            Assert.Equal(explored.Graph.VertexCount, found.States);
            Assert.Equal(
                byTarget[vertex].Select(edge => (edge.Source, edge.Label)).Order(),
                found.Ways.Select(way => (Left(way), way[^1].Operation.Code)).Order());

            // Each way leads there, and up to the state that its last step leaves it is a shortest one.
            Assert.All(found.Ways, way =>
            {
                Trace trace = Trace.Replay(model, way.Select(step => step.Operation.Code));
                Assert.Equal(way.AsEnumerable(), trace.Steps);
                Assert.True(trace.States(model)[^1] == target);
                Assert.Equal(
                    explored.Graph.LevelOf(Left(way)), way.Length - 1);
            });
            int[] lengths = [.. found.Ways.Select(way => way.Length)];
            Assert.Equal(lengths.Order(), lengths);
        });

        // The state that the last step of a way leaves.
        int Left(ImmutableArray<TraceStep> way) =>
            numbers[Trace.Replay(model, way.SkipLast(1).Select(step => step.Operation.Code)).States(model)[^1]];
    }

    [Fact]
    public void What_was_not_looked_at_is_told()
    {
        IModel model = ModelOf("Pin", "Holder", Small);
        State target = Of(model, Operation.Alloc(S0, 1)).States(model)[^1];
        Assert.False(Predecessors.Of(model, in target, 2, Enough, default) is { IsComplete: true } or { States: > 2 });
        Predecessors one = Predecessors.Of(model, in target, Enough, 1, default);
        Assert.Equal("Alloc(s0, 1) -> d0", Assert.Single(Assert.Single(one.Ways)).ToString());
        Assert.False(one.IsComplete);
        Assert.Throws<OperationCanceledException>(
            () => Predecessors.Of(model, in target, Enough, Enough, new CancellationToken(canceled: true)));
    }
}
