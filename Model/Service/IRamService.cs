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
    /// <returns>The refusal, if any.</returns>
    Refusal Alloc(SessionId session, int size, out DataspaceCapability made);

    /// <summary>Alias(s, d, writable, offset, size): a new dataspace that is a part of an existing one.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="original">The dataspace of which the alias shows a part.</param>
    /// <param name="writable">Whether the alias is to be writable.</param>
    /// <param name="offset">In frames from the original's base.</param>
    /// <param name="size">In frames.</param>
    /// <param name="made">A capability for the new dataspace.</param>
    /// <returns>The refusal, if any.</returns>
    Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made);

    /// <summary>Free(s, d): gives a dataspace back; the lifetime policy decides what its aliases do.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>The refusal, if any.</returns>
    Refusal Free(SessionId session, DataspaceCapability dataspace);

    /// <summary>Revoke(s, d): destroys every descendant.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace, which stays.</param>
    /// <returns>The refusal, if any.</returns>
    Refusal Revoke(SessionId session, DataspaceCapability dataspace);

    /// <summary>Seal(s, d): the dataspace becomes read-only for ever.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>The refusal, if any.</returns>
    Refusal Seal(SessionId session, DataspaceCapability dataspace);

    /// <summary>Attach(s, d): makes a dataspace visible in the session's address space.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <param name="made">A capability for the new region.</param>
    /// <returns>The refusal, if any.</returns>
    Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made);

    /// <summary>Detach(s, r): undoes an Attach.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="region">The region.</param>
    /// <returns>The refusal, if any.</returns>
    Refusal Detach(SessionId session, RegionCapability region);

    /// <summary>Share(s, t, d): another session can name the dataspace, too.</summary>
    /// <param name="session">Who gives.</param>
    /// <param name="receiver">Who receives.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>The refusal, if any.</returns>
    Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace);

    /// <summary>Close(s): the session dies and is opened anew, with the quota that it has.</summary>
    /// <param name="session">The session.</param>
    void Close(SessionId session);

    /// <summary>
    /// Gives a part of a session's quota to another one: refused with <see cref="Refusal.InvalidSize"/> unless it is
    /// at least one frame, and with <see cref="Refusal.OutOfQuota"/> when the giver uses too much of it. (Not an
    /// operation of the model, in which quotas are constant.)
    /// </summary>
    /// <param name="giver">Whose quota shrinks.</param>
    /// <param name="receiver">Whose quota grows.</param>
    /// <param name="frames">By how much.</param>
    /// <returns>The refusal, if any.</returns>
    Refusal TransferQuota(SessionId giver, SessionId receiver, int frames);

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
