using System.Collections.Immutable;

using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Specifications;

/// <summary>
/// A specification as the engine sees it. The label of a step is its place among those that Next tells of.
/// </summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TAction">An action.</typeparam>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <typeparam name="TCoding">What makes it.</typeparam>
internal readonly struct SpecifiedSystem<TState, TAction, TCode, TCoding> : ITransitionSystem<TCode>
    where TState : unmanaged
    where TCode : unmanaged, ICode<TCode>
    where TCoding : struct, IStateCoding<TState, TCode>
{
    private readonly Specification<TState, TAction> _specification;
    private readonly TCoding _coding;
    private readonly Func<TState, TState>? _canonical;
    private readonly TState[] _initial;
    private readonly TCode[] _initialCodes;
    private readonly Claim<TState, TAction>[] _onStates;
    private readonly Claim<TState, TAction>[] _onEnds;
    private readonly Claim<TState, TAction>[] _onSteps;
    private readonly ulong _endMask;
    private readonly ulong _stepMask;

    internal SpecifiedSystem(
        Specification<TState, TAction> specification, TCoding coding, Func<TState, TState>? canonical)
    {
        _specification = specification;
        _coding = coding;
        _canonical = canonical;
        _initial = [.. specification.InitialStates];
        if (_initial.Length == 0)
        {
            throw new ArgumentException("A system begins in some state.", nameof(specification));
        }

        _initialCodes = [.. _initial.Select(state => coding.Encode(canonical is null ? state : canonical(state)))];
        IReadOnlyList<Claim<TState, TAction>> claims = specification.Claims;
        Properties = [.. claims.Select(claim => claim.Property)];
        _onStates = [.. claims.Where(claim => claim.OnState is not null && !claim.OnlyWithoutSteps)];
        _onEnds = [.. claims.Where(claim => claim.OnlyWithoutSteps)];
        _onSteps = [.. claims.Where(claim => claim.OnStep is not null)];
        _endMask = _onEnds.Aggregate(0ul, (mask, claim) => mask | claim.Flag);
        _stepMask = _onSteps.Aggregate(0ul, (mask, claim) => mask | claim.Flag);
    }

    /// <inheritdoc/>
    public TCode Initial => _initialCodes[0];

    /// <inheritdoc/>
    public IReadOnlyList<TCode> Initials => _initialCodes;

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties { get; }

    /// <inheritdoc/>
    public int CodeBits => _coding.Bits;

    /// <inheritdoc/>
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        TState state = _coding.Decode(in code);
        ulong wanted = sink.Wanted;
        Steps<TState, TAction> steps = Steps<TState, TAction>.Take();
        _specification.Tell(state, steps);
        ulong flags = FlagsOf(_onStates, state, wanted);
        if ((wanted & _endMask) != 0 && steps.Count == 0)
        {
            flags |= FlagsOf(_onEnds, state, wanted);
        }

        sink.State(flags, 1);
        ulong counted = sink.Counted;
        if (counted != 0)
        {
            CountPremises(state, steps.Told, counted, ref sink);
        }

        ReadOnlySpan<TraceStep<TState, TAction>> told = steps.Told;
        for (int label = 0; label < told.Length && !sink.Satisfied; label++)
        {
            ref readonly TraceStep<TState, TAction> step = ref told[label];
            ulong raised = (wanted & _stepMask) != 0 ? FlagsOf(state, in step, wanted) : 0;
            if (raised != 0 || !sink.MovesOnly)
            {
                TCode successor = FormOf(step.State);
                sink.Transition((uint)label, in successor, raised);
            }
        }

        sink.Disabled(steps.Disabled);
        steps.Return();
    }

    private void CountPremises<TSink>(
        TState state, ReadOnlySpan<TraceStep<TState, TAction>> steps, ulong counted, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        foreach (Claim<TState, TAction> claim in _specification.Claims)
        {
            if ((counted & claim.Flag) == 0)
            {
                continue;
            }

            if (claim.WhenState is { } isOccasion && isOccasion(state))
            {
                sink.Occurred(claim.Flag);
            }

            foreach (ref readonly TraceStep<TState, TAction> step in steps)
            {
                if (claim.WhenStep is { } isTest && isTest(state, step.Action, step.State))
                {
                    sink.Occurred(claim.Flag);
                }
            }
        }
    }

    internal CheckResult<TState, TAction> Check(
        SearchLimits limits, SearchProgress progress, CancellationToken cancellation)
    {
        SearchResult found = Search.Explore<SpecifiedSystem<TState, TAction, TCode, TCoding>, TCode>(
            this, limits, progress, cancellation);
        return new CheckResult<TState, TAction>(
            found, [.. _specification.Claims.Zip(found.Findings, AnswerTo)]);
    }

    private static ulong FlagsOf(Claim<TState, TAction>[] claims, TState state, ulong wanted)
    {
        ulong flags = 0;
        foreach (Claim<TState, TAction> claim in claims)
        {
            if ((wanted & claim.Flag) != 0 && claim.OnState!(state))
            {
                flags |= claim.Flag;
            }
        }

        return flags;
    }

    private ulong FlagsOf(TState before, in TraceStep<TState, TAction> step, ulong wanted)
    {
        ulong flags = 0;
        foreach (Claim<TState, TAction> claim in _onSteps)
        {
            if ((wanted & claim.Flag) != 0 && claim.OnStep!(before, step.Action, step.State))
            {
                flags |= claim.Flag;
            }
        }

        return flags;
    }

    private TCode FormOf(TState state) => _coding.Encode(_canonical is null ? state : _canonical(state));

    private Answer<TState, TAction> AnswerTo(Claim<TState, TAction> claim, Finding finding) => new(
        finding.Property,
        finding.Verdict,
        finding.Trace is { } labels ? Replay(claim, _initial[finding.Initial], labels) : null)
    {
        Premises = finding.Premises,
    };

    // Walks a trace again in states as they are: where one state was followed in place of others, its steps are looked
    // for among those of the state that it stood for.
    private Trace<TState, TAction> Replay(
        Claim<TState, TAction> claim, TState initial, ImmutableArray<uint> labels)
    {
        var way = ImmutableArray.CreateBuilder<TraceStep<TState, TAction>>(labels.Length);
        bool endsWithStep = claim.OnStep is not null && claim.OnState is null;
        TState state = initial;
        TCode form = FormOf(initial);
        for (int i = 0; i < labels.Length; i++)
        {
            TraceStep<TState, TAction>[] told = StepsFrom(_coding.Decode(in form));
            if (labels[i] >= told.Length)
            {
                throw new InvalidOperationException("A state was asked twice for its steps and told of others.");
            }

            form = FormOf(told[labels[i]].State);
            TraceStep<TState, TAction> step = told[labels[i]];
            if (_canonical is not null)
            {
                bool isLast = endsWithStep && i == labels.Length - 1;
                TraceStep<TState, TAction>[] alike = [.. StepsFrom(state)];
                int found = Find(alike, in form, isLast ? claim : null, state);
                step = found >= 0
                    ? alike[found]
                    : throw new InvalidOperationException(
                        $"The canonical form of {state} has a step that the state itself does not have.");
            }

            way.Add(step);
            state = step.State;
        }

        return new Trace<TState, TAction>(initial, way.MoveToImmutable());
    }

    private int Find(TraceStep<TState, TAction>[] steps, in TCode form, Claim<TState, TAction>? raised, TState before)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            if (FormOf(steps[i].State).Equals(form)
                && (raised is null || raised.OnStep!(before, steps[i].Action, steps[i].State)))
            {
                return i;
            }
        }

        return -1;
    }

    private TraceStep<TState, TAction>[] StepsFrom(TState state)
    {
        Steps<TState, TAction> steps = Steps<TState, TAction>.Take();
        _specification.Tell(state, steps);
        TraceStep<TState, TAction>[] told = [.. steps.Told];
        steps.Return();
        return told;
    }
}
