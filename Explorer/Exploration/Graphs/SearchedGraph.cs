using QuikGraph;

namespace ModelCheck.Exploration.Graphs;

/// <summary>
/// A state graph as a search sees it that has coloured all states already: its list of states, from which QuikGraph
/// colours them one by one before each search, is empty.
/// </summary>
/// <param name="graph">The graph.</param>
internal sealed class SearchedGraph(StateGraph graph) : IVertexListGraph<int, StateEdge>
{
    /// <inheritdoc/>
    public bool IsDirected => graph.IsDirected;

    /// <inheritdoc/>
    public bool AllowParallelEdges => graph.AllowParallelEdges;

    /// <inheritdoc/>
    public bool IsVerticesEmpty => graph.IsVerticesEmpty;

    /// <inheritdoc/>
    public int VertexCount => graph.VertexCount;

    /// <summary>None: nothing is to be coloured.</summary>
    public IEnumerable<int> Vertices => [];

    /// <inheritdoc/>
    public bool ContainsVertex(int vertex) => graph.ContainsVertex(vertex);

    /// <inheritdoc/>
    public bool ContainsEdge(int source, int target) => graph.ContainsEdge(source, target);

    /// <inheritdoc/>
    public bool TryGetEdge(int source, int target, out StateEdge edge) =>
        graph.TryGetEdge(source, target, out edge);

    /// <inheritdoc/>
    public bool TryGetEdges(int source, int target, out IEnumerable<StateEdge> edges) =>
        graph.TryGetEdges(source, target, out edges);

    /// <inheritdoc/>
    public bool IsOutEdgesEmpty(int vertex) => graph.IsOutEdgesEmpty(vertex);

    /// <inheritdoc/>
    public int OutDegree(int vertex) => graph.OutDegree(vertex);

    /// <inheritdoc/>
    public StateEdge OutEdge(int vertex, int index) => graph.OutEdge(vertex, index);

    /// <inheritdoc/>
    public IEnumerable<StateEdge> OutEdges(int vertex) => graph.OutEdges(vertex);

    /// <inheritdoc/>
    public bool TryGetOutEdges(int vertex, out IEnumerable<StateEdge> edges) =>
        graph.TryGetOutEdges(vertex, out edges);
}
