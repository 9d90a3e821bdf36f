using ModelCheck.Model.States;
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

    /// <summary>Whether it is a granted operation of a session: Flush is nobody's.</summary>
    public bool IsGrantedToActor => Outcome.IsGranted && Operation.Kind != OperationKind.Flush;

    /// <summary>Whether a live dataspace of a foreign session lies below.</summary>
    public bool HasForeignLiveBelow
    {
        get
        {
            foreach (DataspaceId below in (Concerned & Before.State.Live) - Before.State.OwnedBy(Actor))
            {
                if (IsForeign(Before.State.OwnerOf(below)))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// The regions that went, and, where the kernel removes dead regions by and by, those that died.
    /// </summary>
    public RegionSet Unmapped
    {
        get
        {
            ref readonly State before = ref Before.State;
            ref readonly State after = ref After.State;
            RegionSet died = Before.Model.Flushes
                ? (before.Regions - before.RegionsWithoutDataspace) & after.RegionsWithoutDataspace
                : default;
            return (before.Regions - after.Regions) | died;
        }
    }

    /// <summary>
    /// Whether the owner of a live dataspace asks something of it: Free or Seal, granted or not.
    /// </summary>
    public bool IsAskedByOwner =>
        (Before.State.OwnedBy(Actor) & Before.State.Live).Contains(Operation.Dataspace);

    /// <summary>
    /// What Free and Close are about: the dataspace to be freed, or all that the session owns, and everything below.
    /// </summary>
    public DataspaceSet Concerned => Before.Below(
        Operation.Kind == OperationKind.Close ? Before.State.OwnedBy(Actor) : DataspaceSet.Of(Operation.Dataspace));

    /// <summary>
    /// Whether a session counts what the actor does to it: it is another session and does not trust the actor.
    /// </summary>
    /// <param name="session">The session to which something is done.</param>
    /// <returns>True iff it is foreign and does not trust the actor.</returns>
    public bool IsForeign(SessionId session) =>
        session != Actor && !Before.Scope.TrustedBy(session).Contains(Actor);

    /// <summary>
    /// Whether the actor counts what a session still reaches: it is another session and the actor does not trust it.
    /// </summary>
    /// <param name="session">The session that reaches something.</param>
    /// <returns>True iff the actor does not trust it.</returns>
    public bool IsUntrusted(SessionId session) =>
        session != Actor && !Before.Scope.TrustedBy(Actor).Contains(session);
}
