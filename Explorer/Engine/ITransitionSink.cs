using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine;

/// <summary>What is told of a state's transitions.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
public interface ITransitionSink<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>The properties whose flags are looked at; the system need not work out the others.</summary>
    ulong Wanted { get; }

    /// <summary>
    /// The properties whose premises are counted, of those that have one (<see cref="Property.HasPremise"/>). The
    /// system need not look at the others.
    /// </summary>
    ulong Counted { get; }

    /// <summary>
    /// Whether only transitions that raise a wanted flag of a branching property are looked at; the system may then
    /// leave out the others, and every disabled action.
    /// </summary>
    bool MovesOnly { get; }

    /// <summary>Whether enough is known of this state: the system may stop telling.</summary>
    bool Satisfied { get; }

    /// <summary>The state itself.</summary>
    /// <param name="flags">
    /// The invariants it violates, the reachable states that it shows, the branching properties of which it is a
    /// goal.
    /// </param>
    /// <param name="orbit">
    /// How many states it stands for: 1, unless the system tells of one state in place of all that are the same but for
    /// the names of what cannot be told apart.
    /// </param>
    void State(ulong flags, long orbit);

    /// <summary>
    /// Premises have occurred once more: in the state itself, in a transition from it, or in an action that is disabled
    /// in it. Told at any time after <see cref="State"/>, also beside what it is about, and only of what is <see
    /// cref="Counted"/>.
    /// </summary>
    /// <param name="flags">The properties whose premises they are.</param>
    void Occurred(ulong flags);

    /// <summary>A transition.</summary>
    /// <param name="label">What it is.</param>
    /// <param name="successor">Where it leads.</param>
    /// <param name="flags">
    /// The transition invariants it violates, the reachable transitions that it shows, the branching properties that
    /// may use it.
    /// </param>
    void Transition(uint label, in TCode successor, ulong flags);

    /// <summary>
    /// A transition that a branching property may use, to a state in which that property goes by another flag. Only
    /// told, beside <see cref="Transition"/>, where <see cref="MovesOnly"/>.
    /// </summary>
    /// <param name="flag">The property's flag in the state that is left.</param>
    /// <param name="successor">Where the transition leads.</param>
    /// <param name="counterpart">The property's flag there.</param>
    void Leads(ulong flag, in TCode successor, ulong counterpart) =>
        throw new NotSupportedException("this sink looks at more than moves");

    /// <summary>An action that is disabled in the state.</summary>
    /// <param name="label">What it is.</param>
    /// <param name="flags">As for a transition.</param>
    void Disabled(uint label, ulong flags);

    /// <summary>Disabled actions that raise no wanted flag.</summary>
    /// <param name="count">How many.</param>
    void Disabled(long count);
}
