namespace ModelCheck.Implementation.Records;

/// <summary>What the service has on record of a session, 32 bytes. Links are 1 + a slot's number.</summary>
internal struct Session
{
    /// <summary>
    /// How much is charged to it, in frames. A dataspace that passes to it is not asked for quota, so that this can be
    /// more than an <see cref="int"/> holds: up to as many times all frames as there are dataspaces, 2^44.
    /// </summary>
    internal long Used;

    /// <summary>How much may be charged to it, in frames.</summary>
    internal int Quota;

    /// <summary>How much of what it began with it has given to others.</summary>
    internal int Given;

    /// <summary>How much others have given to it.</summary>
    internal int Taken;

    /// <summary>The first dataspace it owns.</summary>
    internal int FirstOwned;

    /// <summary>The first region in its address space.</summary>
    internal int FirstRegion;

    /// <summary>How many dataspaces of others it can name (delegated sharing).</summary>
    internal int Received;
}
