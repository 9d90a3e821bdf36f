using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Service;

/// <summary>
/// A RAM service of any size, as its clients and whoever compares it with the model see it. Each operation makes the
/// checks of docs/semantics.md in their order and returns the first refusal, or <see cref="Refusal.None"/>; a refusal
/// changes nothing. A stale capability is an <see cref="Refusal.InvalidDataspace"/> or
/// <see cref="Refusal.InvalidRegion"/>.
/// </summary>
/// <remarks>Sessions are numbered from 0; any other number is an <see cref="ArgumentOutOfRangeException"/>.</remarks>
public interface IRamService
{
    /// <summary>What the service was given.</summary>
    ServiceBounds Bounds { get; }

    /// <summary>How many frames are free.</summary>
    int FreeFrames { get; }

    /// <summary>Alloc(s, n): a new dataspace of zeroed frames.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="size">In frames.</param>
    /// <param name="made">A capability for the new dataspace.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidSize"/> below one frame, <see cref="Refusal.OutOfCaps"/> without an empty dataspace
    /// slot, <see cref="Refusal.OutOfQuota"/> beyond the session's quota, <see cref="Refusal.OutOfMemory"/> without so
    /// many adjacent free frames; else none.
    /// </returns>
    Refusal Alloc(SessionId session, int size, out DataspaceCapability made);

