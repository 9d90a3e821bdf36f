using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>
/// One state of the RAM service: a plain value of fixed size without references. Only what cannot be derived is in it;
/// anything else would split states (which fields a policy uses: <see cref="StateShape"/>). A field that does not apply
/// to a slot is zero, so that equal states are equal bit by bit.
/// </summary>
public partial struct State : IEquatable<State>
{
    // No padding, so that equality can compare memory. What every policy uses comes first: it shares two cache lines.
    private PerDataspace<Extent> _extents;
    private PerDataspace<byte> _owners;
    private PerDataspace<byte> _parentsPlusOne;
    private DataspaceSet _live;
    private DataspaceSet _zombies;
    private DataspaceSet _hollow;
    private DataspaceSet _writable;
    private DataspaceSet _sealed;
    private DataspaceSet _aliases;
    private RegionSet _regions;
    private RegionSet _writableRegions;
    private PerDataspace<Extent> _blocks;
    private PerDataspace<byte> _holders;
    private PerRegion<Extent> _regionExtents;
    private PerRegion<byte> _regionSessions;
    private PerRegion<byte> _regionDataspacesPlusOne;
    private PerSession<FrameSet> _paid;
    private PerSession<FrameSet> _written;
    private FrameSet _sealedBlocks;

    // From here on what few scopes use: it is copied only where it is (StateShape.Extended).
    private RegionSet _staleRegions;
    private PerSession<FrameSet> _allocated;
    private PerSession<PerSession<byte>> _given;

    /// <summary>The dataspaces that have been neither freed nor hollowed.</summary>
    public readonly DataspaceSet Live => _live;

    /// <summary>The dataspaces that were freed but are kept by uses of them: nameable by nobody.</summary>
    public readonly DataspaceSet Zombies => _zombies;

    /// <summary>The dataspaces that lost what backed them.</summary>
    public readonly DataspaceSet Hollow => _hollow;

    /// <summary>The slots in use.</summary>
    public readonly DataspaceSet Occupied => _live | _zombies | _hollow;

    /// <summary>The dataspaces that a capability can still name.</summary>
    public readonly DataspaceSet Nameable => _live | _hollow;

    /// <summary>The dataspaces with the right to write.</summary>
    public readonly DataspaceSet Writable => _writable;

    /// <summary>The dataspaces that were sealed.</summary>
    public readonly DataspaceSet Sealed => _sealed;

    /// <summary>
    /// The dataspaces of kind Alias, where the kind is recorded (<see cref="StateShape.Kind"/>); else none.
    /// </summary>
    public readonly DataspaceSet Aliases => _aliases;

    /// <summary>The region slots in use.</summary>
    public readonly RegionSet Regions => _regions;

    /// <summary>The regions that may be written through.</summary>
    public readonly RegionSet WritableRegions => _writableRegions;

    /// <summary>The regions that showed a frame when it became free (platforms LateFlush and Dangling).</summary>
    public readonly RegionSet StaleRegions => _staleRegions;

    /// <summary>The regions that are attached through no dataspace any more.</summary>
    public readonly RegionSet RegionsWithoutDataspace =>
        _regions & new RegionSet(
            Vector128.Equals(Lanes.Of(in _regionDataspacesPlusOne), Vector128<byte>.Zero).ExtractMostSignificantBits());

    /// <summary>The frames of the blocks of which a dataspace was sealed (platform SealedMemfd).</summary>
    public readonly FrameSet SealedBlocks => _sealedBlocks;

    /// <summary>Equality of every field.</summary>
    public static bool operator ==(in State left, in State right) => left.Equals(right);

    /// <summary>Difference in some field.</summary>
    public static bool operator !=(in State left, in State right) => !left.Equals(right);

    /// <summary>The session that owns the dataspace.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <returns>The owner.</returns>
    public readonly SessionId OwnerOf(DataspaceId dataspace) => new(_owners[dataspace.Index]);

    /// <summary>The frames that the dataspace shows; a hollow one keeps the extent it had.</summary>
    /// <param name="dataspace">A slot.</param>
    /// <returns>The extent, of length 0 for an empty slot.</returns>
    public readonly Extent ExtentOf(DataspaceId dataspace) => _extents[dataspace.Index];

    /// <summary>The extent of the allocation that the dataspace is a part of (Linux platforms; else none).</summary>
    /// <param name="dataspace">A slot.</param>
    /// <returns>The block.</returns>
    public readonly Extent BlockOf(DataspaceId dataspace) => _blocks[dataspace.Index];

