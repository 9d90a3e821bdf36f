using System.Collections.Immutable;
using System.Runtime.InteropServices;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>
/// The states that can be reached from some state, numbered in the order in which they are found, with a shortest way
/// to each as long as they are expanded in that order. For a few ten thousand states: they are stored as they are, and
/// nothing is compiled for the policy.
/// </summary>
internal sealed class ReachableStates
{
    private readonly OperationSpace _space;
    private readonly Dictionary<State, int> _numbers = [];
    private readonly List<State> _states = [];
    private readonly List<Arrival> _arrivals = [];

    /// <summary>Nothing but the state that all begins with: number 0.</summary>
    internal ReachableStates(IModel model, in State from)
    {
        Model = model;
        _space = new OperationSpace(model);
        _numbers.Add(from, 0);
        _states.Add(from);
        _arrivals.Add(default);
    }

    /// <summary>The meaning.</summary>
    internal IModel Model { get; }

    /// <summary>How many states were found.</summary>
    internal int Count => _states.Count;

    /// <summary>A state by its number; valid until the next one is found.</summary>
    internal ref readonly State this[int number] => ref CollectionsMarshal.AsSpan(_states)[number];

    /// <summary>How many steps a shortest way to a state has.</summary>
    internal int LevelOf(int number) => _arrivals[number].Level;

    /// <summary>Whether a state was found.</summary>
    internal bool Contains(in State state) => _numbers.ContainsKey(state);

    /// <summary>Asks everything in a state that an observer allows, and tells it what comes of it.</summary>
    internal void Expand(int number, IStepObserver observer)
    {
        State before = _states[number];
        Model.Audit(in before, out Ledger ledger);
        State after = before;
        var expansion = new Expansion(this, number, observer, new StateView(Model, in before, in ledger), ref after);
        _space.Visit(in before, ref expansion);
    }

    /// <summary>The operations of a shortest way to a state.</summary>
    internal ImmutableArray<Operation> WayTo(int number)
    {
        var way = new Operation[LevelOf(number)];
        for (int at = number; at != 0; at = _arrivals[at].From)
        {
            way[LevelOf(at) - 1] = _arrivals[at].Operation;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(way);
    }

    /// <summary>What comes of operations, one after the other from the state that all begins with.</summary>
    internal ImmutableArray<TraceStep> Replay(IEnumerable<Operation> operations)
    {
        State state = _states[0];
        return [.. operations.Select(operation => new TraceStep(operation, Model.Step(ref state, operation)))];
    }

    private int Find(in State state, int from, Operation operation, out bool isNew)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, state, out bool isKnown);
        isNew = !isKnown;
        if (isNew)
        {
            number = _states.Count;
            _states.Add(state);
            _arrivals.Add(new Arrival(from, operation, LevelOf(from) + 1));
        }

        return number;
    }

    // Where a state was found from, and by what.
    private readonly record struct Arrival(int From, Operation Operation, int Level);

    private readonly ref struct Expansion : IOperationVisitor
    {
        private readonly ReachableStates _states;
        private readonly int _number;
        private readonly IStepObserver _observer;
        private readonly StateView _before;
        private readonly ref State _after;

        internal Expansion(
            ReachableStates states, int number, IStepObserver observer, StateView before, ref State after)
        {
            _states = states;
            _number = number;
            _observer = observer;
            _before = before;
            _after = ref after;
        }

        public bool Satisfied => _observer.IsSatisfied;

        public void Visit(Operation operation)
        {
            // Not every instance is preceded by the question whether another one is wanted.
            if (_observer.IsSatisfied || !_observer.Allows(operation))
            {
                return;
            }

            Outcome outcome = _states.Model.Apply(in _before.State, in _before.Ledger, operation, ref _after);
            if (outcome.IsGranted)
            {
                int to = _states.Find(in _after, _number, operation, out bool isNew);
                _observer.Observe(_number, in _before, operation, outcome, in _after, to, isNew);
            }
            else
            {
                _observer.Observe(
                    _number, in _before, operation, outcome, in _before.State, _number, isNew: false);
            }
        }
    }
}
