using QuikGraph;
using QuikGraph.Algorithms;
using QuikGraph.Algorithms.ConnectedComponents;
using QuikGraph.Predicates;

namespace ModelCheck.Exploration.Graphs;

/// <summary>
/// The strongly connected components of a graph, found by QuikGraph, as a graph of their own, which has no cycles.
/// Whatever leaves a component never comes back; a component that nothing leaves is a bottom one. From some state a
/// goal cannot be reached exactly when some bottom component has no goal in it.
/// </summary>
public sealed class CondensedGraph
{
    private readonly IDictionary<int, int> _componentOf;
    private readonly AdjacencyGraph<int, SEquatableEdge<int>> _components = new();
    private readonly int[] _fromTheBottom;

    private CondensedGraph(IDictionary<int, int> componentOf, int count, IEnumerable<(int Source, int Target)> edges)
    {
        _componentOf = componentOf;
        _components.AddVertexRange(Enumerable.Range(0, count));
        _components.AddEdgeRange(edges
            .Select(edge => new SEquatableEdge<int>(componentOf[edge.Source], componentOf[edge.Target]))
            .Where(edge => edge.Source != edge.Target)
            .Distinct());

        // Fails if there is a cycle: components that are not as large as they should be do not go unnoticed.
        _fromTheBottom = [.. _components.TopologicalSort().Reverse()];
    }

    /// <summary>How many components there are.</summary>
    public int Count => _components.VertexCount;

    /// <summary>How many of them nothing leaves.</summary>
    public int BottomCount => _fromTheBottom.Count(_components.IsOutEdgesEmpty);

    /// <summary>Finds the components of a graph.</summary>
    /// <typeparam name="TEdge">Its edges.</typeparam>
    /// <param name="graph">The graph.</param>
    /// <returns>The components.</returns>
    public static CondensedGraph Of<TEdge>(IVertexListGraph<int, TEdge> graph)
        where TEdge : IEdge<int>
    {
        ArgumentNullException.ThrowIfNull(graph);
        var search = new StronglyConnectedComponentsAlgorithm<int, TEdge>(graph);
        search.Compute();
        return new CondensedGraph(
            search.Components,
            search.ComponentCount,
            graph.Vertices.SelectMany(graph.OutEdges).Select(edge => (edge.Source, edge.Target)));
    }

    /// <summary>The states of a graph from which no goal of a branching property can be reached.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="property">The property's place among those of the graph.</param>
    /// <returns>Their numbers, from the lowest up; so the first is one of the nearest.</returns>
    public static IReadOnlyList<int> StuckStates(StateGraph graph, int property)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ulong flag = 1ul << property;
        var moves = new FilteredVertexListGraph<int, StateEdge, StateGraph>(
            graph, static _ => true, edge => (edge.Flags & flag) != 0);
        return Of(moves).StuckStates(vertex => (graph.FlagsOf(vertex) & flag) != 0);
    }

    /// <summary>The states from which no goal can be reached.</summary>
    /// <param name="isGoal">Whether a state is a goal.</param>
    /// <returns>Their numbers, from the lowest up.</returns>
    public IReadOnlyList<int> StuckStates(Predicate<int> isGoal)
    {
        ArgumentNullException.ThrowIfNull(isGoal);
        bool[] reaching = new bool[Count];
        foreach ((int vertex, int component) in _componentOf)
        {
            reaching[component] |= isGoal(vertex);
        }

        foreach (int component in _fromTheBottom)
        {
            reaching[component] |= _components.OutEdges(component).Any(edge => reaching[edge.Target]);
        }

        return [.. _componentOf.Where(pair => !reaching[pair.Value]).Select(pair => pair.Key).Order()];
    }
}
