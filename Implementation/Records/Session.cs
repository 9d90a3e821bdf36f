namespace ModelCheck.Implementation.Records;

/// <summary>What the service has on record of a session. Links are 1 + a slot's number.</summary>
internal struct Session
{
    /// <summary>How much may be charged to it, in frames.</summary>
    internal int Quota;

    /// <summary>How much is charged to it, in frames.</summary>
    internal int Used;

    /// <summary>The first dataspace it owns.</summary>
    internal int FirstOwned;

    /// <summary>The first region in its address space.</summary>
    internal int FirstRegion;

    /// <summary>How many dataspaces of others it can name (delegated sharing).</summary>
    internal int Received;
}
