using System.Runtime.InteropServices;

using ModelCheck.Engine;

using QuikGraph;

namespace ModelCheck.Exploration.Graphs;

/// <summary>
/// All reachable states of a small system and the transitions between them, stored, as a graph that QuikGraph's
/// algorithms and writers take. States are numbered from 0, the initial one, in the order in which a breadth-first
/// search finds them; the transitions of a state lie one after another in the order in which the system tells them,
/// also where several lead to one state. A state takes 24 bytes and its code twice, a transition 8, and each 8 more
/// where there are properties and so flags: less than half of what a graph of QuikGraph's own takes.
/// </summary>
public abstract class StateGraph : IVertexAndEdgeListGraph<int, StateEdge>
{
    /// <summary>For how many transitions there is room unless something else is said: 10,000,000.</summary>
    public const int UsualBound = 10_000_000;

    private protected StateGraph(IReadOnlyList<Property> properties) => Properties = properties;

    /// <summary>What the flags of states and edges mean: bit i speaks of the property at i.</summary>
    public IReadOnlyList<Property> Properties { get; }

    /// <summary>How many states there are.</summary>
    public int VertexCount => DisabledCounts.Count;

    /// <summary>How many transitions there are.</summary>
    public int EdgeCount => Targets.Count;

    /// <inheritdoc/>
    public bool IsDirected => true;

    /// <summary>Several transitions may lead from one state to another.</summary>
    public bool AllowParallelEdges => true;

    /// <summary>Never: there is the initial state.</summary>
    public bool IsVerticesEmpty => VertexCount == 0;

    /// <inheritdoc/>
    public bool IsEdgesEmpty => EdgeCount == 0;

    /// <summary>The states, by number.</summary>
    public IEnumerable<int> Vertices => Enumerable.Range(0, VertexCount);

    /// <summary>The transitions, by the state that they leave.</summary>
    public IEnumerable<StateEdge> Edges => Vertices.SelectMany(OutEdges);

    // Where the transitions of each state begin, and at last where those of the last one end.
    private protected List<int> FirstEdges { get; } = [0];

    private protected List<int> Targets { get; } = [];

    private protected List<uint> Labels { get; } = [];

    private protected List<int> DisabledCounts { get; } = [];

    // Empty where there are no properties.
    private protected List<ulong> StateFlags { get; } = [];

    private protected List<ulong> EdgeFlags { get; } = [];

    // The first state of each level.
    private protected List<int> LevelStarts { get; } = [];

    /// <summary>How many actions the system told to be disabled in a state.</summary>
    /// <param name="vertex">The state's number.</param>
    /// <returns>Their number.</returns>
    public int DisabledIn(int vertex) => DisabledCounts[vertex];

    /// <summary>What the system raised for a state; 0 where there are no properties.</summary>
    /// <param name="vertex">The state's number.</param>
    /// <returns>
    /// The invariants it violates, the reachable states that it shows, the branching properties of which it is a
    /// goal.
    /// </returns>
    public ulong FlagsOf(int vertex) => StateFlags.Count == 0 ? 0 : StateFlags[vertex];

    /// <summary>How many transitions a shortest way from the initial state has.</summary>
    /// <param name="vertex">The state's number.</param>
    /// <returns>Their number.</returns>
    public int LevelOf(int vertex)
    {
        int place = LevelStarts.BinarySearch(vertex);
        return place >= 0 ? place : ~place - 1;
    }

    /// <summary>Where the transitions of a state lead, in the order in which the system tells them.</summary>
    /// <param name="vertex">The state's number.</param>
    /// <returns>The numbers of the states that they lead to.</returns>
    public ReadOnlySpan<int> TargetsOf(int vertex) =>
        CollectionsMarshal.AsSpan(Targets)[FirstEdges[vertex]..FirstEdges[vertex + 1]];

    /// <summary>What the transitions of a state are, in the same order.</summary>
    /// <param name="vertex">The state's number.</param>
    /// <returns>Their labels.</returns>
    public ReadOnlySpan<uint> LabelsOf(int vertex) =>
        CollectionsMarshal.AsSpan(Labels)[FirstEdges[vertex]..FirstEdges[vertex + 1]];

    /// <inheritdoc/>
    public bool ContainsVertex(int vertex) => vertex >= 0 && vertex < VertexCount;

    /// <inheritdoc/>
    public bool ContainsEdge(StateEdge edge) => ContainsVertex(edge.Source) && OutEdges(edge.Source).Contains(edge);

    /// <inheritdoc/>
    public bool ContainsEdge(int source, int target) => TryGetEdge(source, target, out _);

    /// <inheritdoc/>
    public bool TryGetEdge(int source, int target, out StateEdge edge)
    {
        edge = default;
        int place = ContainsVertex(source) ? TargetsOf(source).IndexOf(target) : -1;
        if (place < 0)
        {
            return false;
        }

        edge = EdgeAt(source, FirstEdges[source] + place);
        return true;
    }

    /// <inheritdoc/>
    public bool TryGetEdges(int source, int target, out IEnumerable<StateEdge> edges)
    {
        bool known = ContainsVertex(source) && ContainsVertex(target);
        edges = known ? OutEdges(source).Where(edge => edge.Target == target) : [];
        return known;
    }

    /// <inheritdoc/>
    public bool IsOutEdgesEmpty(int vertex) => OutDegree(vertex) == 0;

    /// <inheritdoc/>
    public int OutDegree(int vertex) =>
        ContainsVertex(vertex) ? FirstEdges[vertex + 1] - FirstEdges[vertex] : throw new VertexNotFoundException();

    /// <inheritdoc/>
    public StateEdge OutEdge(int vertex, int index) =>
        index >= 0 && index < OutDegree(vertex)
            ? EdgeAt(vertex, FirstEdges[vertex] + index)
            : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public IEnumerable<StateEdge> OutEdges(int vertex) =>
        ContainsVertex(vertex) ? EdgesFrom(vertex) : throw new VertexNotFoundException();

    /// <inheritdoc/>
    public bool TryGetOutEdges(int vertex, out IEnumerable<StateEdge> edges)
    {
        bool known = ContainsVertex(vertex);
        edges = known ? EdgesFrom(vertex) : [];
        return known;
    }

    private IEnumerable<StateEdge> EdgesFrom(int vertex)
    {
        int end = FirstEdges[vertex + 1];
        for (int edge = FirstEdges[vertex]; edge < end; edge++)
        {
            yield return EdgeAt(vertex, edge);
        }
    }

    private StateEdge EdgeAt(int source, int edge) =>
        new(source, Targets[edge], Labels[edge], EdgeFlags.Count == 0 ? 0 : EdgeFlags[edge]);
}
