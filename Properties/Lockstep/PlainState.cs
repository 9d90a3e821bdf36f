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
/// <param name="Payer">The session that allocated its frames.</param>
/// <param name="Holders">Under delegated sharing, the sessions that hold a capability for it; else nobody.</param>
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
    ImmutableHashSet<int> Holders);

/// <summary>A region. On platform Native it goes with its dataspace, so there always is one.</summary>
/// <param name="Session">In whose address space it lies.</param>
/// <param name="Dataspace">The slot of the dataspace that it was attached through.</param>
/// <param name="Base">The first frame.</param>
/// <param name="Length">In frames.</param>
/// <param name="Writable">Whether it may be written through.</param>
internal sealed record PlainRegion(int Session, int Dataspace, int Base, int Length, bool Writable);

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
    internal required ImmutableDictionary<int, int> Writers { get; init; }

    internal required ImmutableArray<int> Quotas { get; init; }

    /// <summary>All slots empty, all frames free.</summary>
    internal static PlainState Initial(ServiceBounds bounds) => new()
    {
        Dataspaces = [.. new PlainDataspace?[bounds.Dataspaces]],
        Regions = [.. new PlainRegion?[bounds.Regions]],
        DataspaceGenerations = [.. new int[bounds.Dataspaces]],
        RegionGenerations = [.. new int[bounds.Regions]],
        Writers = ImmutableDictionary<int, int>.Empty,
        Quotas = bounds.Quotas,
    };
}
