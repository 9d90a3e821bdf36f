using ModelCheck.Explorer.Engine;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Explorer.Bridge;

/// <summary>
/// The RAM service as the engine sees it: decodes a state, asks every operation instance of the model, and encodes what
/// comes of it. There is no other copy of the semantics.
/// </summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TCode">A code wide enough for the scope.</typeparam>
/// <typeparam name="TReduction">Which states are followed in place of others.</typeparam>
internal readonly struct RamSystem<TModel, TCode, TReduction> : ITransitionSystem<TCode>
    where TModel : struct, IModel
    where TCode : unmanaged, ICode<TCode>
    where TReduction : struct, IReduction
{
    private readonly TModel _model;
    private readonly IModel _view;
    private readonly StateCodec _codec;
    private readonly OperationSpace _operations;
    private readonly RequirementFlags _flags;
    private readonly TReduction _reduction;

    internal RamSystem(TModel model, StateCodec codec, RequirementFlags flags, TReduction reduction)
    {
        _model = model;
        _view = model;
        _codec = codec;
        _operations = new OperationSpace(model.Scope);
        _flags = flags;
        _reduction = reduction;
    }

    /// <inheritdoc/>
    public TCode Initial => _codec.Encode<TCode>(default);

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => _flags.Properties;

    /// <inheritdoc/>
    public int CodeBits => _codec.Bits;

    /// <inheritdoc/>
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        State state = _codec.Decode(in code);
        Ledger ledger = _model.Audit(in state);
        sink.State(FlagsOf(new StateView(_view, in state, in ledger), sink.Wanted), _reduction.OrbitOf(in state));
        var attempts = new Attempts<TSink>(in this, in state, in ledger, ref sink);
        _operations.Visit(in state, ref attempts);
    }

    private ulong FlagsOf(in StateView at, ulong wanted)
    {
        ulong flags = 0;
        if ((wanted & _flags.StateMask) != 0)
        {
            foreach (ref readonly RequirementFlags.StateCheck check in _flags.StateChecks.AsSpan())
            {
                if ((wanted & check.Flag) != 0 && check.Predicate(in at) == check.RaisedBy)
                {
                    flags |= check.Flag;
                }
            }
        }

        return flags;
    }

    private ulong FlagsOf(in StepView step, ulong wanted)
    {
        ulong flags = 0;
        foreach (ref readonly RequirementFlags.StepCheck check in
            _flags.StepChecks[(int)step.Operation.Kind].AsSpan())
        {
            if ((wanted & check.Flag) != 0 && check.Predicate(in step) == check.RaisedBy)
            {
                flags |= check.Flag;
            }
        }

        return flags;
    }

    private ulong MovesOf(Operation operation, ulong wanted)
    {
        ulong flags = 0;
        foreach (ref readonly RequirementFlags.Move move in _flags.Moves.AsSpan())
        {
            if ((wanted & move.Flag) != 0 && move.Allows(operation))
            {
                flags |= move.Flag;
            }
        }

        return flags;
    }

    /// <summary>Tries each operation on the state and tells the sink.</summary>
    private ref struct Attempts<TSink> : IOperationVisitor
        where TSink : struct, ITransitionSink<TCode>
    {
        private readonly ref readonly RamSystem<TModel, TCode, TReduction> _system;
        private readonly ref readonly State _before;
        private readonly ref readonly Ledger _ledger;
        private readonly ref TSink _sink;
        private State _after;

        internal Attempts(
            in RamSystem<TModel, TCode, TReduction> system, in State before, in Ledger ledger, ref TSink sink)
        {
            _system = ref system;
            _before = ref before;
            _ledger = ref ledger;
            _sink = ref sink;
        }

        public readonly bool Satisfied => _sink.Satisfied;

        public void Visit(Operation operation)
        {
            ulong wanted = _sink.Wanted;
            ulong flags = (wanted & _system._flags.MoveMask) != 0 ? _system.MovesOf(operation, wanted) : 0;
            if (_sink.MovesOnly && flags == 0)
            {
                return;
            }

            Outcome outcome = _system._model.Apply(in _before, in _ledger, operation, ref _after);
            if ((wanted & _system._flags.StepMasks[(int)operation.Kind]) != 0)
            {
                flags |= Judge(operation, outcome, wanted);
            }

            if (!outcome.IsGranted)
            {
                _sink.Refused(operation.Code, flags);
                return;
            }

            if (TReduction.Reduces)
            {
                GrantRenamed(operation, flags);
                return;
            }

            _sink.Granted(operation.Code, _system._codec.Encode<TCode>(in _after), flags);
        }

        // A goal about a session is, under the other names of the state that stands for the successor, another goal.
        private void GrantRenamed(Operation operation, ulong flags)
        {
            Names names = _system._reduction.Canonicalise(ref _after);
            TCode successor = _system._codec.Encode<TCode>(in _after);
            ulong renamed = _sink.MovesOnly && !names.Sessions.IsIdentity ? flags & _system._flags.SessionMask : 0;
            _sink.Granted(operation.Code, in successor, flags & ~renamed);
            for (ulong rest = renamed; rest != 0; rest &= rest - 1)
            {
                ulong flag = rest & (~rest + 1);
                _sink.Leads(flag, in successor, _system._flags.CounterpartOf(flag, names.Sessions));
            }
        }

        private readonly ulong Judge(Operation operation, Outcome outcome, ulong wanted)
        {
            var before = new StateView(_system._view, in _before, in _ledger);
            if (!outcome.IsGranted)
            {
                return _system.FlagsOf(new StepView(before, operation, outcome, before), wanted);
            }

            Ledger ledger = _system._model.Audit(in _after);
            var after = new StateView(_system._view, in _after, in ledger);
            return _system.FlagsOf(new StepView(before, operation, outcome, after), wanted);
        }
    }
}
