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
}
