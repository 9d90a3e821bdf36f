using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>What can be asked of a RAM service: the operations of the model.</summary>
internal enum RequestKind
{
    Alloc,
    Alias,
    Free,
    Revoke,
    Seal,
    Attach,
    Detach,
    Share,
    Write,
    Close,
    Drop,
    Donate,
    Flush,
}

/// <summary>An operation with its arguments as plain numbers, sensible or not; what a kind does not use is 0.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Session">Who asks; 0 for Flush, which nobody does.</param>
internal readonly record struct Request(RequestKind Kind, int Session)
{
    /// <summary>The dataspace or region that is named.</summary>
    internal ObjectName Target { get; init; }

    internal bool Writable { get; init; }

    /// <summary>Of an alias in its original, or of the frame to be written in its region.</summary>
    internal int Offset { get; init; }

    /// <summary>In frames, for Alloc, Alias and Donate.</summary>
    internal int Size { get; init; }

    /// <summary>Of Share and Donate.</summary>
    internal int Receiver { get; init; }

    /// <summary>What an operation of the specification asks, of slots that had one object each.</summary>
    internal static Request Of(Operation operation)
    {
        var dataspace = new ObjectName(operation.Dataspace.Index, 1);
        var region = new ObjectName(operation.Region.Index, 1);
        Request Ask(RequestKind kind) => new(kind, operation.Session.Index);
        return operation.Kind switch
        {
            OperationKind.Alloc => Ask(RequestKind.Alloc) with { Size = operation.Size },
            OperationKind.Alias => Ask(RequestKind.Alias) with
            {
                Target = dataspace,
                Writable = operation.Writable,
                Offset = operation.Offset,
                Size = operation.Size,
            },
            OperationKind.Free => Ask(RequestKind.Free) with { Target = dataspace },
            OperationKind.Revoke => Ask(RequestKind.Revoke) with { Target = dataspace },
            OperationKind.Seal => Ask(RequestKind.Seal) with { Target = dataspace },
            OperationKind.Attach => Ask(RequestKind.Attach) with { Target = dataspace },
            OperationKind.Detach => Ask(RequestKind.Detach) with { Target = region },
            OperationKind.Share => Ask(RequestKind.Share) with
            {
                Target = dataspace,
                Receiver = operation.Receiver.Index,
            },
            OperationKind.Write => Ask(RequestKind.Write) with { Target = region, Offset = operation.Offset },
            OperationKind.Close => Ask(RequestKind.Close),
            OperationKind.Drop => Ask(RequestKind.Drop) with { Target = dataspace },
            OperationKind.Donate => Ask(RequestKind.Donate) with
            {
                Receiver = operation.Receiver.Index,
                Size = operation.Size,
            },
            OperationKind.Flush => new Request(RequestKind.Flush, Session: 0),
        };
    }

    /// <summary>The operation of the specification that asks the same.</summary>
    /// <param name="before">The state in which it is asked.</param>
    /// <returns>
    /// The operation, which names a slot and so the last object that the slot had; null when there is none: for any
    /// other object, and for numbers that an operation has no room for. Of these nothing is ever granted within the
    /// bounds of the specification.
    /// </returns>
    internal Operation? OperationIn(PlainState before)
    {
        if (Size is < 0 or > Operation.MaximalFrames
            || Offset is < 0 or > Operation.MaximalFrames
            || Session >= SessionId.Capacity || Receiver >= SessionId.Capacity)
        {
            return null;
        }

        var session = new SessionId(Session);
        switch (Kind)
        {
            case RequestKind.Alloc:
                return Operation.Alloc(session, Size);
            case RequestKind.Close:
                return Operation.Close(session);
            case RequestKind.Donate:
                return Operation.Donate(session, new SessionId(Receiver), Size);
            case RequestKind.Flush:
                return Operation.Flush();
            case RequestKind.Detach or RequestKind.Write:
                var region = new RegionId(Target.Slot);
                return !NamesLastOf(before.RegionGenerations, RegionId.Capacity) ? null
                    : Kind == RequestKind.Detach ? Operation.Detach(session, region)
                    : Operation.Write(session, region, Offset);
            default:
                return NamesLastOf(before.DataspaceGenerations, DataspaceId.Capacity)
                    ? Upon(session, new DataspaceId(Target.Slot))
                    : null;
        }
    }

    public override string ToString() => Kind switch
    {
        RequestKind.Alloc => Text($"Alloc(s{Session}, {Size})"),
        RequestKind.Alias =>
            Text($"Alias(s{Session}, d{Target}, {(Writable ? "rw" : "ro")}, {Offset}, {Size})"),
        RequestKind.Detach => Text($"Detach(s{Session}, r{Target})"),
        RequestKind.Share => Text($"Share(s{Session}, s{Receiver}, d{Target})"),
        RequestKind.Write => Text($"Write(s{Session}, r{Target}, {Offset})"),
        RequestKind.Close => Text($"Close(s{Session})"),
        RequestKind.Donate => Text($"Donate(s{Session}, s{Receiver}, {Size})"),
        RequestKind.Flush => "Flush()",
        _ => Text($"{Kind}(s{Session}, d{Target})"),
    };

    private bool NamesLastOf(ImmutableArray<int> generations, int capacity) =>
        Target.Slot < Math.Min(generations.Length, capacity) && generations[Target.Slot] == Target.Generation;

    private Operation Upon(SessionId session, DataspaceId dataspace) => Kind switch
    {
        RequestKind.Alias => Operation.Alias(session, dataspace, Writable, Offset, Size),
        RequestKind.Share => Operation.Share(session, new SessionId(Receiver), dataspace),
        RequestKind.Free => Operation.Free(session, dataspace),
        RequestKind.Revoke => Operation.Revoke(session, dataspace),
        RequestKind.Seal => Operation.Seal(session, dataspace),
        RequestKind.Attach => Operation.Attach(session, dataspace),
        RequestKind.Drop => Operation.Drop(session, dataspace),
        _ => throw new InvalidOperationException($"{Kind} names no dataspace"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A slot, and which of the objects that the slot has had, from 1 on.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Generation">The object.</param>
internal readonly record struct ObjectName(int Slot, int Generation)
{
    internal DataspaceCapability AsDataspace => DataspaceCapability.Of(Slot, Generation);

    internal RegionCapability AsRegion => RegionCapability.Of(Slot, Generation);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Slot}#{Generation}");
}

/// <summary>What came of a request.</summary>
/// <param name="Refusal">Why it was refused, or None.</param>
/// <param name="Made">The new object, or the default value when none was made.</param>
internal readonly record struct Answer(Refusal Refusal, ObjectName Made)
{
    public override string ToString() =>
        Refusal != Refusal.None ? Refusal.ToString()
        : Made == default ? "granted"
        : string.Create(CultureInfo.InvariantCulture, $"made {Made}");

    /// <summary>The same in the words of the specification.</summary>
    internal Outcome AsOutcome =>
        Refusal != Refusal.None ? Outcome.Refused(Refusal)
        : Made == default ? Outcome.Granted
        : Outcome.Made(Made.Slot);
}
