using System.Collections.Immutable;

using ModelCheck.Engine;

namespace ModelCheck.Exploration.Results;

/// <summary>What an exploration did not tell apart: it followed one state of each orbit.</summary>
/// <param name="Symmetry">Which names were exchanged.</param>
/// <param name="Interchangeable">The sessions that were exchanged with one another, in sets of two or more.</param>
/// <param name="Unreduced">
/// How many states, transitions and refusals the orbits expanded stand for: all there are once the exploration is
/// complete. Null where slots are exchanged and the states were not counted: before the end, or because a scope has too
/// many slots, or for want of memory.
/// </param>
public sealed record Reduction(
    Symmetry Symmetry, ImmutableArray<SessionSet> Interchangeable, UnreducedCounts? Unreduced)
{
    /// <summary>Whether slots were exchanged, too.</summary>
    public bool ExchangesSlots => Symmetry is Symmetry.Slots or Symmetry.SlotsAlone;
}

/// <summary>Which names may be exchanged without a state becoming another.</summary>
public enum Symmetry
{
    /// <summary>None: every state is followed.</summary>
    None,

    /// <summary>
    /// Sessions that the scope does not tell apart. An orbit is reachable as a whole or not at all, so the states can
    /// be counted by its size.
    /// </summary>
    Sessions,

    /// <summary>
    /// Those sessions, dataspace slots and region slots. Of an orbit perhaps only some states are reachable, so that
    /// they are counted one by one in the end.
    /// </summary>
    Slots,

    /// <summary>
    /// Dataspace slots and region slots, where something tells sessions apart that the scope does not.
    /// </summary>
    SlotsAlone,
}
