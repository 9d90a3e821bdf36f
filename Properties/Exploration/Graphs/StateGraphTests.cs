using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Graphs;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Engine.Toys;

using QuikGraph;
using QuikGraph.Algorithms;
using QuikGraph.Algorithms.Observers;
using QuikGraph.Algorithms.Search;

using Xunit;

namespace ModelCheck.Properties.Exploration.Graphs;

/// <summary>A stored graph is the system that it was made of, and QuikGraph's algorithms take it.</summary>
public sealed class StateGraphTests
{
    private static readonly StateGraph<Code64> Diamonds = StateGraph<Code64>.Explore(Diamond.Create());

    [Fact]
    public void States_are_numbered_by_level_and_every_transition_is_kept()
    {
        Assert.Equal(
            [Diamond.Top, Diamond.Left, Diamond.Right, Diamond.Detour, Diamond.Bottom],
            Diamonds.Vertices.Select(vertex => Diamonds.CodeOf(vertex).Word));
        Assert.Equal([0, 1, 1, 1, 2], Diamonds.Vertices.Select(Diamonds.LevelOf));
        Assert.Equal([1, 0, 0, 0, 2], Diamonds.Vertices.Select(Diamonds.DisabledIn));
        Assert.Equal([15u, 12, 11, 10, 13], Diamonds.LabelsOf(0).ToArray());
        Assert.Equal([1, 2, 1, 3, 1], Diamonds.TargetsOf(0).ToArray());
        Assert.Equal(11, Diamonds.EdgeCount);
        Assert.Equal(
            [15u, 12, 11, 10, 13, 24, 23, 25, 22, 26, 30], Diamonds.Edges.Select(edge => edge.Label));
        Assert.Equal(new StateEdge(1, 4, 23, 0b1100), Diamonds.OutEdge(1, 1));
        Assert.Equal((0b11ul, 0ul), (Diamonds.FlagsOf(4), Diamonds.FlagsOf(3)));
        Assert.Equal(4, Diamonds.VertexOf(new Code64(Diamond.Bottom)));
        Assert.False(Diamonds.TryGetVertex(new Code64(9), out _));
        Assert.Throws<KeyNotFoundException>(() => Diamonds.VertexOf(new Code64(9)));
    }

    [Fact]
    public void Several_edges_between_two_states_are_several()
    {
        Assert.True(Diamonds.AllowParallelEdges);
        Assert.True(Diamonds.TryGetEdges(0, 1, out IEnumerable<StateEdge> edges));
        Assert.Equal([15u, 11, 13], edges.Select(edge => edge.Label));
        Assert.True(Diamonds.TryGetEdge(0, 1, out StateEdge first));
        Assert.Equal(15u, first.Label);
        Assert.True(Diamonds.ContainsEdge(first));
        Assert.False(Diamonds.ContainsEdge(first with { Label = 14 }));
        Assert.False(Diamonds.ContainsEdge(1, 0));
        Assert.False(Diamonds.TryGetEdge(1, 0, out _));
    }

    [Fact]
    public void What_is_no_state_has_no_edges()
    {
        Assert.All((int[])[-1, 5], vertex =>
        {
            Assert.False(Diamonds.ContainsVertex(vertex));
            Assert.False(Diamonds.TryGetOutEdges(vertex, out _));
            Assert.False(Diamonds.TryGetEdges(vertex, 0, out _));
            Assert.Throws<VertexNotFoundException>(() => Diamonds.OutEdges(vertex));
            Assert.Throws<VertexNotFoundException>(() => Diamonds.OutDegree(vertex));
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => Diamonds.OutEdge(0, 5));
    }

    [Fact]
    public void A_system_with_more_transitions_than_there_is_room_for_is_refused()
    {
        Assert.Equal(11, StateGraph<Code64>.Explore(Diamond.Create(), maximalTransitions: 11).EdgeCount);
        Assert.Throws<GraphBoundException>(() => StateGraph<Code64>.Explore(Diamond.Create(), maximalTransitions: 10));
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => StateGraph<Code64>.Explore(Diamond.Create(), cancellation: ended.Token));
    }

