using System.Numerics;
using System.Runtime.InteropServices;

using ModelCheck.Engine;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// Turns requirements into the engine's flags: each has one bit, a branching one a bit for each of its goals.
/// </summary>
internal sealed class RequirementFlags
{
    private readonly List<Property> _properties = [];
    private readonly List<Requirement> _requirements = [];
    private readonly List<Goal?> _goals = [];
    private readonly int[] _counterparts;
    private readonly List<StateCheck> _stateChecks = [];
    private readonly List<(StepCheck Check, OperationKinds Concerns, bool JudgesRefusals)> _stepChecks = [];
    private readonly ulong _refusalMask;
    private readonly List<StatePremise> _statePremises = [];
    private readonly List<(StepPremise Premise, OperationKinds Concerns)> _stepPremises = [];

    internal RequirementFlags(IEnumerable<Requirement> requirements, Scope scope)
    {
        foreach (Requirement requirement in requirements)
        {
            Add(requirement, scope);
        }

        StateChecks = [.. _stateChecks];
        StateMask = _stateChecks.Aggregate(0ul, (mask, check) => mask | check.Flag);
        StepChecks = [.. Enum.GetValues<OperationKind>().Select(kind => StepChecksOf(kind, refused: false))];
        RefusalChecks = [.. Enum.GetValues<OperationKind>().Select(kind => StepChecksOf(kind, refused: true))];
        _refusalMask = RefusalChecks.SelectMany(checks => checks).Aggregate(0ul, (mask, check) => mask | check.Flag);
        StepMasks = [.. StepChecks.Select(checks => checks.Aggregate(0ul, (mask, check) => mask | check.Flag))];
        StatePremises = [.. _statePremises];
        StepPremises =
        [
            .. Enum.GetValues<OperationKind>().Select(kind =>
                _stepPremises.Where(entry => entry.Concerns.Contains(kind)).Select(entry => entry.Premise).ToArray()),
        ];
        Moves =
        [
            .. _goals.Select((goal, bit) => (goal, bit)).Where(entry => entry.goal is not null)
                .Select(entry => new Move(1ul << entry.bit, entry.goal!.Allows)),
        ];
        MoveMask = Moves.Aggregate(0ul, (mask, move) => mask | move.Flag);
        _counterparts = new int[_goals.Count * SessionId.Capacity];
        for (int bit = 0; bit < _goals.Count; bit++)
        {
            SessionMask |= _goals[bit]?.Session is null ? 0 : 1ul << bit;
            for (int session = 0; session < SessionId.Capacity; session++)
            {
                _counterparts[(bit * SessionId.Capacity) + session] =
                    CounterpartOf(bit, new SessionId(session));
            }
        }
    }

    /// <summary>The engine's properties, a bit each.</summary>
    internal IReadOnlyList<Property> Properties => _properties;

    /// <summary>What is checked of a state.</summary>
    internal StateCheck[] StateChecks { get; }

    /// <summary>The flags that state checks can raise.</summary>
    internal ulong StateMask { get; }

    /// <summary>What is checked of a step, by the kind of operation.</summary>
    internal StepCheck[][] StepChecks { get; }

    /// <summary>Those of <see cref="StepChecks"/> that a refusal can raise, by the kind of operation.</summary>
    internal StepCheck[][] RefusalChecks { get; }

    /// <summary>The flags that step checks can raise, by the kind of operation.</summary>
    internal ulong[] StepMasks { get; }

    /// <summary>What puts invariants and branching requirements to the test, each premise once.</summary>
    internal StatePremise[] StatePremises { get; }

    /// <summary>What puts step requirements to the test, by the kind of operation.</summary>
    internal StepPremise[][] StepPremises { get; }

    /// <summary>Which operations lead on to the goals of branching requirements.</summary>
    internal Move[] Moves { get; }

    /// <summary>The flags of branching requirements.</summary>
    internal ulong MoveMask { get; }

    /// <summary>The flags of goals that are about one session.</summary>
    internal ulong SessionMask { get; }

    /// <summary>The flag of the goal that says the same once sessions have other names.</summary>
    internal ulong CounterpartOf(ulong flag, Permutation sessions) =>
        1ul << CounterpartOf(BitOperations.TrailingZeroCount(flag), sessions);

    /// <summary>The bit of the goal that says the same once sessions have other names.</summary>
    internal int CounterpartOf(int bit, Permutation sessions) =>
        _goals[bit]?.Session is { } session
            ? _counterparts[(bit * SessionId.Capacity) + sessions[session.Index]]
            : bit;