    /// <summary>The dataspace that this one is an alias of: a set of one, or the empty set.</summary>
    /// <param name="dataspace">A slot.</param>
    /// <returns>The parent.</returns>
    public readonly DataspaceSet ParentOf(DataspaceId dataspace) => new(1u << _parentsPlusOne[dataspace.Index] >> 1);

    /// <summary>The aliases of a dataspace.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <returns>The children.</returns>
    public readonly DataspaceSet ChildrenOf(DataspaceId dataspace) =>
        new(Lanes.SlotsWith(in _parentsPlusOne, (byte)(dataspace.Index + 1)));

    /// <summary>The aliases of the dataspaces of a set.</summary>
    /// <param name="dataspaces">Slots in use.</param>
    /// <returns>The children, which may be members themselves.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly DataspaceSet ChildrenOf(DataspaceSet dataspaces) =>
        new(Vector128.ShuffleNative(Lanes.Members(dataspaces), ParentIndices).ExtractMostSignificantBits());

    /// <summary>The dataspaces that have a parent with the same owner.</summary>
    public readonly DataspaceSet OwnKin =>
        new(Vector128.Equals(Vector128.ShuffleNative(Lanes.Of(in _owners), ParentIndices), Lanes.Of(in _owners))
            .ExtractMostSignificantBits()
            & ~Lanes.SlotsWith(in _parentsPlusOne, 0));

    /// <summary>The aliases of the dataspaces of a set, their aliases, and so on.</summary>
    /// <param name="dataspaces">Slots in use.</param>
    /// <returns>The descendants, which may be members themselves.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly DataspaceSet DescendantsOf(DataspaceSet dataspaces)
    {
        // Round i finds those below an ancestor up to 2^i generations up, and doubles the generations that a step goes.
        // No tree of 16 slots is deeper than 15.
        Vector128<byte> ancestors = Lanes.Of(in _parentsPlusOne);
        Vector128<byte> members = Lanes.Members(dataspaces);
        Vector128<byte> found = Vector128<byte>.Zero;
        for (int generations = 1; generations < DataspaceId.Capacity; generations *= 2)
        {
            Vector128<byte> indices = ancestors - Vector128<byte>.One;
            found |= Vector128.ShuffleNative(members | found, indices);
            ancestors = Vector128.ShuffleNative(ancestors, indices);
        }

        return new DataspaceSet(found.ExtractMostSignificantBits());
    }

    /// <summary>The dataspaces that a session owns, zombies and hollow ones included.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The dataspaces.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly DataspaceSet OwnedBy(SessionId session) =>
        new(Lanes.SlotsWith(in _owners, (byte)session.Index) & Occupied.Bits);

    /// <summary>The sessions that hold a capability for the dataspace (delegated sharing; else none).</summary>
    /// <param name="dataspace">A slot.</param>
    /// <returns>The holders.</returns>
    public readonly SessionSet HoldersOf(DataspaceId dataspace) => new(_holders[dataspace.Index]);

    /// <summary>The dataspaces for which a session holds a capability (delegated sharing; else none).</summary>
    /// <param name="session">The session.</param>
    /// <returns>The dataspaces.</returns>
    public readonly DataspaceSet HeldBy(SessionId session)
    {
        Vector128<byte> holder = Vector128.Create((byte)(1 << session.Index));
        return new DataspaceSet(Vector128.Equals(Lanes.Of(in _holders) & holder, holder).ExtractMostSignificantBits());
    }

    /// <summary>The session in whose address space the region lies.</summary>
    /// <param name="region">A region slot in use.</param>
    /// <returns>The session.</returns>
    public readonly SessionId SessionOf(RegionId region) => new(_regionSessions[region.Index]);

    /// <summary>
    /// The dataspace that the region was attached through: a set of one, or the empty set once that is destroyed.
    /// </summary>
    /// <param name="region">A region slot.</param>
    /// <returns>The dataspace.</returns>
    public readonly DataspaceSet DataspaceOf(RegionId region) =>
        new(1u << _regionDataspacesPlusOne[region.Index] >> 1);

    /// <summary>The frames that the region reaches.</summary>
    /// <param name="region">A region slot.</param>
    /// <returns>The extent.</returns>
    public readonly Extent ExtentOf(RegionId region) => _regionExtents[region.Index];

