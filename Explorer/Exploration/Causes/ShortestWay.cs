using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;

namespace ModelCheck.Exploration.Causes;

/// <summary>A shortest path from some state to the nearest of those that are looked for, by any operations.</summary>
/// <param name="Distance">How many steps it has, and whether there is one at all.</param>
/// <param name="Steps">The steps; none where there is no path, and where the state itself is one of them.</param>
public sealed record ShortestWay(Distance Distance, ImmutableArray<TraceStep> Steps)
{
    /// <summary>Looks for the nearest state that a filter is true of.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="from">Where the path begins.</param>
    /// <param name="filter">What is looked for.</param>
    /// <param name="maximalStates">How many states may be looked at.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>The path.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static ShortestWay To(
        IModel model, in State from, StateFilter filter, int maximalStates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return To(model, in from, filter.IsTrueOf, maximalStates, cancellation);
    }

    /// <summary>Looks for the nearest state that a predicate is true of.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="from">Where the path begins.</param>
    /// <param name="wanted">What is looked for.</param>
    /// <param name="maximalStates">How many states may be looked at.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>The path.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static ShortestWay To(
        IModel model, in State from, StatePredicate wanted, int maximalStates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(wanted);
        Approach approach = new Aim(static _ => true, wanted).From(model, in from, maximalStates, cancellation);
        return new ShortestWay(approach.Distance, approach.Way);
    }

    /// <summary>Looks for the nearest violation of an invariant or of a requirement of steps.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="from">Where the way begins.</param>
    /// <param name="requirement">What is to be violated.</param>
    /// <param name="maximalStates">How many states may be looked at.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>The way, the last step of which may be a refusal.</returns>
    /// <exception cref="ArgumentException">The requirement is of another kind.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static ShortestWay ToViolation(
        IModel model, in State from, Requirement requirement, int maximalStates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(requirement);
        Approach approach = Aim.AtViolationOf(requirement, static _ => true)
            .From(model, in from, maximalStates, cancellation);
        return new ShortestWay(approach.Distance, approach.Way);
    }
}
