using System.Collections.Immutable;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>A dataspace, as docs/semantics.md lists its fields in section 2.</summary>
/// <param name="Life">Live, Zombie or Hollow.</param>
/// <param name="Owner">The session that owns it.</param>
/// <param name="Base">The first frame.</param>
/// <param name="Length">In frames, at least 1.</param>
/// <param name="Parent">The slot that it is an alias of.</param>
/// <param name="Writable">Whether it may be written.</param>
/// <param name="Sealed">Whether it was sealed.</param>
/// <param name="IsAlias">Its kind.</param>
/// <param name="Payer">The session that allocated its frames, which a RAM service shows.</param>
/// <param name="Holders">Under delegated sharing, the sessions that hold a capability for it; else nobody.</param>
/// <param name="Block">The allocation that it is a part of; none if it is hollow.</param>
internal sealed record PlainDataspace(
    Life Life,
    int Owner,
    int Base,
    int Length,
    int? Parent,
    bool Writable,
    bool Sealed,
    bool IsAlias,
    int Payer,
    ImmutableHashSet<int> Holders,
    PlainExtent Block)
{
    /// <summary>The frames that it shows.</summary>
    internal PlainExtent Extent => new(Base, Length);
}

/// <summary>A region.</summary>
/// <param name="Session">In whose address space it lies.</param>
/// <param name="Dataspace">The slot of the dataspace that it was attached through, if it is attached still.</param>
/// <param name="Base">The first frame.</param>
/// <param name="Length">In frames.</param>
/// <param name="Writable">Whether it may be written through.</param>
/// <param name="Stale">Whether a frame that it shows has become free.</param>
internal sealed record PlainRegion(
    int Session, int? Dataspace, int Base, int Length, bool Writable, bool Stale = false)
{
    /// <summary>The frames that it shows.</summary>
    internal PlainExtent Extent => new(Base, Length);
}

/// <summary>All that is stored; an empty slot is null.</summary>
internal sealed record PlainState
{
    internal required ImmutableArray<PlainDataspace?> Dataspaces { get; init; }

    internal required ImmutableArray<PlainRegion?> Regions { get; init; }

    /// <summary>How many objects each dataspace slot has had: the generation of the last capability for it.</summary>
    internal required ImmutableArray<int> DataspaceGenerations { get; init; }

    /// <summary>How many objects each region slot has had.</summary>
    internal required ImmutableArray<int> RegionGenerations { get; init; }

    /// <summary>The last writer of each allocated frame that has one.</summary>
    internal ImmutableDictionary<int, int> Writers { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>For each frame who pays for it, under charging Allocator; null for nobody.</summary>
    internal required ImmutableArray<int?> Payers { get; init; }

    /// <summary>For each frame who allocated it, where that is asked for; null for nobody.</summary>
    internal required ImmutableArray<int?> Allocators { get; init; }

    /// <summary>The frames whose block was sealed, on SealedMemfd.</summary>
    internal ImmutableHashSet<int> SealedFrames { get; init; } = [];

    /// <summary>How much quota who has given to whom, where it is something.</summary>
    internal ImmutableDictionary<(int Giver, int Receiver), int> Given { get; init; } =
        ImmutableDictionary<(int Giver, int Receiver), int>.Empty;

    /// <summary>All slots empty, all frames free.</summary>
    internal static PlainState Initial(ServiceBounds bounds) => new()
    {
        Dataspaces = [.. new PlainDataspace?[bounds.Dataspaces]],
        Regions = [.. new PlainRegion?[bounds.Regions]],
        DataspaceGenerations = [.. new int[bounds.Dataspaces]],
        RegionGenerations = [.. new int[bounds.Regions]],
        Payers = [.. new int?[bounds.Frames]],
        Allocators = [.. new int?[bounds.Frames]],
    };
}
