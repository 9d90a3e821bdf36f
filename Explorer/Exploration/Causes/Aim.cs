using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>What is looked for breadth-first, and by which operations: a state, or a step.</summary>
/// <param name="Allows">Whether an operation may be used on the way.</param>
/// <param name="Reached">The states that are looked for; null for none.</param>
/// <param name="Taken">The steps that are looked for; null for none.</param>
/// <param name="Concerns">The operations of which a step can be one that is looked for.</param>
/// <param name="JudgesRefusals">Whether a refusal can be one that is looked for.</param>
internal sealed record Aim(
    Func<Operation, bool> Allows,
    StatePredicate? Reached = null,
    StepPredicate? Taken = null,
    OperationKinds Concerns = default,
    bool JudgesRefusals = false)
{
    /// <summary>A goal by the operations that it allows.</summary>
    internal static Aim At(Goal goal) => new(goal.Allows, goal.Reached);

    /// <summary>A violation of an invariant or of a requirement of steps.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    internal static Aim AtViolationOf(Requirement requirement, Func<Operation, bool> allows) => requirement switch
    {
        Invariant invariant => new Aim(allows, (in StateView at) => !invariant.Holds(in at)),
        StepRequirement step => new Aim(
            allows,
            Taken: (in StepView taken) => !step.Holds(in taken),
            Concerns: step.Concerns,
            JudgesRefusals: step.JudgesRefusals),
        _ => throw new ArgumentException("Nothing about a state or a step breaks it.", nameof(requirement)),
    };

    /// <summary>Whether a state is looked for.</summary>
    internal bool IsReachedIn(IModel model, in State state)
    {
        if (Reached is null)
        {
            return false;
        }

        Ledger ledger = model.Audit(in state);
        return Reached(new StateView(model, in state, in ledger));
    }

    /// <summary>Looks for the nearest.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="from">Where the search begins.</param>
    /// <param name="maximalStates">How many states it may look at.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    internal Approach From(IModel model, in State from, int maximalStates, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximalStates, 1);
        var states = new ReachableStates(model, in from);
        if (IsReachedIn(model, in from))
        {
            return new Approach(Distance.Of(0), states, 0, null);
        }

        var observer = new Observer(this, states, maximalStates);
        for (int next = 0; next < states.Count && !observer.IsSatisfied; next++)
        {
            cancellation.ThrowIfCancellationRequested();
            states.Expand(next, observer);
        }

        return observer.Found
            ?? new Approach(states.Count > maximalStates ? Distance.NotSettled : Distance.Never, states, 0, null);
    }

    private sealed class Observer(Aim aim, ReachableStates states, int maximalStates) : IStepObserver
    {
        public Approach? Found { get; private set; }

        public bool IsSatisfied => Found is not null || states.Count > maximalStates;

        public bool Allows(Operation operation) => aim.Allows(operation);

        public void Observe(
            int from, in StateView before, Operation operation, Outcome outcome, in State after, int to, bool isNew)
        {
            if (isNew && aim.IsReachedIn(states.Model, in after))
            {
                Found = new Approach(Distance.Of(states.LevelOf(to)), states, to, null);
            }
            else if (aim.Taken is not null && IsTaken(in before, operation, outcome, in after))
            {
                // The way goes to the state before and from there on by the step.
                Found = new Approach(Distance.Of(states.LevelOf(from) + 1), states, from, operation);
            }
        }

        private bool IsTaken(in StateView before, Operation operation, Outcome outcome, in State after)
        {
            if (!aim.Concerns.Contains(operation.Kind) || (!outcome.IsGranted && !aim.JudgesRefusals))
            {
                return false;
            }

            Ledger ledger = before.Model.Audit(in after);
            return aim.Taken!(new StepView(before, operation, outcome, before.Of(in after, in ledger)));
        }
    }
}

/// <summary>What a search for an aim found.</summary>
/// <param name="Distance">How far the nearest is.</param>
/// <param name="States">The states that were looked at; all there are where it cannot be reached.</param>
/// <param name="Last">The state that it is, or that the step leaves.</param>
/// <param name="Step">The step that it is; null where it is a state.</param>
internal sealed record Approach(Distance Distance, ReachableStates States, int Last, Operation? Step)
{
    /// <summary>The steps of a shortest way; none where there is none.</summary>
    internal ImmutableArray<TraceStep> Way => Distance.Reach != Reach.Reached ? []
        : States.Replay(Step is { } step ? States.WayTo(Last).Add(step) : States.WayTo(Last));
}
