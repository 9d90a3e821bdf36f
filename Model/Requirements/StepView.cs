using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>
/// A transition, or a refusal, as a requirement sees it. After a refusal the state is the one before.
/// </summary>
public readonly ref struct StepView
{
    /// <summary>Looks at a step.</summary>
    /// <param name="before">The state it was asked in.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="after">The state it led to.</param>
    public StepView(StateView before, Operation operation, Outcome outcome, StateView after)
    {
        Before = before;
        Operation = operation;
        Outcome = outcome;
        After = after;
    }

    /// <summary>The state it was asked in.</summary>
    public StateView Before { get; }

    /// <summary>What was asked.</summary>
    public Operation Operation { get; }

    /// <summary>What came of it.</summary>
    public Outcome Outcome { get; }

    /// <summary>The state it led to.</summary>
    public StateView After { get; }

    /// <summary>The session that asked.</summary>
    public SessionId Actor => Operation.Session;

    /// <summary>The dataspaces that were live and are so no longer: destroyed, made a zombie or hollowed.</summary>
    public DataspaceSet TakenAway => Before.State.Live - After.State.Live;

    /// <summary>
    /// Whether a session counts what the actor does to it: it is another session and does not trust the actor.
    /// </summary>
    /// <param name="session">The session to which something is done.</param>
    /// <returns>True iff it is foreign and does not trust the actor.</returns>
    public bool IsForeign(SessionId session) =>
        session != Actor && !Before.Scope.TrustedBy(session).Contains(Actor);
}
