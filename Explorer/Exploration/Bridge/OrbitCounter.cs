using System.Numerics;
using System.Runtime.CompilerServices;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// Counts the reachable states in each orbit of sessions and slots. A new object takes the lowest empty slot, so not
/// every arrangement of an orbit's objects need be reachable. Which are follows from the orbits: a step leads from each
/// arrangement of its state to one arrangement of its successor, that in which the new object has the lowest slot that
/// is empty there. So orbits carry the set of their reachable arrangements, a bit each, until no set grows any more.
/// </summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TCode">A code wide enough for the scope.</typeparam>
internal sealed class OrbitCounter<TModel, TCode>
    where TModel : struct, IModel
    where TCode : unmanaged, ICode<TCode>
{
    // What an orbit takes beside its code and its sets: the entries of the tables, its stabiliser, headers.
    private const long BytesBeside = 250;

    private readonly TModel _model;
    private readonly StateCodec _codec;
    private readonly OperationSpace _operations;
    private readonly SlotReduction _slots;
    private readonly SessionReduction _sessions;
    private readonly SlotGroup _group;
    private readonly Dictionary<TCode, int> _numbers = [];
    private readonly List<Orbit> _orbits = [];
    private readonly Queue<int> _waiting = new();
    private readonly List<Step> _steps = [];
    private readonly List<int> _arrived = [];

    internal OrbitCounter(TModel model, StateCodec codec, SlotReduction slots)
    {
        _model = model;
        _codec = codec;
        _operations = new OperationSpace(model);
        _slots = slots;
        _sessions = new SessionReduction(slots.Interchangeable);
        _group = new SlotGroup(model.Scope);
    }

    /// <summary>Counts all reachable states, and the transitions and refusals in them.</summary>
    /// <param name="orbits">How many orbits there are.</param>
    /// <param name="maximalBytes">What the sets may take.</param>
    /// <param name="cancellation">Ends the count early.</param>
    /// <returns>The counts, or null when they would take too much or were ended early.</returns>
    internal UnreducedCounts? Count(long orbits, long maximalBytes, CancellationToken cancellation)
    {
        int words = (_group.Order + 63) / 64;
        if (orbits > maximalBytes / (BytesBeside + (2 * Unsafe.SizeOf<TCode>()) + (2L * sizeof(ulong) * words)))
        {
            return null;
        }

        State initial = default;
        _slots.Canonicalise(ref initial);
        Reach(NumberOf(in initial), 0);
        while (_waiting.TryDequeue(out int number))
        {
            if (cancellation.IsCancellationRequested)
            {
                return null;
            }

            Follow(_orbits[number]);
        }

        if (_orbits.Count != orbits)
        {
            throw new InvalidOperationException($"{_orbits.Count} orbits were counted, and {orbits} explored");
        }

        return _orbits.Aggregate(new UnreducedCounts(0, 0, 0), (sum, orbit) => new UnreducedCounts(
            sum.States + orbit.States,
            sum.Transitions + (orbit.States * orbit.Transitions),
            sum.DisabledActions + (orbit.States * orbit.DisabledActions)));
    }

    private void Follow(Orbit orbit)
    {
        orbit.IsWaiting = false;
        State state = _codec.Decode(in orbit.Code);
        orbit.Stabiliser ??= StabiliserOf(in state);
        _arrived.Clear();
        for (int word = 0; word < orbit.Pending.Length; word++)
        {
            for (ulong rest = orbit.Pending[word]; rest != 0; rest &= rest - 1)
            {
                int arrangement = (64 * word) + BitOperations.TrailingZeroCount(rest);
                if (!Contains(orbit.Reached, arrangement))
                {
                    _arrived.Add(arrangement);
                    foreach (ushort idle in orbit.Stabiliser)
                    {
                        Add(orbit.Reached, _group.After(arrangement, idle));
                    }
                }
            }

            orbit.Pending[word] = 0;
        }

        if (_arrived.Count == 0)
        {
            return;
        }

        _steps.Clear();
        TModel model = _model;
        Ledger ledger = model.Audit(in state);
        var attempts = new Attempts(this, in state, in ledger);
        _operations.VisitProspects(ref model, in state, in ledger, default, ref attempts);
        orbit.Transitions = _steps.Count;
        orbit.DisabledActions = _operations.CountIn(in state) - _steps.Count;

        // Those that only the stabiliser tells apart are one state, but for sessions that can be exchanged.
        orbit.States += _arrived.Count * _sessions.OrbitOf(in state);
        foreach (int arrangement in _arrived)
        {
            Names names = _group[arrangement];
            int lowest = Lowest(DataspaceSet.First(_model.Scope.Dataspaces) - names.Dataspaces.Of(state.Occupied));
            int lowestRegion = Lowest(RegionSet.First(_model.Scope.Regions) - names.Regions.Of(state.Regions));
            foreach (Step step in _steps)
            {
                int moved = step.Made < 0 ? arrangement
                    : step.IsRegion ? _group.WithExchangedRegions(
                        arrangement, names.Regions[step.Made], lowestRegion)
                    : _group.WithExchangedDataspaces(arrangement, names.Dataspaces[step.Made], lowest);
                Reach(step.Successor, _group.After(moved, step.Back));
            }
        }
    }

    private static int Lowest<T>(FiniteSet<T> slots)
        where T : struct, IElement<T> => BitOperations.TrailingZeroCount(slots.Bits);

    private void Reach(int number, int arrangement)
    {
        Orbit orbit = _orbits[number];
        if (!Contains(orbit.Reached, arrangement))
        {
            Add(orbit.Pending, arrangement);
            if (!orbit.IsWaiting)
            {
                orbit.IsWaiting = true;
                _waiting.Enqueue(number);
            }
        }
    }

    private int NumberOf(in State form)
    {
        TCode code = _codec.Encode<TCode>(in form);
        if (!_numbers.TryGetValue(code, out int number))
        {
            number = _orbits.Count;
            _numbers.Add(code, number);
            _orbits.Add(new Orbit(code, (_group.Order + 63) / 64));
        }

        return number;
    }

    // The ways to rename slots that lead back to the state, perhaps with sessions exchanged.
    private ushort[] StabiliserOf(in State state)
    {
        State form = state;
        _sessions.Canonicalise(ref form);
        var stabiliser = new List<ushort>();
        for (int element = 0; element < _group.Order; element++)
        {
            Names names = _group[element];
            if (names.Dataspaces.Of(state.Occupied) == state.Occupied
                && names.Dataspaces.Of(state.Writable) == state.Writable
                && names.Regions.Of(state.Regions) == state.Regions)
            {
                State renamed = state.Renamed(in names);
                _sessions.Canonicalise(ref renamed);
                if (renamed == form)
                {
                    stabiliser.Add((ushort)element);
                }
            }
        }

        return [.. stabiliser];
    }

    private static bool Contains(ulong[] set, int element) => (set[element / 64] >> (element % 64) & 1) != 0;

    private static void Add(ulong[] set, int element) => set[element / 64] |= 1ul << (element % 64);

    /// <summary>A step from the state of an orbit.</summary>
    /// <param name="Successor">The orbit that it leads to.</param>
    /// <param name="Back">The number of the names that turn that orbit's state into the state that it leads to.</param>
    /// <param name="Made">The slot of the object that it makes; negative when it makes none.</param>
    /// <param name="IsRegion">Whether that is a region.</param>
    private readonly record struct Step(int Successor, int Back, int Made, bool IsRegion);

    private sealed class Orbit(TCode code, int words)
    {
        internal readonly TCode Code = code;

        internal ulong[] Reached { get; } = new ulong[words];

        internal ulong[] Pending { get; } = new ulong[words];

        internal ushort[]? Stabiliser { get; set; }

        internal bool IsWaiting { get; set; }

        internal long States { get; set; }

        internal long Transitions { get; set; }

        internal long DisabledActions { get; set; }
    }

    private ref struct Attempts : IOperationVisitor
    {
        private readonly OrbitCounter<TModel, TCode> _counter;
        private readonly ref readonly State _before;
        private readonly ref readonly Ledger _ledger;

        internal Attempts(OrbitCounter<TModel, TCode> counter, in State before, in Ledger ledger)
        {
            _counter = counter;
            _before = ref before;
            _ledger = ref ledger;
        }

        public readonly bool Satisfied => false;

        public readonly void Visit(Operation operation)
        {
            State after = default;
            Outcome outcome = _counter._model.Apply(in _before, in _ledger, operation, ref after);
            if (!outcome.IsGranted)
            {
                return;
            }

            Names names = _counter._slots.Canonicalise(ref after);
            _counter._steps.Add(new Step(
                _counter.NumberOf(in after),
                _counter._group.NumberOf(names.Inverse),
                outcome.Slot,
                operation.Kind == OperationKind.Attach));
        }
    }
}
