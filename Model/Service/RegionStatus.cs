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
    SessionId Session, int DataspacePlusOne, int Base, int Length, bool Writable);
