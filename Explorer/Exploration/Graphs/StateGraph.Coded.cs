using System.Runtime.InteropServices;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Exploration.Graphs;

/// <summary>A stored graph that knows the codes of its states.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
public sealed class StateGraph<TCode> : StateGraph
    where TCode : unmanaged, ICode<TCode>
{
    private readonly Dictionary<TCode, int> _numbers = new(ByHash.Instance);
    private readonly List<TCode> _codes = [];
    private readonly int _bound;

    private StateGraph(IReadOnlyList<Property> properties, int bound)
        : base(properties) => _bound = bound;

    /// <summary>Explores a system and stores all of it.</summary>
    /// <typeparam name="TSystem">The system's own type.</typeparam>
    /// <param name="system">
    /// The system. It is asked about each state once, by one thread. States that stand for others are nodes like all:
    /// where names are exchanged, what is said of branching properties may be about other names.
    /// </param>
    /// <param name="maximalTransitions">For how many transitions there may be room.</param>
    /// <param name="cancellation">Ends the exploration early.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="GraphBoundException">There are more transitions than that.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static StateGraph<TCode> Explore<TSystem>(
        TSystem system, int maximalTransitions = UsualBound, CancellationToken cancellation = default)
        where TSystem : ITransitionSystem<TCode>
    {
        ArgumentNullException.ThrowIfNull(system);
        var graph = new StateGraph<TCode>(system.Properties, Math.Min(maximalTransitions, Array.MaxLength));
        graph.Explore(system, cancellation);
        return graph;
    }

    /// <summary>The code of a state.</summary>
    /// <param name="vertex">The state's number.</param>
    /// <returns>The code.</returns>
    public TCode CodeOf(int vertex) => _codes[vertex];

    /// <summary>The number of a state.</summary>
    /// <param name="code">The state's code.</param>
    /// <param name="vertex">Its number.</param>
    /// <returns>Whether it is reachable.</returns>
    public bool TryGetVertex(in TCode code, out int vertex) => _numbers.TryGetValue(code, out vertex);

    /// <summary>The number of a reachable state.</summary>
    /// <param name="code">The state's code.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="KeyNotFoundException">It is not reachable.</exception>
    public int VertexOf(in TCode code) => _numbers[code];

    private void Explore<TSystem>(TSystem system, CancellationToken cancellation)
        where TSystem : ITransitionSystem<TCode>
    {
        int levelEnd = 0;
        NumberOf(system.Initial);
        for (int vertex = 0; vertex < _codes.Count; vertex++)
        {
            if ((vertex & 1023) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (vertex == levelEnd)
            {
                LevelStarts.Add(vertex);
                levelEnd = _codes.Count;
            }

            TCode code = _codes[vertex];
            DisabledCounts.Add(0);
            var sink = new Sink(this);
            system.Expand(in code, ref sink);
            FirstEdges.Add(Targets.Count);
        }
    }

    private int NumberOf(in TCode code)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, code, out bool known);
        if (!known)
        {
            number = _codes.Count;
            _codes.Add(code);
        }

        return number;
    }

    private void Add(uint label, in TCode successor, ulong flags)
    {
        if (Targets.Count == _bound)
        {
            throw new GraphBoundException(FormattableString.Invariant(
                $"more than {_bound:N0} transitions: too many for a stored graph"));
        }

        Targets.Add(NumberOf(in successor));
        Labels.Add(label);
        if (Properties.Count != 0)
        {
            EdgeFlags.Add(flags);
        }
    }

    /// <summary>The engine's hash of a code.</summary>
    private sealed class ByHash : IEqualityComparer<TCode>
    {
        internal static readonly ByHash Instance = new();

        public bool Equals(TCode x, TCode y) => x.Equals(y);

        public int GetHashCode(TCode obj) => (int)obj.Hash;
    }

    /// <summary>Stores what is told of the state that was numbered last but not yet asked about.</summary>
    private readonly struct Sink(StateGraph<TCode> graph) : ITransitionSink<TCode>
    {
        public ulong Wanted => graph.Properties.Count == 0 ? 0 : ulong.MaxValue >> (64 - graph.Properties.Count);

        public ulong Counted => 0;

        public bool MovesOnly => false;

        public bool Satisfied => false;

        public void Occurred(ulong flags)
        {
        }

        public void State(ulong flags, long orbit)
        {
            if (graph.Properties.Count != 0)
            {
                graph.StateFlags.Add(flags);
            }
        }

        public void Transition(uint label, in TCode successor, ulong flags) => graph.Add(label, in successor, flags);

        public void Disabled(uint label, ulong flags) => Disabled(1);

        public void Disabled(long count) => graph.DisabledCounts[^1] += (int)count;
    }
}
