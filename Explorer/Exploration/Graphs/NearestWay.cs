using QuikGraph.Algorithms.Search;

namespace ModelCheck.Exploration.Graphs;

/// <summary>
/// Shortest ways in a state graph to the nearest of some states, found by QuikGraph's breadth-first search; of several
/// that are as near, the one that it meets first. What a search touched is all that the next one must forget, so that
/// thousands of short ways in a large graph are cheap.
/// </summary>
public sealed class NearestWay
{
    private readonly VertexColours _colours;
    private readonly VertexQueue _queue;
    private readonly BreadthFirstSearchAlgorithm<int, StateEdge> _search;
    private readonly int[] _sources;
    private readonly uint[] _labels;
    private Predicate<int> _isWanted = static _ => false;
    private int _found;

    /// <summary>Makes room for searches: 17 bytes a state.</summary>
    /// <param name="graph">The graph.</param>
    public NearestWay(StateGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        _colours = new VertexColours(graph.VertexCount);
        _queue = new VertexQueue(graph.VertexCount);
        _sources = new int[graph.VertexCount];
        _labels = new uint[graph.VertexCount];
        _search = new BreadthFirstSearchAlgorithm<int, StateEdge>(new SearchedGraph(graph), _queue, _colours);
        _search.TreeEdge += Reach;
    }

    /// <summary>Finds a shortest way.</summary>
    /// <param name="from">The state where it begins.</param>
    /// <param name="isWanted">Whether a state is one of those where it may end.</param>
    /// <param name="way">The way is put on top of this, its first step on the very top; flags are left out.</param>
    /// <returns>Whether there is one; it has no steps where it ends at once.</returns>
    public bool Find(int from, Predicate<int> isWanted, Stack<StateEdge> way)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        ArgumentNullException.ThrowIfNull(way);
        if (isWanted(from))
        {
            return true;
        }

        _isWanted = isWanted;
        _found = -1;
        _queue.Clear();
        _search.Compute(from);
        foreach (int touched in _queue.All)
        {
            _colours.Forget(touched);
        }

        for (int at = _found; at >= 0 && at != from; at = _sources[at])
        {
            way.Push(new StateEdge(_sources[at], at, _labels[at], 0));
        }

        return _found >= 0;
    }

    private void Reach(StateEdge edge)
    {
        _sources[edge.Target] = edge.Source;
        _labels[edge.Target] = edge.Label;
        if (_found < 0 && _isWanted(edge.Target))
        {
            _found = edge.Target;
            _queue.IsClosed = true;
        }
    }
}