    /// <summary>Alias(s, d, writable, offset, size): a new dataspace that is a part of an existing one.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="original">The dataspace of which the alias shows a part.</param>
    /// <param name="writable">Whether the alias is to be writable.</param>
    /// <param name="offset">In frames from the original's base.</param>
    /// <param name="size">In frames.</param>
    /// <param name="made">A capability for the new dataspace.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidDataspace"/> when the session cannot name the original, <see cref="Refusal.NotOwner"/>
    /// under lifetime Replace for a session that does not own it, <see cref="Refusal.InvalidRange"/> unless the part is
    /// at least one frame and lies within it, <see cref="Refusal.NoBacking"/> for a hollow one,
    /// <see cref="Refusal.PermissionDenied"/> for a writable alias of one that is read-only or sealed,
    /// <see cref="Refusal.OutOfCaps"/> without an empty dataspace slot, <see cref="Refusal.OutOfQuota"/> when its price
    /// (the cost of an alias under lifetime Managed, else what the charging policy names) is beyond the session's
    /// quota; else none.
    /// </returns>
    Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made);

    /// <summary>Free(s, d): gives a dataspace back; the lifetime policy decides what its uses do.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidDataspace"/> when the session cannot name it, <see cref="Refusal.NotOwner"/> when
    /// another one owns it, <see cref="Refusal.HasAliases"/> while an alias stands in the way (lifetimes Refuse and
    /// Busy),
    /// <see cref="Refusal.Busy"/> while a region or another session's capability does (lifetime Busy); else none.
    /// </returns>
    Refusal Free(SessionId session, DataspaceCapability dataspace);

    /// <summary>Revoke(s, d): destroys every descendant.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace, which stays.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidDataspace"/> when the session cannot name it, <see cref="Refusal.NotOwner"/> when
    /// another one owns it; else none, also without any descendant.
    /// </returns>
    Refusal Revoke(SessionId session, DataspaceCapability dataspace);

    /// <summary>
    /// Seal(s, d): from now on, for ever, the dataspace gives no writable alias and no writable region. Under sealing
    /// Future it takes nothing away: aliases and regions that are writable stay so, and what is made through such an
    /// alias later can be writable, too. Under Immediate the regions through it become read-only, under Subtree all
    /// below it is sealed, too.
    /// </summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidDataspace"/> when the session cannot name it, <see cref="Refusal.NotOwner"/> when
    /// another one owns it, <see cref="Refusal.Busy"/> under sealing Refusing while somebody can still write it; else
    /// none, also when it is sealed already.
    /// </returns>
    Refusal Seal(SessionId session, DataspaceCapability dataspace);

    /// <summary>Attach(s, d): makes a dataspace visible in the session's address space.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <param name="made">A capability for the new region.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidDataspace"/> when the session cannot name it, <see cref="Refusal.OutOfRegions"/>
    /// without an empty region slot, <see cref="Refusal.NoBacking"/> for a hollow one; else none.
    /// </returns>
    Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made);

    /// <summary>Detach(s, r): undoes an Attach.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="region">The region.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidRegion"/> when there is no such region or another session has it; else none.
    /// </returns>
    Refusal Detach(SessionId session, RegionCapability region);

    /// <summary>
    /// Share(s, t, d): another session can name the dataspace, too. Under <see cref="Sharing.Open"/> every session can
    /// name every dataspace as it is: the checks are made, and a grant changes nothing. (The model asks for it under
    /// <see cref="Sharing.Delegated"/> only.)
    /// </summary>
    /// <param name="session">Who gives.</param>
    /// <param name="receiver">Who receives.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidDataspace"/> when the giver cannot name it; else none, also when the receiver can
    /// already.
    /// </returns>
    Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace);

    /// <summary>
    /// Close(s): the session dies and is opened anew, with the quota that it began with. Its regions go, the
    /// capabilities that it holds, and all that it owns passes or goes by the lifetime policy's rule for Close; all
    /// that it gave to others or was given is undone. Nothing refuses it.
    /// </summary>
    /// <param name="session">The session.</param>
    void Close(SessionId session);

    /// <summary>Drop(s, d): gives up the capability for another session's dataspace; regions stay.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidDataspace"/> when the session cannot name it, or owns it; else none. (The model asks
    /// for it under <see cref="Sharing.Delegated"/> only; under <see cref="Sharing.Open"/> a grant changes nothing.)
    /// </returns>
    /// <exception cref="NotSupportedException">The service does not offer it.</exception>
    Refusal Drop(SessionId session, DataspaceCapability dataspace) =>
        throw new NotSupportedException("the service does not offer Drop");

    /// <summary>
    /// Donate(s, t, n): gives a part of a session's quota to another one, until one of the two closes.
    /// </summary>
    /// <param name="giver">Whose quota shrinks.</param>
    /// <param name="receiver">Whose quota grows.</param>
    /// <param name="size">By how much, in frames.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidSession"/> when the receiver is the giver, <see cref="Refusal.InvalidSize"/> below one
    /// frame, <see cref="Refusal.OutOfQuota"/> when the giver uses too much of its quota, or when it would have given
    /// more to others, all together, than it began with: nobody lends what was lent to it; else none.
    /// </returns>
    /// <exception cref="NotSupportedException">The service does not offer it.</exception>
    Refusal Donate(SessionId giver, SessionId receiver, int size) =>
        throw new NotSupportedException("the service does not offer Donate");

    /// <summary>Flush(): removes every dead region, and with it what it keeps in quarantine.</summary>
    /// <exception cref="NotSupportedException">The service does not offer it.</exception>
    void Flush() => throw new NotSupportedException("the service does not offer Flush");

    /// <summary>How much quota a session has given to another one, in frames.</summary>
    /// <param name="giver">Who gave.</param>
    /// <param name="receiver">Who received.</param>
    /// <returns>The sum of what was given since one of the two closed last; 0 for a service without Donate.</returns>
    int GivenBy(SessionId giver, SessionId receiver) => 0;

    /// <summary>used(s): what is charged to a session, in frames.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The sum.</returns>
    int UsedBy(SessionId session);

    /// <summary>quota(s): how much may be charged to a session, in frames.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The bound.</returns>
    int QuotaOf(SessionId session);

    /// <summary>Whether a frame is free.</summary>
    /// <param name="frame">The number of the frame, 0 to the number of frames - 1.</param>
    /// <returns>True iff nothing keeps it.</returns>
    bool IsFree(int frame);

    /// <summary>Whether a session can name the dataspace in a slot.</summary>
    /// <param name="session">The session.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>True iff a capability of the session's for it would be taken.</returns>
    bool CanName(SessionId session, int slot);

    /// <summary>Looks at a dataspace slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>What there is.</returns>
    DataspaceStatus DataspaceAt(int slot);

    /// <summary>Looks at a region slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>What there is.</returns>
    RegionStatus RegionAt(int slot);

    /// <summary>The capability of the dataspace in a slot, or of the last one that was there.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>The capability; the default value when there never was one.</returns>
    DataspaceCapability DataspaceCapabilityAt(int slot);

    /// <summary>The capability of the region in a slot, or of the last one that was there.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>The capability; the default value when there never was one.</returns>
    RegionCapability RegionCapabilityAt(int slot);

    /// <summary>Counts everything anew and compares it with what the service has on record.</summary>
    /// <exception cref="InvalidOperationException">Something disagrees; the first such thing is named.</exception>
    void SelfCheck();
}