    /// <summary>The operations of which a refusal can raise one of some flags.</summary>
    internal OperationKinds KindsJudgedWhenRefused(ulong flags)
    {
        OperationKinds kinds = default;
        if ((flags & _refusalMask) == 0)
        {
            return kinds;
        }

        foreach (ref readonly (StepCheck Check, OperationKinds Concerns, bool JudgesRefusals) entry in
            CollectionsMarshal.AsSpan(_stepChecks))
        {
            kinds |= entry.JudgesRefusals && (flags & entry.Check.Flag) != 0 ? entry.Concerns : default;
        }

        return kinds;
    }

    /// <summary>The requirement that a bit stands for.</summary>
    internal Requirement RequirementOf(int bit) => _requirements[bit];

    /// <summary>The goal that a bit stands for, if it stands for one.</summary>
    internal Goal? GoalOf(int bit) => _goals[bit];

    // None where the requirement asks nothing about the session: no name of an interchangeable one leads there.
    private int CounterpartOf(int bit, SessionId session) => Enumerable.Range(0, _goals.Count).FirstOrDefault(
        other => ReferenceEquals(_requirements[other], _requirements[bit]) && _goals[other]?.Session == session,
        -1);

    private void Add(Requirement requirement, Scope scope)
    {
        switch (requirement)
        {
            case Invariant invariant:
                ulong broken = NextFlag(requirement, PropertyKind.Invariant, hasPremise: true);
                _stateChecks.Add(new StateCheck(broken, invariant.Holds, false));
                AddPremise(broken, invariant.Premise);
                break;
            case StatePossibility possibility:
                _stateChecks.Add(
                    new StateCheck(NextFlag(requirement, PropertyKind.Reachable), possibility.Shows, true));
                break;
            case StepRequirement step:
                ulong violated = NextFlag(requirement, PropertyKind.TransitionInvariant, hasPremise: true);
                _stepChecks.Add((new StepCheck(violated, step.Holds, false), step.Concerns, step.JudgesRefusals));
                _stepPremises.Add((new StepPremise(violated, step.Premise ?? IsGranted), step.Concerns));
                break;
            case StepPossibility step:
                ulong shown = NextFlag(requirement, PropertyKind.ReachableTransition);
                _stepChecks.Add((new StepCheck(shown, step.Shows, true), step.Concerns, step.JudgesRefusals));
                break;
            case BranchingRequirement branching:
                // The premise is the requirement's, so that the first of its goals counts it for all of them.
                bool isFirst = true;
                foreach (Goal goal in branching.Goals(scope))
                {
                    ulong reached = NextFlag(requirement, PropertyKind.AlwaysReachable, goal, hasPremise: isFirst);
                    _stateChecks.Add(new StateCheck(reached, goal.Reached, true));
                    if (isFirst)
                    {
                        AddPremise(reached, branching.Premise);
                        isFirst = false;
                    }
                }

                break;
            default:
                throw new ArgumentException($"{requirement.Name} is of no known kind", nameof(requirement));
        }
    }

    private static bool IsAny(in StateView at) => true;

    private static bool IsGranted(in StepView step) => step.Outcome.IsGranted;

    // Several requirements may have one premise, which is looked at once for all of them.
    private void AddPremise(ulong flag, StatePredicate? premise)
    {
        StatePredicate predicate = premise ?? IsAny;
        int known = _statePremises.FindIndex(entry => entry.Predicate == predicate);
        if (known < 0)
        {
            _statePremises.Add(new StatePremise(flag, predicate));
        }
        else
        {
            _statePremises[known] = new StatePremise(_statePremises[known].Flags | flag, predicate);
        }
    }

    private StepCheck[] StepChecksOf(OperationKind kind, bool refused) =>
    [
        .. _stepChecks.Where(entry => entry.Concerns.Contains(kind) && (entry.JudgesRefusals || !refused))
            .Select(entry => entry.Check),
    ];

    private ulong NextFlag(
        Requirement requirement, PropertyKind kind, Goal? goal = null, bool hasPremise = false)
    {
        _properties.Add(new Property(requirement.Name, kind) { HasPremise = hasPremise });
        _requirements.Add(requirement);
        _goals.Add(goal);
        return 1ul << (_properties.Count - 1);
    }

    /// <summary>Raises a flag when a predicate on states has a certain value.</summary>
    internal readonly record struct StateCheck(ulong Flag, StatePredicate Predicate, bool RaisedBy);

    /// <summary>What puts some properties to the test: states that are so.</summary>
    internal readonly record struct StatePremise(ulong Flags, StatePredicate Predicate);

    /// <summary>What puts a property to the test: steps that are so.</summary>
    internal readonly record struct StepPremise(ulong Flag, StepPredicate Predicate);

    /// <summary>Raises a flag when a predicate on steps has a certain value.</summary>
    internal readonly record struct StepCheck(ulong Flag, StepPredicate Predicate, bool RaisedBy);

    /// <summary>Raises a flag when an operation may be used to reach a goal.</summary>
    internal readonly record struct Move(ulong Flag, Func<Operation, bool> Allows);
}