    /// <summary>The regions of a session.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The regions.</returns>
    public readonly RegionSet RegionsOf(SessionId session) =>
        _regions & new RegionSet(
            Vector128.Equals(Lanes.Of(in _regionSessions), Vector128.Create((byte)session.Index))
                .ExtractMostSignificantBits());

    /// <summary>
    /// The frames that the session allocated and that have not been released since (charging Allocator).
    /// </summary>
    /// <param name="session">The session.</param>
    /// <returns>The frames.</returns>
    public readonly FrameSet PaidBy(SessionId session) => _paid[session.Index];

    /// <summary>The allocated frames that the session allocated, whoever pays (where MemoryReclaim is asked).</summary>
    /// <param name="session">The session.</param>
    /// <returns>The frames.</returns>
    public readonly FrameSet AllocatedBy(SessionId session) => _allocated[session.Index];

    /// <summary>How much quota a session has given to another one, in frames (where Donate exists).</summary>
    /// <param name="giver">Who gave.</param>
    /// <param name="receiver">Who received.</param>
    /// <returns>0 to 255.</returns>
    public readonly int GivenBy(SessionId giver, SessionId receiver) => _given[giver.Index][receiver.Index];

    /// <summary>How much quota a session has given to all others.</summary>
    /// <param name="giver">Who gave.</param>
    /// <returns>In frames.</returns>
    public readonly int GivenBy(SessionId giver)
    {
        int given = 0;
        for (int receiver = 0; receiver < SessionId.Capacity; receiver++)
        {
            given += _given[giver.Index][receiver];
        }

        return given;
    }

    /// <summary>How much quota all others have given to a session.</summary>
    /// <param name="receiver">Who received.</param>
    /// <returns>In frames.</returns>
    public readonly int GivenTo(SessionId receiver)
    {
        int given = 0;
        for (int giver = 0; giver < SessionId.Capacity; giver++)
        {
            given += _given[giver][receiver.Index];
        }

        return given;
    }

    /// <summary>The regions that are attached through a dataspace of a set.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    /// <returns>The regions.</returns>
    public readonly RegionSet RegionsThrough(DataspaceSet dataspaces)
    {
        RegionSet through = default;
        foreach (RegionId region in _regions)
        {
            if (DataspaceOf(region).Overlaps(dataspaces))
            {
                through += region;
            }
        }

        return through;
    }

    /// <summary>The frames that the regions of a set show.</summary>
    /// <param name="regions">The regions.</param>
    /// <returns>The union of their extents.</returns>
    public readonly FrameSet FramesOf(RegionSet regions)
    {
        FrameSet frames = default;
        foreach (RegionId region in regions)
        {
            frames |= ExtentOf(region).Frames;
        }

        return frames;
    }

    /// <summary>The frames that the session wrote last (contents).</summary>
    /// <param name="session">The session.</param>
    /// <returns>The frames.</returns>
    public readonly FrameSet WrittenBy(SessionId session) => _written[session.Index];

    /// <summary>The frames that some session has written since they were zeroed (contents).</summary>
    public readonly FrameSet Written => Lanes.Union(Lanes.Of(in _written));

    /// <summary>The frames that have a payer on record (charging Allocator).</summary>
    public readonly FrameSet Paid => Lanes.Union(Lanes.Of(in _paid));

    /// <summary>The frames that the dataspaces of a set show.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    /// <returns>The union of their extents.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FrameSet FramesOf(DataspaceSet dataspaces)
    {
        Vector512<uint> extents = Lanes.WideMembers(dataspaces) & Lanes.Of(in _extents);
        return Lanes.Union(extents.GetLower() | extents.GetUpper());
    }

    /// <summary>How often the dataspaces of a set show each frame.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    /// <returns>A count for each frame.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FrameBag CoverOf(DataspaceSet dataspaces)
    {
        FrameBag cover = default;
        foreach (DataspaceId dataspace in dataspaces)
        {
            cover += ExtentOf(dataspace).Frames;
        }

        return cover;
    }

    /// <inheritdoc/>
    public readonly bool Equals(State other) => Bytes(in this).SequenceEqual(Bytes(in other));

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is State other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes(in this));
        return hash.ToHashCode();
    }

    // The parent of each slot as an index, 255 where there is none: a shuffle gives 0 for that on every processor.
    private readonly Vector128<byte> ParentIndices => Lanes.Of(in _parentsPlusOne) - Vector128<byte>.One;

    private static ReadOnlySpan<byte> Bytes(in State state) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<State>(in state));
}
