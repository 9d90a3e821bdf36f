namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// One operation with its arguments, packed into 32 bits so that it can label a transition:
/// <code>
/// bit   0    4     7          11      12      17     23
///       kind session dataspace writable offset size   -
///       4    3     4          1       5       6
/// </code>
/// Other arguments share a field that their operation does not use otherwise: Share's receiver and Detach's and
/// Write's region lie in the dataspace field or the size field, Write's index in the offset field.
/// </summary>
/// <param name="Code">The packed word.</param>
public readonly record struct Operation(uint Code)
{
    /// <summary>What is asked.</summary>
    public OperationKind Kind => (OperationKind)(Code & 15);

    /// <summary>The session that asks.</summary>
    public SessionId Session => new((int)(Code >> 4 & 7));

    /// <summary>The dataspace named: Alias, Free, Revoke, Seal, Attach, Share.</summary>
    public DataspaceId Dataspace => new((int)(Code >> 7 & 15));

    /// <summary>The region named: Detach, Write.</summary>
    public RegionId Region => new((int)(Code >> 7 & 15));

    /// <summary>Whether the alias is to be writable.</summary>
    public bool Writable => (Code >> 11 & 1) != 0;

    /// <summary>In frames from the dataspace's base (Alias) or the region's (Write), 0 to 31.</summary>
    public int Offset => (int)(Code >> 12 & 31);

    /// <summary>In frames: Alloc, Alias; 0 to 63.</summary>
    public int Size => (int)(Code >> 17 & 63);

    /// <summary>The session that receives a capability: Share.</summary>
    public SessionId Receiver => new((int)(Code >> 17 & 7));

    /// <summary>Alloc(s, n).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="size">In frames.</param>
    /// <returns>The operation.</returns>
    public static Operation Alloc(SessionId session, int size) => Pack(OperationKind.Alloc, session, size: size);

    /// <summary>Alias(s, d, writable, offset, size).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="original">The dataspace of which the alias shows a part.</param>
    /// <param name="writable">Whether the alias is to be writable.</param>
    /// <param name="offset">In frames from the original's base.</param>
    /// <param name="size">In frames.</param>
    /// <returns>The operation.</returns>
    public static Operation Alias(SessionId session, DataspaceId original, bool writable, int offset, int size) =>
        Pack(OperationKind.Alias, session, original.Index, writable, offset, size);

    /// <summary>Free(s, d).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>The operation.</returns>
    public static Operation Free(SessionId session, DataspaceId dataspace) =>
        Upon(OperationKind.Free, session, dataspace);

    /// <summary>Revoke(s, d).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace whose descendants are to go.</param>
    /// <returns>The operation.</returns>
    public static Operation Revoke(SessionId session, DataspaceId dataspace) =>
        Upon(OperationKind.Revoke, session, dataspace);

    /// <summary>Seal(s, d).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>The operation.</returns>
    public static Operation Seal(SessionId session, DataspaceId dataspace) =>
        Upon(OperationKind.Seal, session, dataspace);

    /// <summary>Attach(s, d).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>The operation.</returns>
    public static Operation Attach(SessionId session, DataspaceId dataspace) =>
        Upon(OperationKind.Attach, session, dataspace);

    /// <summary>Free, Revoke, Seal or Attach, whichever is asked for.</summary>
    /// <param name="kind">One of the four.</param>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>The operation.</returns>
    public static Operation Upon(OperationKind kind, SessionId session, DataspaceId dataspace) =>
        Pack(kind, session, dataspace.Index);

    /// <summary>Detach(s, r).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="region">The region.</param>
    /// <returns>The operation.</returns>
    public static Operation Detach(SessionId session, RegionId region) =>
        Pack(OperationKind.Detach, session, region.Index);

    /// <summary>Share(s, t, d).</summary>
    /// <param name="session">Who gives.</param>
    /// <param name="receiver">Who receives.</param>
    /// <param name="dataspace">The dataspace whose capability is given.</param>
    /// <returns>The operation.</returns>
    public static Operation Share(SessionId session, SessionId receiver, DataspaceId dataspace) =>
        Pack(OperationKind.Share, session, dataspace.Index, size: receiver.Index);

    /// <summary>Write(s, r, i).</summary>
    /// <param name="session">Who writes.</param>
    /// <param name="region">Through which region.</param>
    /// <param name="index">In frames from the region's base.</param>
    /// <returns>The operation.</returns>
    public static Operation Write(SessionId session, RegionId region, int index) =>
        Pack(OperationKind.Write, session, region.Index, offset: index);

    /// <summary>Close(s).</summary>
    /// <param name="session">The session that dies.</param>
    /// <returns>The operation.</returns>
    public static Operation Close(SessionId session) => Pack(OperationKind.Close, session);

    /// <summary>The arguments after the session, by name, in the order of the contract.</summary>
    /// <returns>Names and values.</returns>
    public IReadOnlyList<KeyValuePair<string, object>> Arguments() => Kind switch
    {
        OperationKind.Alloc => [new("size", Size)],
        OperationKind.Alias =>
        [
            new("dataspace", Dataspace.Index), new("writable", Writable), new("offset", Offset), new("size", Size),
        ],
        OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach =>
            [new("dataspace", Dataspace.Index)],
        OperationKind.Detach => [new("region", Region.Index)],
        OperationKind.Share => [new("receiver", Receiver.Index), new("dataspace", Dataspace.Index)],
        OperationKind.Write => [new("region", Region.Index), new("index", Offset)],
        OperationKind.Close => [],
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        OperationKind.Alloc => $"Alloc({Session}, {Size})",
        OperationKind.Alias => $"Alias({Session}, {Dataspace}, {(Writable ? "rw" : "ro")}, {Offset}, {Size})",
        OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach =>
            $"{Kind}({Session}, {Dataspace})",
        OperationKind.Detach => $"Detach({Session}, {Region})",
        OperationKind.Share => $"Share({Session}, {Receiver}, {Dataspace})",
        OperationKind.Write => $"Write({Session}, {Region}, {Offset})",
        OperationKind.Close => $"Close({Session})",
    };

    private static Operation Pack(
        OperationKind kind,
        SessionId session,
        int dataspace = 0,
        bool writable = false,
        int offset = 0,
        int size = 0) =>
        new((uint)kind
            | ((uint)session.Index << 4)
            | ((uint)dataspace << 7)
            | ((writable ? 1u : 0u) << 11)
            | ((uint)offset << 12)
            | ((uint)size << 17));
}
