namespace ModelCheck.Engine;

/// <summary>What a flag of a transition system means.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Kind">How it is judged.</param>
public sealed record Property(string Name, PropertyKind Kind)
{
    /// <summary>
    /// Whether the property has a premise: the system then tells each time it occurs
    /// (<see cref="ITransitionSink{TCode}.Occurred"/>), and the search adds that up.
    /// </summary>
    public bool HasPremise { get; init; }
}

/// <summary>How a property is judged.</summary>
public enum PropertyKind
{
    /// <summary>Violated by a reachable state that raises the flag.</summary>
    Invariant,

    /// <summary>Violated by a transition or disabled action that raises the flag: [][A]_v in TLA+.</summary>
    TransitionInvariant,

    /// <summary>Shown by a reachable state that raises the flag: a "sometimes".</summary>
    Reachable,

    /// <summary>Shown by a transition or disabled action that raises the flag.</summary>
    ReachableTransition,

    /// <summary>
    /// Violated by a reachable state from which no path of flagged transitions leads to a flagged state: AG EF in CTL,
    /// a branching property.
    /// </summary>
    AlwaysReachable,
}

/// <summary>What is known of a property after a search.</summary>
public enum Verdict
{
    /// <summary>It is true of the whole state space.</summary>
    Holds,

    /// <summary>A trace violates it.</summary>
    Violated,

    /// <summary>A trace shows it.</summary>
    Shown,

    /// <summary>Nothing in the whole state space shows it.</summary>
    NotShown,

    /// <summary>The search was not completed, and what was searched does not settle it.</summary>
    Unknown,
}
