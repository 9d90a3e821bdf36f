using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>Every step that leads to a state, and not only that of a trace: how else one gets there.</summary>
/// <param name="IsComplete">Whether the steps out of every reachable state were looked at.</param>
/// <param name="States">Out of how many states they were looked at, the nearest to the initial one first.</param>
/// <param name="Ways">
/// For each such step a shortest way to the state that it leaves, and the step itself at its end: the shortest first. A
/// step that changes nothing is none of them.
/// </param>
public sealed record Predecessors(bool IsComplete, int States, ImmutableArray<ImmutableArray<TraceStep>> Ways)
{
    /// <summary>Looks for them.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="target">The state.</param>
    /// <param name="maximalStates">Out of how many states steps may be looked at.</param>
    /// <param name="maximalWays">How many ways are wanted at most.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static Predecessors Of(
        IModel model, in State target, int maximalStates, int maximalWays, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximalStates, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximalWays, 1);
        var states = new ReachableStates(model, default);
        var observer = new Observer(target, maximalWays);
        int next = 0;
        for (; next < states.Count && next < maximalStates && !observer.IsSatisfied; next++)
        {
            cancellation.ThrowIfCancellationRequested();
            states.Expand(next, observer);
        }

        return new Predecessors(
            next == states.Count && !observer.IsSatisfied,
            next,
            [.. observer.Found.Select(step => states.Replay([.. states.WayTo(step.From), step.Operation]))]);
    }

    private sealed class Observer(State target, int most) : IStepObserver
    {
        internal List<(int From, Operation Operation)> Found { get; } = [];

        public bool IsSatisfied => Found.Count == most;

        public bool Allows(Operation operation) => true;

        public void Observe(
            int from, in StateView before, Operation operation, Outcome outcome, in State after, int to, bool isNew)
        {
            if (outcome.IsGranted && after == target && before.State != target)
            {
                Found.Add((from, operation));
            }
        }
    }
}
