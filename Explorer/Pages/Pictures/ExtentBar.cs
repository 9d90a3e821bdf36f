using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Pages.Pictures;

/// <summary>A dataspace or a region in a picture: a bar over the frames that it shows.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Slot">The number of its slot.</param>
/// <param name="Session">Who owns the dataspace, or in whose address space the region lies.</param>
/// <param name="First">The number of its first frame.</param>
/// <param name="Length">How many frames it shows.</param>
/// <param name="IsWritable">Whether it may be written through.</param>
/// <param name="Life">Whether it is live, kept by uses, or has lost what was behind it.</param>
/// <param name="Of">
/// The dataspace that it is an alias of, or that the region is attached through; null where there is none, or none any
/// more.
/// </param>
/// <param name="Holders">The sessions that hold a capability for it besides its owner.</param>
public sealed record ExtentBar(
    BarKind Kind,
    int Slot,
    SessionId Session,
    int First,
    int Length,
    bool IsWritable,
    Life Life,
    DataspaceId? Of,
    ImmutableArray<SessionId> Holders)
{
    /// <summary>Whether it was sealed.</summary>
    public bool IsSealed { get; init; }

    /// <summary>Whether it is recorded to be an alias, and covers no frames of its own (lifetime Managed).</summary>
    public bool IsHandle { get; init; }

    /// <summary>Whether it is a region that showed a frame when that became free.</summary>
    public bool IsStale { get; init; }

    /// <summary>What the last step did to it.</summary>
    public Change Change { get; init; }

    /// <summary>Whether it is at fault.</summary>
    public bool IsWrong { get; init; }

    /// <summary>Whether it is only the shadow of what there was before the last step.</summary>
    public bool IsGone => Change == Change.Gone;

    /// <summary>What it is called.</summary>
    public string Name =>
        string.Create(CultureInfo.InvariantCulture, $"{(Kind == BarKind.Dataspace ? 'd' : 'r')}{Slot}");

    /// <summary>What is told beside the bar; empty where all is as usual.</summary>
    public string Note => string.Join(
        ' ',
        new[]
        {
            IsGone ? "gone" : null,
            IsGone ? null : Life switch { Life.Zombie => "zombie", Life.Hollow => "hollow", _ => null },
            IsHandle ? "alias" : null,
            IsSealed ? "sealed" : null,
            IsStale ? "stale" : null,
            Kind == BarKind.Region && Of is null && !IsGone ? "dangling" : null,
        }.Where(word => word is not null));

    /// <summary>Whether another bar shows the same.</summary>
    /// <param name="other">The other bar.</param>
    /// <returns>True iff it does, marks aside.</returns>
    public bool LooksLike(ExtentBar other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Change = Change.None, IsWrong = false, Holders = [] }
                == other with { Change = Change.None, IsWrong = false, Holders = [] }
            && Holders.SequenceEqual(other.Holders);
    }

    /// <summary>The same in words.</summary>
    /// <returns>A sentence.</returns>
    public string InWords()
    {
        string place = Length == 0 ? "shows nothing"
            : Length == 1 ? string.Create(CultureInfo.InvariantCulture, $"shows frame {First}")
            : string.Create(CultureInfo.InvariantCulture, $"shows frames {First} to {First + Length - 1}");
        string origin = (Kind, Of) switch
        {
            (BarKind.Dataspace, { } parent) => $", alias of {parent}",
            (BarKind.Region, { } through) => $", attached through {through}",
            _ => string.Empty,
        };
        string holders = Holders.IsEmpty ? string.Empty : $", held also by {string.Join(" and ", Holders)}";
        string what = Kind == BarKind.Dataspace ? "Dataspace" : "Region";
        return $"{what} {Name} of {Session} {place}, {(IsWritable ? "writable" : "read-only")}{origin}{holders}"
            + (Note.Length == 0 ? string.Empty : $", {Note}")
            + (IsWrong ? ", at fault." : ".");
    }
}

/// <summary>What a bar stands for.</summary>
public enum BarKind
{
    /// <summary>A dataspace.</summary>
    Dataspace,

    /// <summary>A region, that is a mapping.</summary>
    Region,
}

/// <summary>What a step did to something in a picture.</summary>
public enum Change
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It made it.</summary>
    Made,

    /// <summary>It changed it.</summary>
    Altered,

    /// <summary>It took it away.</summary>
    Gone,
}