    [Fact]
    public void The_levels_are_the_distances_that_the_library_finds()
    {
        StateGraph<Code64> grid = StateGraph<Code64>.Explore(new Grid(12));
        var search = new BreadthFirstSearchAlgorithm<int, StateEdge>(grid);
        var distances = new VertexDistanceRecorderObserver<int, StateEdge>(static _ => 1);
        using (distances.Attach(search))
        {
            search.Compute(0);
        }

        Assert.Equal(144, grid.VertexCount);
        Assert.All(grid.Vertices.Skip(1), vertex => Assert.Equal(distances.Distances[vertex], grid.LevelOf(vertex)));
        Assert.True(grid.IsDirectedAcyclicGraph());
    }

    [Fact]
    public void Every_way_to_the_nearest_state_is_as_short_as_can_be_whatever_was_looked_for_before()
    {
        StateGraph<Code64> grid = StateGraph<Code64>.Explore(new Grid(12));
        var ways = new NearestWay(grid);
        var way = new Stack<StateEdge>();
        Assert.All(grid.Vertices.Reverse().Concat(grid.Vertices), vertex =>
        {
            way.Clear();
            Assert.True(ways.Find(0, vertex.Equals, way));
            Assert.Equal(grid.LevelOf(vertex), way.Count);
            int at = 0;
            foreach (StateEdge step in way)
            {
                Assert.Equal(at, step.Source);
                Assert.Contains((step.Target, step.Label), grid.OutEdges(at).Select(edge => (edge.Target, edge.Label)));
                at = step.Target;
            }

            Assert.Equal(vertex, at);
        });
        Assert.False(ways.Find(1, 0.Equals, way));
        Assert.False(ways.Find(0, static _ => false, way));
    }

    [Fact]
    public void Among_the_nearest_the_first_in_the_order_of_the_edges_is_found()
    {
        var way = new Stack<StateEdge>();
        Assert.True(new NearestWay(Diamonds).Find(0, static vertex => vertex is 2 or 3 or 4, way));
        Assert.Equal([new StateEdge(0, 2, 12, 0)], way);
        way.Clear();
        Assert.True(new NearestWay(Diamonds).Find(0, static vertex => vertex == 4, way));
        Assert.Equal([15u, 24], way.Select(step => step.Label));
    }

    [Fact]
    public void The_components_of_a_trap_and_who_is_stuck_in_it()
    {
        StateGraph<Code64> trap = StateGraph<Code64>.Explore(Trap.Create());
        CondensedGraph components = CondensedGraph.Of(trap);

        // A dead end, a wheel of two states, and all else, which can come back.
        Assert.Equal((3, 2), (components.Count, components.BottomCount));
        Assert.Equal([Trap.DeadEnd, Trap.Wheel, Trap.WheelAgain], Stuck(0));

        // By moves alone, from Forbidden nothing goes on, though the way there is no move either.
        Assert.Equal([Trap.Forbidden, Trap.DeadEnd, Trap.Wheel, Trap.WheelAgain], Stuck(1));
        Assert.Empty(Stuck(2));
        Assert.Equal(trap.VertexCount, Stuck(3).Count());

        IEnumerable<ulong> Stuck(int property) =>
            CondensedGraph.StuckStates(trap, property).Select(vertex => trap.CodeOf(vertex).Word);
    }

    [Fact]
    public void Where_sessions_can_close_a_policy_is_one_component()
    {
        IModel model = Catalog.CreateModel(
            new PolicyName("Pin", "Holder", "Native"), Scope.Uniform(2, 2, 2, quota: 2, regions: 1));
        ModelGraph stored = ModelGraph.Explore(model, Catalog.Requirements.OfType<BranchingRequirement>());
        CondensedGraph components = CondensedGraph.Of(stored.Graph);

        // All of it is one component, since Close leads back from everywhere: so Recoverable holds.
        Assert.Equal((1, 1), (components.Count, components.BottomCount));
        Assert.Empty(components.StuckStates(vertex => vertex == 0));
        Assert.Equal(stored.Graph.VertexCount, components.StuckStates(static _ => false).Count);
        Assert.Equal(default, stored.StateOf(0));
    }
}
