namespace ModelCheck.Conformance.Watching;

/// <summary>What a service is doing: the members of its contract.</summary>
internal enum ServiceCall
{
    /// <summary>Nothing: it has come back.</summary>
    None,

    /// <summary>It is being made.</summary>
    Create,

    /// <summary>One of the operations, which is named beside it.</summary>
    Operation,

    /// <summary>The number of free frames.</summary>
    FreeFrames,

    /// <summary>What a session uses.</summary>
    UsedBy,

    /// <summary>The quota of a session.</summary>
    QuotaOf,

    /// <summary>How much quota a session gave to another one.</summary>
    GivenBy,

    /// <summary>Whether a frame is free.</summary>
    IsFree,

    /// <summary>Whether a session can name a dataspace.</summary>
    CanName,

    /// <summary>What a dataspace slot holds.</summary>
    DataspaceAt,

    /// <summary>What a region slot holds.</summary>
    RegionAt,

    /// <summary>The capability of a dataspace slot.</summary>
    DataspaceCapabilityAt,

    /// <summary>The capability of a region slot.</summary>
    RegionCapabilityAt,

    /// <summary>The self-check.</summary>
    SelfCheck,

    /// <summary>Taking an image.</summary>
    Save,

    /// <summary>Going back to an image.</summary>
    Load,

    /// <summary>Comparing with an image.</summary>
    Matches,

    /// <summary>Being put into a state.</summary>
    Restore,
}
