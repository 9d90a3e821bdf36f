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

    /// <summary>
    /// Whether the charge depends on what an alias keeps allocated beside its own extent
    /// (<see cref="Occupancy.RetainedBy"/>).
    /// </summary>
    static virtual bool ReadsRetained => false;

    /// <summary>How the quota that an alias needs, and is refused with OutOfQuota without, is found.</summary>
    static virtual AliasPrice PriceOfAlias => AliasPrice.Nothing;

    /// <summary>The quota that an alias needs, where that is not known from its size.</summary>
    /// <param name="occupancy">The state before, what is allocated in it, and what covers it.</param>
    /// <param name="session">The session that asks for the alias.</param>
    /// <param name="original">What it is to be an alias of.</param>
    /// <param name="part">The frames that it is to show.</param>
    /// <returns>In frames.</returns>
    static virtual int Price(in Occupancy occupancy, SessionId session, DataspaceId original, Extent part) =>
        part.Length;

    /// <summary>
    /// How often each frame is charged to a session. The sum is what the session uses, beside its aliases' cost.
    /// </summary>
    /// <param name="occupancy">The state, what is allocated in it, and what covers it.</param>
    /// <param name="session">The session.</param>
    /// <returns>The charges, frame by frame.</returns>
    static abstract FrameBag Charged(in Occupancy occupancy, SessionId session);
}
