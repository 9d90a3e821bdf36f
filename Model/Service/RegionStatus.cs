using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Service;

/// <summary>What can be seen of a region slot from outside; the default value is an empty slot.</summary>
/// <param name="Session">In whose address space it lies.</param>
/// <param name="DataspacePlusOne">
/// 1 + the slot of the dataspace that it was attached through; 0 once that is gone, or the region dead.
/// </param>
/// <param name="Base">The absolute number of its first frame.</param>
/// <param name="Length">In frames; 0 for an empty slot.</param>
/// <param name="Writable">Whether it may be written through.</param>
public readonly record struct RegionStatus(
    SessionId Session, int DataspacePlusOne, int Base, int Length, bool Writable)
{
    /// <summary>What comes of a session's write through the region: docs/semantics.md, section 3.</summary>
    /// <param name="session">The session.</param>
    /// <param name="index">Which frame of the region, from 0 on.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidRegion"/> for an empty slot or another session's region,
    /// <see cref="Refusal.PermissionDenied"/> for a read-only one, <see cref="Refusal.InvalidRange"/> beyond its end;
    /// else none.
    /// </returns>
    public Refusal RefusalOfWrite(SessionId session, int index) =>
        Length == 0 || Session != session ? Refusal.InvalidRegion
        : !Writable ? Refusal.PermissionDenied
        : index >= Length ? Refusal.InvalidRange
        : Refusal.None;
}
