using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Graphs;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Coverage;

/// <summary>
/// The meter for one policy: the graph of its states and transitions, and beside it a bit for each triple that says
/// whether it was visited. The triples of a state follow each other in the order in which the explorer asks, so that a
/// triple is a number; which operation a number stands for is found out by going through those of its state.
/// </summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TCode">A code wide enough for the scope.</typeparam>
internal sealed class CoverageMeter<TModel, TCode> : CoverageMeter
    where TModel : struct, IModel
    where TCode : unmanaged, ICode<TCode>
{
    private const int Nowhere = -1;

    private readonly TModel _model;
    private readonly StateCodec _codec;
    private readonly OperationSpace _operations;
    private readonly StateGraph<TCode> _graph;
    private readonly IReduction _reduction;
    private readonly OutcomeTally _all = new();
    private readonly OutcomeTally _met = new();

    // Where the triples of each state begin, and at last where those of the last one end; how many are not visited.
    private readonly int[] _firstTriples;
    private readonly int[] _open;
    private readonly ulong[] _visited;
    private readonly ulong[] _visitedStates;

    // Null when nobody is steered.
    private readonly NearestWay? _ways;

    private readonly Predicate<int> _hasUnmet;

    // The rest of the way to a state that has something new, the next step on top.
    private readonly Stack<StateEdge> _way = [];
    private long _visitedTriples;
    private long _statesVisited;
    private long _outside;

    /// <summary>Finds every reachable state and counts what can be asked there.</summary>
    internal CoverageMeter(
        TModel model,
        StateCodec codec,
        IReduction reduction,
        long maximalTriples,
        bool steers,
        CancellationToken cancellation)
    {
        _model = model;
        _codec = codec;
        _reduction = reduction;
        _operations = new OperationSpace(model);
        _graph = StateGraph<TCode>.Explore(
            new CoverageSystem<TModel, TCode>(model, codec, reduction, _operations, _all, maximalTriples),
            Array.MaxLength,
            cancellation);
        _open = new int[_graph.VertexCount];
        _firstTriples = new int[_graph.VertexCount + 1];
        for (int state = 0; state < _open.Length; state++)
        {
            _open[state] = _graph.OutDegree(state) + _graph.DisabledIn(state);
            _firstTriples[state + 1] = _firstTriples[state] + _open[state];
        }

        _visited = new ulong[(Triples + 63) / 64];
        _visitedStates = new ulong[(States + 63) / 64];
        _hasUnmet = state => _open[state] > 0;
        _ways = steers ? new NearestWay(_graph) : null;
    }

    /// <inheritdoc/>
    public override long States => _graph.VertexCount;

    /// <inheritdoc/>
    public override long Triples => _firstTriples[^1];

    /// <inheritdoc/>
    public override long VisitedStates => _statesVisited;

    /// <inheritdoc/>
    public override long VisitedTriples => _visitedTriples;

    /// <inheritdoc/>
    public override long Outside => _outside;

    /// <inheritdoc/>
    public override CoverageResult Result => new(
        States,
        VisitedStates,
        Triples,
        VisitedTriples,
        Outside,
        [
            .. _all.Entries.Select(entry => new CoverageRow(
                entry.Kind, entry.Refusal, entry.Count, _met[entry.Kind, entry.Refusal])),
        ]);

    /// <inheritdoc/>
    public override bool Visit(in State before, Operation operation)
    {
        State standing = before;
        Names names = _reduction.Canonicalise(ref standing);
        if (!_graph.TryGetVertex(_codec.Encode<TCode>(in standing), out int state))
        {
            _outside++;
            return false;
        }

        Enter(state);
        var search = new Places(names.Of(operation));
        _operations.Visit(in standing, ref search);
        if (search.Place < 0)
        {
            _outside++;
            return false;
        }

        int triple = _firstTriples[state] + search.Place;
        if (!Mark(_visited, triple))
        {
            return false;
        }

        State after = before;
        Outcome outcome = _model.Step(ref after, operation);
        _met.Add(operation.Kind, outcome);
        _visitedTriples++;
        _open[state]--;
        if (outcome.IsGranted)
        {
            _reduction.Canonicalise(ref after);
            Enter(_graph.VertexOf(_codec.Encode<TCode>(in after)));
        }

        return true;
    }

    /// <inheritdoc/>
    public override Operation? Next(in State state)
    {
        NearestWay ways = _ways ?? throw new InvalidOperationException("The meter was not made to steer.");
        State standing = state;
        Names names = _reduction.Canonicalise(ref standing);
        if (!_graph.TryGetVertex(_codec.Encode<TCode>(in standing), out int at))
        {
            return null;
        }

        if (_open[at] > 0)
        {
            _way.Clear();
            var search = new Unmet(this, at);
            _operations.Visit(in standing, ref search);
            return search.Chosen is { } chosen ? names.Inverse.Of(chosen) : null;
        }

        if (!_way.TryPeek(out StateEdge next) || next.Source != at)
        {
            _way.Clear();
            if (!ways.Find(at, _hasUnmet, _way))
            {
                return null;
            }
        }

        return names.Inverse.Of(new Operation(_way.Pop().Label));
    }

    private static bool Mark(ulong[] bits, int index)
    {
        ref ulong word = ref bits[index >> 6];
        ulong bit = 1ul << (index & 63);
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    private void Enter(int state) => _statesVisited += Mark(_visitedStates, state) ? 1 : 0;

    /// <summary>Finds the place of an operation among those of a state.</summary>
    private struct Places(Operation operation) : IOperationVisitor
    {
        private int _count;

        public readonly bool Satisfied => Place >= 0;

        internal int Place { get; private set; } = Nowhere;

        public void Visit(Operation asked)
        {
            if (asked == operation)
            {
                Place = _count;
            }

            _count++;
        }
    }

    /// <summary>
    /// Finds something in a state that nobody has asked there: first what leads nowhere, since what leads away would be
    /// paid for by a way back. What is granted is met in the order of the graph's edges.
    /// </summary>
    private ref struct Unmet(CoverageMeter<TModel, TCode> meter, int state) : IOperationVisitor
    {
        private readonly ReadOnlySpan<uint> _labels = meter._graph.LabelsOf(state);
        private readonly ReadOnlySpan<int> _targets = meter._graph.TargetsOf(state);
        private int _triple = meter._firstTriples[state];
        private int _edge;

        public bool Satisfied { get; private set; }

        internal Operation? Chosen { get; private set; }

        public void Visit(Operation asked)
        {
            bool isGranted = _edge < _labels.Length && _labels[_edge] == asked.Code;
            bool leadsAway = isGranted && _targets[_edge] != state;
            _edge += isGranted ? 1 : 0;
            bool isMet = (meter._visited[_triple >> 6] >> (_triple & 63) & 1) != 0;
            _triple++;
            if (Satisfied || isMet || (leadsAway && Chosen is not null))
            {
                return;
            }

            Chosen = asked;
            Satisfied = !leadsAway;
        }
    }
}
