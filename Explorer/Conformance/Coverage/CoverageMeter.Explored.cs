using System.Runtime.InteropServices;

using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Coverage;

/// <summary>
/// The meter for one policy. States are numbered in the order in which they are found; the triples of a state follow
/// each other in the order in which the explorer asks, so that a triple is a number, too: one bit says whether it was
/// visited. Which operation a number stands for is found out by going through those of its state.
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
    private readonly Dictionary<TCode, int> _states = new(ByHash.Instance);
    private readonly List<TCode> _codes = [];
    private readonly List<int> _firstTriples = [];
    private readonly OutcomeTally _all = new();
    private readonly OutcomeTally _met = new();

    // Where each triple leads: its own state for a refusal. Null when nobody is steered.
    private readonly List<int>? _successors;

    // The rest of the way to a state that has something new, the next step last: from where, and which triple.
    private readonly Stack<(int State, int Triple)> _way = [];
    private ulong[] _visited = [];
    private ulong[] _visitedStates = [];
    private int[] _open = [];
    private int[] _reachedBy = [];
    private int[] _reachedFrom = [];
    private int[] _queue = [];
    private long _visitedTriples;
    private long _statesVisited;
    private long _outside;

    internal CoverageMeter(TModel model, StateCodec codec, bool steers)
    {
        _model = model;
        _codec = codec;
        _operations = new OperationSpace(model.Scope);
        _successors = steers ? [] : null;
    }

    /// <inheritdoc/>
    public override long States => _codes.Count;

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

    /// <summary>Finds every reachable state and counts what can be asked there.</summary>
    internal void Explore(long maximalTriples, CancellationToken cancellation)
    {
        IndexOf(_codec.Encode<TCode>(default));
        for (int index = 0; index < _codes.Count; index++)
        {
            if ((index & 1023) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            int first = index == 0 ? 0 : _firstTriples[index];
            if (index == 0)
            {
                _firstTriples.Add(0);
            }

            TCode code = _codes[index];
            State state = _codec.Decode(in code);
            var finding = new Finding(this, in state, index);
            _operations.Visit(in state, ref finding);
            if (first + (long)finding.Count > Math.Min(maximalTriples, Array.MaxLength))
            {
                throw new CoverageBoundException(FormattableString.Invariant(
                    $"more than {maximalTriples:N0} triples of state, operation and outcome under {_model.Policy}"));
            }

            _firstTriples.Add(first + finding.Count);
        }

        _visited = new ulong[(Triples + 63) / 64];
        _visitedStates = new ulong[(States + 63) / 64];
        _open = [.. Enumerable.Range(0, _codes.Count).Select(index => _firstTriples[index + 1] - _firstTriples[index])];
        if (_successors is not null)
        {
            _reachedBy = new int[_codes.Count];
            _reachedFrom = new int[_codes.Count];
            _queue = new int[_codes.Count];
        }
    }

    /// <inheritdoc/>
    public override bool Visit(in State before, Operation operation)
    {
        TCode code = _codec.Encode<TCode>(in before);
        if (!_states.TryGetValue(code, out int state))
        {
            _outside++;
            return false;
        }

        Enter(state);
        var search = new Places(operation);
        _operations.Visit(in before, ref search);
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
            Enter(_states[_codec.Encode<TCode>(in after)]);
        }

        return true;
    }

    /// <inheritdoc/>
    public override Operation? Next(in State state)
    {
        List<int> successors = _successors
            ?? throw new InvalidOperationException("The meter was not made to steer.");
        if (!_states.TryGetValue(_codec.Encode<TCode>(in state), out int at))
        {
            return null;
        }

        if (_open[at] > 0)
        {
            _way.Clear();
            return OperationAt(in state, NewTripleOf(at, successors) - _firstTriples[at]);
        }

        if ((!_way.TryPeek(out (int State, int Triple) next) || next.State != at) && !FindWay(at, successors))
        {
            return null;
        }

        return OperationAt(in state, _way.Pop().Triple - _firstTriples[at]);
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

    private int IndexOf(in TCode code)
    {
        ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, code, out bool known);
        if (!known)
        {
            index = _codes.Count;
            _codes.Add(code);
        }

        return index;
    }

    // What leads nowhere first: what leads away would be paid for by a way back.
    private int NewTripleOf(int state, List<int> successors)
    {
        int leadsAway = Nowhere;
        for (int triple = _firstTriples[state]; triple < _firstTriples[state + 1]; triple++)
        {
            if ((_visited[triple >> 6] >> (triple & 63) & 1) != 0)
            {
                continue;
            }

            if (successors[triple] == state)
            {
                return triple;
            }

            leadsAway = leadsAway == Nowhere ? triple : leadsAway;
        }

        return leadsAway;
    }

    // Breadth first to the nearest state that has something new.
    private bool FindWay(int from, List<int> successors)
    {
        _way.Clear();
        Array.Fill(_reachedFrom, Nowhere);
        _reachedFrom[from] = from;
        _queue[0] = from;
        int end = 1;
        for (int begin = 0; begin < end; begin++)
        {
            int state = _queue[begin];
            if (_open[state] > 0)
            {
                for (int step = state; step != from; step = _reachedFrom[step])
                {
                    _way.Push((_reachedFrom[step], _reachedBy[step]));
                }

                return true;
            }

            for (int triple = _firstTriples[state]; triple < _firstTriples[state + 1]; triple++)
            {
                int successor = successors[triple];
                if (_reachedFrom[successor] == Nowhere)
                {
                    _reachedFrom[successor] = state;
                    _reachedBy[successor] = triple;
                    _queue[end++] = successor;
                }
            }
        }

        return false;
    }

    private Operation OperationAt(in State state, int place)
    {
        var search = new Operations(place);
        _operations.Visit(in state, ref search);
        return search.Operation;
    }

    /// <summary>The engine's hash of a code.</summary>
    private sealed class ByHash : IEqualityComparer<TCode>
    {
        internal static readonly ByHash Instance = new();

        public bool Equals(TCode x, TCode y) => x.Equals(y);

        public int GetHashCode(TCode obj) => (int)obj.Hash;
    }

    /// <summary>Asks everything in a state for the first time.</summary>
    private ref struct Finding : IOperationVisitor
    {
        private readonly CoverageMeter<TModel, TCode> _meter;
        private readonly ref readonly State _before;
        private readonly Ledger _ledger;
        private readonly int _index;
        private State _after;

        internal Finding(CoverageMeter<TModel, TCode> meter, in State before, int index)
        {
            _meter = meter;
            _before = ref before;
            _index = index;
            _ledger = meter._model.Audit(in before);
        }

        public readonly bool Satisfied => false;

        internal int Count { get; private set; }

        public void Visit(Operation operation)
        {
            Outcome outcome = _meter._model.Apply(in _before, in _ledger, operation, ref _after);
            Count++;
            _meter._all.Add(operation.Kind, outcome);
            int successor = outcome.IsGranted
                ? _meter.IndexOf(_meter._codec.Encode<TCode>(in _after))
                : _index;
            _meter._successors?.Add(successor);
        }
    }

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

    /// <summary>Finds the operation at a place.</summary>
    private struct Operations(int place) : IOperationVisitor
    {
        private int _count;

        public readonly bool Satisfied => _count > place;

        internal Operation Operation { get; private set; }

        public void Visit(Operation asked)
        {
            if (_count++ == place)
            {
                Operation = asked;
            }
        }
    }
}
