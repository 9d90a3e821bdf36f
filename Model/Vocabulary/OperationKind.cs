namespace ModelCheck.Model.Vocabulary;

/// <summary>What a session can ask of the RAM service.</summary>
public enum OperationKind
{
    /// <summary>A new dataspace of so many zeroed frames.</summary>
    Alloc,

    /// <summary>A new dataspace that is a part of an existing one, perhaps read-only.</summary>
    Alias,

    /// <summary>Give a dataspace back; the lifetime policy decides what its aliases do.</summary>
    Free,

    /// <summary>Destroy every alias, and alias of an alias, of a dataspace.</summary>
    Revoke,

    /// <summary>Make a dataspace read-only for ever (Genode's seal_ram of 2026).</summary>
    Seal,

    /// <summary>Make a dataspace visible in the session's address space.</summary>
    Attach,

    /// <summary>Undo an Attach.</summary>
    Detach,

    /// <summary>Give another session the capability for a dataspace (delegated sharing only).</summary>
    Share,

    /// <summary>Write a frame through a region (contents only).</summary>
    Write,

    /// <summary>The session dies and is opened anew.</summary>
    Close,

    /// <summary>Give up the capability for another session's dataspace (delegated sharing only).</summary>
    Drop,

    /// <summary>Give a part of the quota to another session, until one of the two closes.</summary>
    Donate,

    /// <summary>
    /// The kernel removes every dead region. No session asks for it; the platform has it or not.
    /// </summary>
    Flush,
}
