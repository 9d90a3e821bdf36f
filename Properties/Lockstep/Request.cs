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
}
