using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;

namespace ModelCheck.Exploration.Causes;

/// <summary>
/// How far a goal of a branching requirement is from each state of a trace, by the operations that the goal allows,
/// whatever the trace does. Where the goal allows some operations only, a step of others may take it out of reach, and
/// a later one may bring it back.
/// </summary>
/// <param name="Goal">The goal.</param>
/// <param name="Distances">For the initial state and the one after each step: how far it is from there.</param>
/// <param name="LastWay">
/// The steps of a shortest way that there was in the state just before <see cref="PointOfNoReturn"/>; none where there
/// is no such point, and where the goal was reached in that very state.
/// </param>
public sealed record WayBack(Goal Goal, ImmutableArray<Distance> Distances, ImmutableArray<TraceStep> LastWay)
{
    /// <summary>
    /// The least number of steps from the initial state and from the one after each step; null where the goal cannot be
    /// reached, or that is not settled.
    /// </summary>
    public ImmutableArray<int?> Steps => [.. Distances.Select(distance => distance.Steps)];

    /// <summary>
    /// The first step, counted from 1, after which the goal cannot be reached, while it could be before; null where
    /// there is none, or where it is not settled which one it is.
    /// </summary>
    public int? PointOfNoReturn => PointIn(Distances);

    /// <summary>Looks for the ways back from each state of a trace.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="requirement">What asks for ways back.</param>
    /// <param name="trace">A trace of the model; it need be no shortest one.</param>
    /// <param name="maximalStates">How many states may be looked at for one state and one goal.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>For each goal, in the requirement's order.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static ImmutableArray<WayBack> Of(
        IModel model,
        BranchingRequirement requirement,
        Trace trace,
        int maximalStates,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(requirement);
        ArgumentNullException.ThrowIfNull(trace);
        ImmutableArray<State> states = trace.States(model);
        return [.. requirement.Goals(model.Scope).Select(ToGoal)];

        WayBack ToGoal(Goal goal)
        {
            var approaches = Approaches.Along(model, Aim.At(goal), states, maximalStates, cancellation);
            int? point = PointIn(approaches.Distances);
            return new WayBack(goal, approaches.Distances, point is { } step ? approaches.Ways[step - 1] : []);
        }
    }

    private static int? PointIn(ImmutableArray<Distance> distances)
    {
        for (int step = 1; step < distances.Length; step++)
        {
            // Whichever step it is, another one before it may be the first.
            if (distances[step - 1].Reach == Reach.NotSettled || distances[step].Reach == Reach.NotSettled)
            {
                return null;
            }

            if (distances[step - 1].Reach == Reach.Reached && distances[step].Reach == Reach.Never)
            {
                return step;
            }
        }

        return null;
    }
}
