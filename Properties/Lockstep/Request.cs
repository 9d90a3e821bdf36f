using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>What can be asked of a RAM service: the operations of the model, and what changes quotas.</summary>
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
    TransferQuota,
}

/// <summary>An operation with its arguments as plain numbers, sensible or not; what a kind does not use is 0.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Session">Who asks; for TransferQuota who gives.</param>
internal readonly record struct Request(RequestKind Kind, int Session)
{
    /// <summary>The dataspace or region that is named.</summary>
    internal ObjectName Target { get; init; }

    internal bool Writable { get; init; }

    /// <summary>Of an alias in its original, or of the frame to be written in its region.</summary>
    internal int Offset { get; init; }

    /// <summary>In frames, for Alloc, Alias and TransferQuota.</summary>
    internal int Size { get; init; }

    /// <summary>Of Share and TransferQuota.</summary>
    internal int Receiver { get; init; }

    /// <summary>The operation of the specification that asks the same.</summary>
    /// <param name="before">The state in which it is asked.</param>
    /// <returns>
    /// The operation, which names a slot and so the last object that the slot had; null when there is none: for any
    /// other object, for numbers that an operation has no room for, and for TransferQuota. Of these nothing but a
    /// TransferQuota is ever granted within the bounds of the specification.
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
            case RequestKind.TransferQuota:
                return null;
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
        RequestKind.TransferQuota => Text($"TransferQuota(s{Session}, s{Receiver}, {Size})"),
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
