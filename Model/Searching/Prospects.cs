using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Searching;

/// <summary>
/// What a session may hope for in a state: everything that is granted to it lies within, though not all that lies
/// within is granted. Close and Flush are always granted and have no entry.
/// </summary>
/// <param name="Named">What it can name: the dataspaces of Share.</param>
/// <param name="Owned">What it can name and owns: the dataspaces of Free, Revoke and Seal.</param>
/// <param name="Attachable">The dataspaces of Attach.</param>
/// <param name="Originals">The dataspaces of Alias.</param>
/// <param name="WritableOriginals">The dataspaces of writable Alias.</param>
/// <param name="LongestAlias">The largest size of Alias, in frames; 0 or less when there is none.</param>
/// <param name="LongestAlloc">The largest size of Alloc, in frames; 0 or less when there is none.</param>
/// <param name="Detachable">The regions of Detach.</param>
/// <param name="WritableRegions">The regions of Write.</param>
/// <param name="Droppable">The dataspaces of Drop.</param>
/// <param name="LargestDonation">The largest size of Donate, in frames; 0 or less when there is none.</param>
public readonly record struct Prospects(
    DataspaceSet Named,
    DataspaceSet Owned,
    DataspaceSet Attachable,
    DataspaceSet Originals,
    DataspaceSet WritableOriginals,
    int LongestAlias,
    int LongestAlloc,
    RegionSet Detachable,
    RegionSet WritableRegions,
    DataspaceSet Droppable,
    int LargestDonation);
