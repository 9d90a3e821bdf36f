using System.Runtime.CompilerServices;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// The RAM service as the engine sees it: decodes a state, asks the model every operation instance that it may grant,
/// counts the others, and encodes what comes of it. There is no other copy of the semantics.
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
        _operations = new OperationSpace(model);
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
    [SkipLocalsInit]
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        // A reference that is not read-only, so that no call copies the model; models change nothing of themselves.
        ref TModel model = ref Unsafe.AsRef(in _model);
        Span<byte> memory = stackalloc byte[StateBlock.RoomForTwo];
        ref State state = ref StateBlock.First(memory);
        ref State after = ref StateBlock.Second(memory);
        _codec.Decode(in code, out state);
        model.Audit(in state, out Ledger ledger);
        var view = new StateView(_view, in state, in ledger);
        sink.State(FlagsOf(in view, sink.Wanted), _reduction.OrbitOf(in state));
        if (sink.Counted != 0)
        {
            sink.Occurred(PremisesOf(in view, sink.Counted));
        }

        OperationKinds judged = sink.MovesOnly ? default : _flags.KindsJudgedWhenRefused(sink.Wanted);
        after = default;
        var attempts = new Attempts<TSink>(in this, in code, view, ref after, ref sink);
        _operations.VisitProspects(ref model, in state, in ledger, judged, ref attempts);
        if (!sink.MovesOnly && !sink.Satisfied)
        {
            sink.Disabled(_operations.CountIn(in state) - attempts.Told);
        }
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

    private ulong PremisesOf(in StateView at, ulong counted)
    {
        ulong premises = 0;
        foreach (ref readonly RequirementFlags.StatePremise premise in _flags.StatePremises.AsSpan())
        {
            if ((counted & premise.Flags) != 0 && premise.Predicate(in at))
            {
                premises |= premise.Flags;
            }
        }

        return premises & counted;
    }

    private static ulong PremisesOf(in StepView step, RequirementFlags.StepPremise[] premises, ulong counted)
    {
        ulong flags = 0;
        foreach (ref readonly RequirementFlags.StepPremise premise in premises.AsSpan())
        {
            if ((counted & premise.Flag) != 0 && premise.Predicate(in step))
            {
                flags |= premise.Flag;
            }
        }

        return flags;
    }

    private static ulong FlagsOf(in StepView step, RequirementFlags.StepCheck[] checks, ulong wanted)
    {
        ulong flags = 0;
        foreach (ref readonly RequirementFlags.StepCheck check in checks.AsSpan())
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

    /// <summary>
    /// Tries each operation on the state and tells the sink of what is granted, or refused and raises a flag.
    /// </summary>
    private ref struct Attempts<TSink> : IOperationVisitor
        where TSink : struct, ITransitionSink<TCode>
    {
        private readonly ref readonly RamSystem<TModel, TCode, TReduction> _system;
        private readonly ref readonly TCode _code;
        private readonly StateView _before;
        private readonly ref TSink _sink;
        private readonly ref State _after;
        private readonly ref TModel _model;

        internal Attempts(
            in RamSystem<TModel, TCode, TReduction> system,
            in TCode code,
            StateView before,
            ref State after,
            ref TSink sink)
        {
            _system = ref system;
            _model = ref Unsafe.AsRef(in system._model);
            _code = ref code;
            _before = before;
            _after = ref after;
            _sink = ref sink;
        }

        public readonly bool Satisfied => _sink.Satisfied;

        /// <summary>How many instances the sink was told of one by one.</summary>
        internal long Told { get; private set; }

        public void Visit(Operation operation)
        {
            ulong wanted = _sink.Wanted;
            ulong flags = (wanted & _system._flags.MoveMask) != 0 ? _system.MovesOf(operation, wanted) : 0;
            if (_sink.MovesOnly && flags == 0)
            {
                return;
            }

            Outcome outcome = _model.Apply(in _before.State, in _before.Ledger, operation, ref _after);
            ulong counted = _sink.Counted;
            if (((wanted | counted) & _system._flags.StepMasks[(int)operation.Kind]) != 0)
            {
                flags |= Judge(operation, outcome, wanted, counted);
            }

            if (outcome.IsGranted)
            {
                Told++;
                if (TReduction.Reduces)
                {
                    GrantRenamed(operation, flags);
                    return;
                }

                _sink.Transition(operation.Code, _system._codec.Encode(in _after, in _before.State, in _code), flags);
            }
            else if (flags != 0)
            {
                Told++;
                _sink.Disabled(operation.Code, flags);
            }
        }

        // A goal about a session is, under the other names of the state that stands for the successor, another goal.
        private void GrantRenamed(Operation operation, ulong flags)
        {
            Names names = _system._reduction.Canonicalise(ref _after);
            TCode successor = _system._codec.Encode<TCode>(in _after);
            ulong renamed = _sink.MovesOnly && !names.Sessions.IsIdentity ? flags & _system._flags.SessionMask : 0;
            _sink.Transition(operation.Code, in successor, flags & ~renamed);
            for (ulong rest = renamed; rest != 0; rest &= rest - 1)
            {
                ulong flag = rest & (~rest + 1);
                _sink.Leads(flag, in successor, _system._flags.CounterpartOf(flag, names.Sessions));
            }
        }

        [SkipLocalsInit]
        private readonly ulong Judge(Operation operation, Outcome outcome, ulong wanted, ulong counted)
        {
            if (!outcome.IsGranted)
            {
                return Judge(
                    new StepView(_before, operation, outcome, _before),
                    _system._flags.RefusalChecks[(int)operation.Kind],
                    wanted,
                    counted);
            }

            _model.Audit(in _after, out Ledger ledger);
            return Judge(
                new StepView(_before, operation, outcome, _before.Of(in _after, in ledger)),
                _system._flags.StepChecks[(int)operation.Kind],
                wanted,
                counted);
        }

        private readonly ulong Judge(
            in StepView step, RequirementFlags.StepCheck[] checks, ulong wanted, ulong counted)
        {
            if (counted != 0)
            {
                ulong premises =
                    PremisesOf(in step, _system._flags.StepPremises[(int)step.Operation.Kind], counted);
                if (premises != 0)
                {
                    _sink.Occurred(premises);
                }
            }

            return FlagsOf(in step, checks, wanted);
        }
    }
}
