using System.Diagnostics.CodeAnalysis;

namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// One operation with its arguments, packed into 32 bits so that it can label a transition:
/// <code>
/// bit   0    4       7     11       12     18   24
///       kind session named writable offset size -
///       4    3       4     1        6      6    8
/// </code>
/// What is named is a dataspace, the region of Detach and Write, or the receiver of Donate. Share's receiver lies in
/// the size field, Write's index in the offset field. Flush names nobody: its session field is 0. Every argument that
/// any scope can ask for fits, one frame too many included; what does not fit is refused with an <see
/// cref="ArgumentOutOfRangeException"/>, never cut.
/// </summary>
/// <param name="Code">The packed word. Labels are compared as numbers: the order of the fields decides ties.</param>
public readonly record struct Operation(uint Code)
{
    /// <summary>The largest offset, index and size that an operation has room for, in frames.</summary>
    public const int MaximalFrames = 63;

    /// <summary>What is asked.</summary>
    public OperationKind Kind => (OperationKind)(Code & 15);

    /// <summary>The session that asks; of Flush, which the kernel does, session 0 stands here.</summary>
    public SessionId Session => new((int)(Code >> 4 & 7));

    /// <summary>The dataspace named: Alias, Free, Revoke, Seal, Attach, Share, Drop.</summary>
    public DataspaceId Dataspace => new((int)(Code >> 7 & 15));

    /// <summary>The region named: Detach, Write.</summary>
    public RegionId Region => new((int)(Code >> 7 & 15));

    /// <summary>Whether the alias is to be writable.</summary>
    public bool Writable => (Code >> 11 & 1) != 0;

    /// <summary>In frames from the dataspace's base (Alias) or the region's (Write), 0 to 63.</summary>
    public int Offset => (int)(Code >> 12 & MaximalFrames);

    /// <summary>In frames: Alloc, Alias, Donate; 0 to 63.</summary>
    public int Size => (int)(Code >> 18 & MaximalFrames);

    /// <summary>The session that receives a capability or quota: Share, Donate.</summary>
    public SessionId Receiver => new((int)(Kind == OperationKind.Donate ? Code >> 7 & 15 : Code >> 18 & 7));

    /// <summary>Whether the operation is one of a session's own: Flush is nobody's.</summary>
    /// <param name="session">The session.</param>
    /// <returns>True iff the session asks for it.</returns>
    public bool IsOf(SessionId session) => Session == session && Kind != OperationKind.Flush;

    /// <summary>Alloc(s, n).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="size">In frames, 0 to 63.</param>
    /// <returns>The operation.</returns>
    public static Operation Alloc(SessionId session, int size) =>
        Pack(OperationKind.Alloc, session, default(DataspaceId), size: size);

    /// <summary>Alias(s, d, writable, offset, size).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="original">The dataspace of which the alias shows a part.</param>
    /// <param name="writable">Whether the alias is to be writable.</param>
    /// <param name="offset">In frames from the original's base, 0 to 63.</param>
    /// <param name="size">In frames, 0 to 63.</param>
    /// <returns>The operation.</returns>
    public static Operation Alias(SessionId session, DataspaceId original, bool writable, int offset, int size) =>
        Pack(OperationKind.Alias, session, original, writable, offset, size);

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

    /// <summary>Free, Revoke, Seal, Attach or Drop, whichever is asked for.</summary>
    /// <param name="kind">One of the five.</param>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace.</param>
    /// <returns>The operation.</returns>
    public static Operation Upon(OperationKind kind, SessionId session, DataspaceId dataspace) =>
        NamesOneDataspace(kind)
            ? Pack(kind, session, dataspace)
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "It asks for more than a dataspace.");

    /// <summary>Detach(s, r).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="region">The region.</param>
    /// <returns>The operation.</returns>
    public static Operation Detach(SessionId session, RegionId region) =>
        Pack(OperationKind.Detach, session, region);

    /// <summary>Share(s, t, d).</summary>
    /// <param name="session">Who gives.</param>
    /// <param name="receiver">Who receives.</param>
    /// <param name="dataspace">The dataspace whose capability is given.</param>
    /// <returns>The operation.</returns>
    public static Operation Share(SessionId session, SessionId receiver, DataspaceId dataspace) =>
        (uint)receiver.Index < (uint)SessionId.Capacity
            ? Pack(OperationKind.Share, session, dataspace, size: receiver.Index)
            : throw new ArgumentOutOfRangeException(nameof(receiver), receiver, "No scope has such a session.");

    /// <summary>Write(s, r, i).</summary>
    /// <param name="session">Who writes.</param>
    /// <param name="region">Through which region.</param>
    /// <param name="index">In frames from the region's base, 0 to 63.</param>
    /// <returns>The operation.</returns>
    public static Operation Write(SessionId session, RegionId region, int index) =>
        Pack(OperationKind.Write, session, region, offset: index);

    /// <summary>Close(s).</summary>
    /// <param name="session">The session that dies.</param>
    /// <returns>The operation.</returns>
    public static Operation Close(SessionId session) => Pack(OperationKind.Close, session, default(DataspaceId));

    /// <summary>Drop(s, d).</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="dataspace">The dataspace whose capability is given up.</param>
    /// <returns>The operation.</returns>
    public static Operation Drop(SessionId session, DataspaceId dataspace) =>
        Upon(OperationKind.Drop, session, dataspace);

    /// <summary>Donate(s, t, n).</summary>
    /// <param name="session">Who gives.</param>
    /// <param name="receiver">Who receives.</param>
    /// <param name="size">How much quota, in frames, 0 to 63.</param>
    /// <returns>The operation.</returns>
    public static Operation Donate(SessionId session, SessionId receiver, int size) =>
        Pack(OperationKind.Donate, session, receiver, size: size);

    /// <summary>Flush(), which the kernel does.</summary>
    /// <returns>The operation.</returns>
    public static Operation Flush() => new((uint)OperationKind.Flush);

    /// <summary>The same request of, or for, others. What an operation does not name is left aside.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="receiver">Who receives: Share, Donate.</param>
    /// <param name="dataspace">The dataspace named.</param>
    /// <param name="region">The region named.</param>
    /// <returns>The operation; Flush, which names nobody, as it is.</returns>
    public Operation With(SessionId session, SessionId receiver, DataspaceId dataspace, RegionId region) =>
        Kind switch
        {
            OperationKind.Alloc => Alloc(session, Size),
            OperationKind.Alias => Alias(session, dataspace, Writable, Offset, Size),
            OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
                or OperationKind.Drop => Upon(Kind, session, dataspace),
            OperationKind.Detach => Detach(session, region),
            OperationKind.Share => Share(session, receiver, dataspace),
            OperationKind.Write => Write(session, region, Offset),
            OperationKind.Close => Close(session),
            OperationKind.Donate => Donate(session, receiver, Size),
            OperationKind.Flush => this,
        };

    /// <summary>The arguments after the session, by name, in the order of the contract.</summary>
    /// <returns>Names and values.</returns>
    public IReadOnlyList<KeyValuePair<string, object>> Arguments() => Kind switch
    {
        OperationKind.Alloc => [new("size", Size)],
        OperationKind.Alias =>
        [
            new("dataspace", Dataspace.Index), new("writable", Writable), new("offset", Offset), new("size", Size),
        ],
        OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
            or OperationKind.Drop =>
            [new("dataspace", Dataspace.Index)],
        OperationKind.Detach => [new("region", Region.Index)],
        OperationKind.Share => [new("receiver", Receiver.Index), new("dataspace", Dataspace.Index)],
        OperationKind.Write => [new("region", Region.Index), new("index", Offset)],
        OperationKind.Donate => [new("receiver", Receiver.Index), new("size", Size)],
        OperationKind.Close or OperationKind.Flush => [],
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        OperationKind.Alloc => $"Alloc({Session}, {Size})",
        OperationKind.Alias => $"Alias({Session}, {Dataspace}, {(Writable ? "rw" : "ro")}, {Offset}, {Size})",
        OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
            or OperationKind.Drop =>
            $"{Kind}({Session}, {Dataspace})",
        OperationKind.Detach => $"Detach({Session}, {Region})",
        OperationKind.Share => $"Share({Session}, {Receiver}, {Dataspace})",
        OperationKind.Write => $"Write({Session}, {Region}, {Offset})",
        OperationKind.Donate => $"Donate({Session}, {Receiver}, {Size})",
        OperationKind.Close => $"Close({Session})",
        OperationKind.Flush => "Flush()",
    };

    private static bool NamesOneDataspace(OperationKind kind) =>
        kind is OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
            or OperationKind.Drop;

    private static Operation Pack<T>(
        OperationKind kind,
        SessionId session,
        T named,
        bool writable = false,
        int offset = 0,
        int size = 0)
        where T : struct, IElement<T>
    {
        if ((uint)session.Index >= (uint)SessionId.Capacity || (uint)named.Index >= (uint)T.Capacity
            || ((uint)offset | (uint)size) > MaximalFrames)
        {
            Refuse(session, named, offset, size);
        }

        return new Operation((uint)kind
            | ((uint)session.Index << 4)
            | ((uint)named.Index << 7)
            | ((writable ? 1u : 0u) << 11)
            | ((uint)offset << 12)
            | ((uint)size << 18));
    }

    // Apart from what packs, which is compiled into the loops that ask everything.
    [DoesNotReturn]
    private static void Refuse<T>(SessionId session, T named, int offset, int size)
        where T : struct, IElement<T> =>
        throw ((uint)session.Index >= (uint)SessionId.Capacity
                ? new ArgumentOutOfRangeException(nameof(session), session, "No scope has such a session.")
            : (uint)named.Index >= (uint)T.Capacity
                ? new ArgumentOutOfRangeException(nameof(named), named, "No scope has such a slot or session.")
            : (uint)offset > MaximalFrames
                ? new ArgumentOutOfRangeException(nameof(offset), offset, "No scope has so many frames.")
            : new ArgumentOutOfRangeException(nameof(size), size, "No scope has so many frames."));
}
