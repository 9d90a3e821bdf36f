using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Pages.Pictures;

/// <summary>A frame of physical memory in a picture.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Fate">What has become of it.</param>
/// <param name="Payers">The sessions that it is charged to, one as often as it is charged to it.</param>
/// <param name="References">How many dataspaces cover it, those included that were freed and are kept by uses.</param>
/// <param name="Writer">The session that wrote to it last, where contents are on and somebody did.</param>
public sealed record FrameCell(
    int Index, FrameFate Fate, ImmutableArray<SessionId> Payers, int References, SessionId? Writer)
{
    /// <summary>Whether the last step has changed something of it.</summary>
    public bool HasChanged { get; init; }

    /// <summary>Whether it is at fault.</summary>
    public bool IsWrong { get; init; }

    /// <summary>Whether another cell shows the same.</summary>
    /// <param name="other">The other cell.</param>
    /// <returns>True iff it does, marks aside.</returns>
    public bool LooksLike(FrameCell other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Fate == other.Fate && References == other.References && Writer == other.Writer
            && Payers.SequenceEqual(other.Payers);
    }

    /// <summary>The same in words.</summary>
    /// <returns>What follows the frame's number.</returns>
    public string InWords()
    {
        string fate = Fate switch
        {
            FrameFate.Free => "free",
            FrameFate.Covered => $"shown by {References.ToString(CultureInfo.InvariantCulture)}",
            FrameFate.Stranded => "stranded",
            FrameFate.Quarantined => "in quarantine",
        };
        string payers = Fate == FrameFate.Free ? string.Empty
            : Payers.IsEmpty ? ", paid by nobody"
            : $", paid by {string.Join(" and ", Payers)}";
        return fate + payers + (Writer is { } writer ? $", written by {writer}" : string.Empty)
            + (IsWrong ? ", at fault" : string.Empty);
    }
}

/// <summary>What has become of a frame.</summary>
public enum FrameFate
{
    /// <summary>It can be allocated.</summary>
    Free,

    /// <summary>A live dataspace covers it.</summary>
    Covered,

    /// <summary>It is allocated, and no live dataspace covers it.</summary>
    Stranded,

    /// <summary>It waits until nothing can reach it any more (platform Quarantine).</summary>
    Quarantined,
}
