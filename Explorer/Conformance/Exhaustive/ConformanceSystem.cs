using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Exhaustive;

/// <summary>
/// The model and a service side by side, as the engine sees them: the states and transitions are those of the model,
/// and in each state everything is put to both. Where the service differs a flag is raised, so that the engine finds a
/// shortest trace to it like to any other violation.
/// </summary>
/// <remarks>
/// The service is put into each state from a description of it. That covers every history that leads there: whatever
/// the service has on record beside what can be seen is checked to follow from it after each step
/// (<see cref="IRamService.SelfCheck"/>), but for generations and the order of its lists. A service that cannot be put
/// into a state is led there from a fresh one, by a shortest way, once for every operation that is granted there: that
/// covers this one history, and costs as many operations as the way is long.
/// </remarks>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TCode">A code wide enough for the scope.</typeparam>
internal readonly struct ConformanceSystem<TModel, TCode> : ITransitionSystem<TCode>
    where TModel : struct, IModel
    where TCode : unmanaged, ICode<TCode>
{
    private const ulong AnswersAlike = 1;
    private const ulong LooksAlike = 2;

    // No operation is packed like this.
    private const uint StateItself = uint.MaxValue;

    private static readonly Property[] Flags =
    [
        new("AnswersAlike", PropertyKind.TransitionInvariant), new("LooksAlike", PropertyKind.Invariant),
    ];

    private readonly TModel _model;
    private readonly StateCodec _codec;
    private readonly OperationSpace _operations;
    private readonly Func<ServiceUnderTest> _create;
    private readonly ConcurrentBag<ServiceUnderTest> _idle;
    private readonly ConcurrentDictionary<(TCode State, uint Label), string> _differences;
    private readonly ShortestWays<TCode>? _ways;

    /// <summary>Both side by side.</summary>
    /// <param name="model">The model.</param>
    /// <param name="codec">The codes of its states.</param>
    /// <param name="create">Makes a service beside it, for each worker one.</param>
    /// <param name="isLed">Whether the service cannot be put into a state.</param>
    internal ConformanceSystem(TModel model, StateCodec codec, Func<ServiceUnderTest> create, bool isLed)
    {
        _model = model;
        _codec = codec;
        _operations = new OperationSpace(model);
        _create = create;
        _idle = [];
        _differences = new();
        _ways = isLed ? new ShortestWays<TCode>(codec.Encode<TCode>(default)) : null;
    }

    /// <inheritdoc/>
    public TCode Initial => _codec.Encode<TCode>(default);

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => Flags;

    /// <inheritdoc/>
    public int CodeBits => _codec.Bits;

    /// <summary>How many questions were put to both.</summary>
    internal long Comparisons => _idle.Sum(lockstep => lockstep.Comparisons - lockstep.Leading);

    /// <summary>How many operations were asked only to lead services to states.</summary>
    internal long Leading => _idle.Sum(lockstep => lockstep.Leading);

    /// <summary>Gives up the services that were compared; what was counted stays.</summary>
    internal void GiveUpServices()
    {
        foreach (ServiceUnderTest lockstep in _idle)
        {
            lockstep.Dispose();
        }
    }

    /// <summary>The way by which a service was led to a state; null when it was put there.</summary>
    internal ImmutableArray<TraceStep>? WayTo(in TCode state) => _ways?.To(state);

    /// <summary>What differed when an operation was asked in a state, in words.</summary>
    internal string DifferenceAt(in TCode state, uint label) =>
        _differences.TryGetValue((state, label), out string? difference)
        || _differences.TryGetValue((state, StateItself), out difference)
            ? difference
            : "the implementation differs";

    /// <inheritdoc/>
    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "A service goes back to those that are idle, which are given up in the end.")]
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        State state = _codec.Decode(in code);
        Ledger ledger = _model.Audit(in state);
        if (sink.Wanted == 0)
        {
            sink.State(0, 1);
            var steps = new Steps<TSink>(in this, in code, in state, in ledger, ref sink);
            _operations.Visit(in state, ref steps);
            return;
        }

        if (!_idle.TryTake(out ServiceUnderTest? lockstep))
        {
            lockstep = _create();
        }

        bool placed = (_ways is null
                ? lockstep.Place(in state, in ledger)
                : lockstep.Lead(_ways.To(code), in state, in ledger))
            && lockstep.RefusesTheImpossible(in state)
            && lockstep.IsUnchanged;
        if (!placed)
        {
            _differences.TryAdd((code, StateItself), lockstep.Difference);
        }

        sink.State(placed ? 0 : LooksAlike, 1);
        var questions = new Questions<TSink>(in this, in code, in state, in ledger, ref sink, lockstep, placed);
        _operations.Visit(in state, ref questions);
        questions.Finish();
        _idle.Add(lockstep);
    }

    /// <summary>Asks the model alone.</summary>
    private ref struct Steps<TSink> : IOperationVisitor
        where TSink : struct, ITransitionSink<TCode>
    {
        private readonly ref readonly ConformanceSystem<TModel, TCode> _system;
        private readonly ref readonly TCode _code;
        private readonly ref readonly State _before;
        private readonly ref readonly Ledger _ledger;
        private readonly ref TSink _sink;
        private State _after;

        internal Steps(
            in ConformanceSystem<TModel, TCode> system,
            in TCode code,
            in State before,
            in Ledger ledger,
            ref TSink sink)
        {
            _system = ref system;
            _code = ref code;
            _before = ref before;
            _ledger = ref ledger;
            _sink = ref sink;
        }

        public readonly bool Satisfied => _sink.Satisfied;

        public void Visit(Operation operation)
        {
            Outcome outcome = _system._model.Apply(in _before, in _ledger, operation, ref _after);
            if (outcome.IsGranted)
            {
                TCode after = _system._codec.Encode<TCode>(in _after);
                _system._ways?.Add(in _code, operation, outcome, in after);
                _sink.Transition(operation.Code, after, 0);
            }
            else
            {
                _sink.Disabled(operation.Code, 0);
            }
        }
    }

    /// <summary>
    /// Asks both: first everything that the model refuses, which must leave the service as it is, then what it grants,
    /// each from the same place.
    /// </summary>
    private ref struct Questions<TSink> : IOperationVisitor
        where TSink : struct, ITransitionSink<TCode>
    {
        private readonly ref readonly ConformanceSystem<TModel, TCode> _system;
        private readonly ref readonly TCode _code;
        private readonly ref readonly State _before;
        private readonly ref readonly Ledger _ledger;
        private readonly ref TSink _sink;
        private readonly ServiceUnderTest _lockstep;
        private readonly bool _placed;
        private readonly List<(Operation Operation, Outcome Outcome, State After)> _granted;
        private readonly List<(Operation Operation, Outcome Outcome, bool Alike)> _refused;
        private State _after;

        internal Questions(
            in ConformanceSystem<TModel, TCode> system,
            in TCode code,
            in State before,
            in Ledger ledger,
            ref TSink sink,
            ServiceUnderTest lockstep,
            bool placed)
        {
            _system = ref system;
            _code = ref code;
            _before = ref before;
            _ledger = ref ledger;
            _sink = ref sink;
            _lockstep = lockstep;
            _placed = placed;
            _granted = lockstep.Granted;
            _refused = lockstep.Refused;
            _granted.Clear();
            _refused.Clear();
        }

        public readonly bool Satisfied => false;

        public void Visit(Operation operation)
        {
            Outcome outcome = _system._model.Apply(in _before, in _ledger, operation, ref _after);
            if (outcome.IsGranted)
            {
                _granted.Add((operation, outcome, _after));
            }
            else
            {
                bool alike = !_placed || _lockstep.Answers(operation, outcome);
                if (!alike)
                {
                    Note(operation);
                }

                _refused.Add((operation, outcome, alike));
            }
        }

        internal void Finish()
        {
            bool unchanged = !_placed || _lockstep.IsUnchanged;
            if (!unchanged)
            {
                AskOneByOne();
            }

            foreach (ref readonly (Operation Operation, Outcome Outcome, bool Alike) refused in
                CollectionsMarshal.AsSpan(_refused))
            {
                _sink.Disabled(refused.Operation.Code, refused.Alike ? 0 : AnswersAlike);
            }

            if (!unchanged || IsLed)
            {
                _lockstep.Return();
            }

            foreach (ref readonly (Operation Operation, Outcome Outcome, State After) granted in
                CollectionsMarshal.AsSpan(_granted))
            {
                bool alike = !_placed
                    || IsCarriedOutAlike(granted.Operation, granted.Outcome, in granted.After);
                if (!alike)
                {
                    Note(granted.Operation);
                }

                TCode after = _system._codec.Encode<TCode>(in granted.After);
                _system._ways?.Add(in _code, granted.Operation, granted.Outcome, in after);
                _sink.Transition(granted.Operation.Code, after, alike ? 0 : AnswersAlike);
            }
        }

        // Of a service that is led, unchanged means no more than that nothing is seen.
        private readonly bool IsLed => _placed && _system._ways is not null;

        // The last word counts.
        private readonly void Note(Operation operation) =>
            _system._differences[(_code, operation.Code)] = _lockstep.Difference;

        // If one of them has changed the service, what was asked after it was asked in the wrong state. If none does
        // alone, all of them together do.
        private readonly void AskOneByOne()
        {
            string together = _lockstep.Difference;
            bool isFound = false;
            foreach (ref (Operation Operation, Outcome Outcome, bool Alike) refused in
                CollectionsMarshal.AsSpan(_refused))
            {
                refused.Alike = LeavesUnchanged(refused.Operation, refused.Outcome);
                if (!refused.Alike)
                {
                    isFound = true;
                    Note(refused.Operation);
                }
            }

            if (!isFound && _refused.Count > 0)
            {
                CollectionsMarshal.AsSpan(_refused)[0].Alike = false;
                _system._differences[(_code, _refused[0].Operation.Code)] = together;
            }
        }

        private readonly bool LeavesUnchanged(Operation operation, Outcome outcome)
        {
            _lockstep.Return();
            return _lockstep.Answers(operation, outcome) && _lockstep.IsUnchangedByRefusal;
        }

        private readonly bool IsCarriedOutAlike(Operation operation, Outcome outcome, in State after)
        {
            bool answers = _lockstep.Answers(operation, outcome);
            if (answers && !IsLed && after == _before && _lockstep.IsUnchanged)
            {
                return true;
            }

            Ledger ledger = _system._model.Audit(in after);
            bool alike = answers
                && _lockstep.LooksLike(in after, in ledger)
                && _lockstep.HasFreshCapability(operation, outcome);
            _lockstep.Return();
            return alike;
        }
    }
}
