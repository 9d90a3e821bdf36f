namespace ModelCheck.Model.Vocabulary;

/// <summary>Why an operation was refused. A refused operation changes nothing.</summary>
public enum Refusal
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>Alloc of no frames at all.</summary>
    InvalidSize,

    /// <summary>
    /// The session cannot name the dataspace: an empty slot, a zombie, or a capability it does not hold.
    /// </summary>
    InvalidDataspace,

    /// <summary>The offset and size do not lie within the dataspace or region.</summary>
    InvalidRange,

    /// <summary>The region slot is empty or another session's.</summary>
    InvalidRegion,

    /// <summary>The dataspace belongs to another session.</summary>
    NotOwner,

    /// <summary>A writable alias of a read-only or sealed dataspace, or a write through a read-only region.</summary>
    PermissionDenied,

    /// <summary>The dataspace is hollow: what backed it is gone.</summary>
    NoBacking,

    /// <summary>The dataspace still has aliases (lifetime Refuse; seL4 calls it RevokeFirst).</summary>
    HasAliases,

    /// <summary>No dataspace slot is empty.</summary>
    OutOfCaps,

    /// <summary>The session's quota does not suffice.</summary>
    OutOfQuota,

    /// <summary>No free extent is long enough.</summary>
    OutOfMemory,

    /// <summary>No region slot is empty.</summary>
    OutOfRegions,

    /// <summary>
    /// Something is in use: the dataspace to be freed is mapped or held (lifetime Busy), or what is to be sealed can
    /// still be written (sealing Refusing).
    /// </summary>
    Busy,

    /// <summary>Quota is to be given to the session that gives it.</summary>
    InvalidSession,
}
