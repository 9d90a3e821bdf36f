using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>Who pays for a frame.</summary>
public interface IChargingPolicy : IPolicy
{
    /// <summary>Whether a state records the payer of each frame (<see cref="States.State.PaidBy"/>).</summary>
    static virtual bool RecordsPayer => false;

    /// <summary>
    /// Whether the charge depends on a dataspace having been made by Alias, even after it lost its parent.
    /// </summary>
    static virtual bool ReadsKind => false;

    /// <summary>Whether an alias needs quota for its whole size, and is refused with OutOfQuota without it.</summary>
    static virtual bool ChargesAliases => false;

    /// <summary>
    /// How often each frame is charged to a session. The sum is what the session uses, beside its aliases' cost.
    /// </summary>
    /// <param name="occupancy">The state, what is allocated in it, and what covers it.</param>
    /// <param name="session">The session.</param>
    /// <returns>The charges, frame by frame.</returns>
    static abstract FrameBag Charged(in Occupancy occupancy, SessionId session);
}
