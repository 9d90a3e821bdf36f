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
public struct State : IEquatable<State>
{
    // Words first, then bytes: no padding, so that equality can compare memory.
    private PerDataspace<Extent> _extents;
    private PerDataspace<Extent> _blocks;
    private PerRegion<Extent> _regionExtents;
    private PerSession<FrameSet> _paid;
    private PerSession<FrameSet> _written;
    private FrameSet _sealedBlocks;
    private DataspaceSet _live;
    private DataspaceSet _zombies;
    private DataspaceSet _hollow;
    private DataspaceSet _writable;
    private DataspaceSet _sealed;
    private DataspaceSet _aliases;
    private RegionSet _regions;
    private RegionSet _writableRegions;
    private PerDataspace<byte> _owners;
    private PerDataspace<byte> _parentsPlusOne;
    private PerDataspace<byte> _holders;
    private PerRegion<byte> _regionSessions;
    private PerRegion<byte> _regionDataspacesPlusOne;

    /// <summary>The dataspaces that have been neither freed nor hollowed.</summary>
    public readonly DataspaceSet Live => _live;

    /// <summary>The dataspaces that were freed but are kept by their aliases: nameable by nobody.</summary>
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
        new(SlotsWith(in _parentsPlusOne, (byte)(dataspace.Index + 1)));

    /// <summary>The aliases of a dataspace, their aliases, and so on.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <returns>The descendants, without the dataspace itself.</returns>
    public readonly DataspaceSet DescendantsOf(DataspaceId dataspace)
    {
        DataspaceSet found = default;
        DataspaceSet front = ChildrenOf(dataspace);
        while (!front.IsEmpty)
        {
            found |= front;
            DataspaceSet next = default;
            foreach (DataspaceId child in front)
            {
                next |= ChildrenOf(child);
            }

            front = next;
        }

        return found;
    }

    /// <summary>The dataspaces that a session owns, zombies and hollow ones included.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The dataspaces.</returns>
    public readonly DataspaceSet OwnedBy(SessionId session) =>
        new(SlotsWith(in _owners, (byte)session.Index) & Occupied.Bits);

    /// <summary>The sessions that hold a capability for the dataspace (delegated sharing; else none).</summary>
    /// <param name="dataspace">A slot.</param>
    /// <returns>The holders.</returns>
    public readonly SessionSet HoldersOf(DataspaceId dataspace) => new(_holders[dataspace.Index]);

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
    public readonly RegionSet RegionsOf(SessionId session)
    {
        RegionSet found = default;
        foreach (RegionId region in _regions)
        {
            if (SessionOf(region) == session)
            {
                found += region;
            }
        }

        return found;
    }

    /// <summary>
    /// The frames that the session allocated and that have not been released since (charging Allocator).
    /// </summary>
    /// <param name="session">The session.</param>
    /// <returns>The frames.</returns>
    public readonly FrameSet PaidBy(SessionId session) => _paid[session.Index];

    /// <summary>The frames that the session wrote last (contents).</summary>
    /// <param name="session">The session.</param>
    /// <returns>The frames.</returns>
    public readonly FrameSet WrittenBy(SessionId session) => _written[session.Index];

    /// <summary>The frames that some session has written since they were zeroed (contents).</summary>
    public readonly FrameSet Written
    {
        get
        {
            FrameSet written = default;
            foreach (FrameSet frames in _written)
            {
                written |= frames;
            }

            return written;
        }
    }

    /// <summary>The frames that have a payer on record (charging Allocator).</summary>
    public readonly FrameSet Paid
    {
        get
        {
            FrameSet paid = default;
            foreach (FrameSet frames in _paid)
            {
                paid |= frames;
            }

            return paid;
        }
    }

    /// <summary>The frames that the dataspaces of a set show.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    /// <returns>The union of their extents.</returns>
    public readonly FrameSet FramesOf(DataspaceSet dataspaces)
    {
        FrameSet frames = default;
        foreach (DataspaceId dataspace in dataspaces)
        {
            frames |= ExtentOf(dataspace).Frames;
        }

        return frames;
    }

    /// <summary>Puts a live dataspace without holders into an empty slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="owner">The session that owns it.</param>
    /// <param name="extent">The frames it shows.</param>
    /// <param name="parent">What it is an alias of, or the empty set.</param>
    /// <param name="writable">Whether it may be written.</param>
    public void Place(DataspaceId slot, SessionId owner, Extent extent, DataspaceSet parent, bool writable)
    {
        _live += slot;
        _owners[slot.Index] = (byte)owner.Index;
        _extents[slot.Index] = extent;
        _parentsPlusOne[slot.Index] = ParentCode(parent);
        if (writable)
        {
            _writable += slot;
        }
    }

    /// <summary>Records that a dataspace is of kind Alias.</summary>
    /// <param name="dataspace">A slot in use.</param>
    public void MarkAlias(DataspaceId dataspace) => _aliases += dataspace;

    /// <summary>Records the block that a dataspace is a part of.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="block">The extent of the allocation.</param>
    public void SetBlock(DataspaceId dataspace, Extent block) => _blocks[dataspace.Index] = block;

    /// <summary>Makes another dataspace, or none, the parent.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="parent">A set of at most one.</param>
    public void SetParent(DataspaceId dataspace, DataspaceSet parent) =>
        _parentsPlusOne[dataspace.Index] = ParentCode(parent);

    /// <summary>Records who holds a capability for a dataspace.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="holders">The sessions.</param>
    public void SetHolders(DataspaceId dataspace, SessionSet holders) =>
        _holders[dataspace.Index] = (byte)holders.Bits;

    /// <summary>Seals a dataspace.</summary>
    /// <param name="dataspace">A slot in use.</param>
    public void Seal(DataspaceId dataspace) => _sealed += dataspace;

    /// <summary>Records that blocks were sealed.</summary>
    /// <param name="frames">All of their frames.</param>
    public void SealBlocks(FrameSet frames) => _sealedBlocks |= frames;

    /// <summary>Turns live dataspaces into zombies: nobody holds them any more, everything else stays.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    public void MakeZombies(DataspaceSet dataspaces)
    {
        _live -= dataspaces;
        _zombies |= dataspaces;
        foreach (DataspaceId dataspace in dataspaces)
        {
            _holders[dataspace.Index] = 0;
        }
    }

    /// <summary>Takes the backing away from dataspaces: they keep owner, extent and rights.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    public void MakeHollow(DataspaceSet dataspaces)
    {
        _live -= dataspaces;
        _hollow |= dataspaces;
        foreach (DataspaceId dataspace in dataspaces)
        {
            _blocks[dataspace.Index] = default;
        }
    }

    /// <summary>Empties dataspace slots. Links from other slots to them are the caller's to mend.</summary>
    /// <param name="dataspaces">The slots.</param>
    public void Remove(DataspaceSet dataspaces)
    {
        _live -= dataspaces;
        _zombies -= dataspaces;
        _hollow -= dataspaces;
        _writable -= dataspaces;
        _sealed -= dataspaces;
        _aliases -= dataspaces;
        foreach (DataspaceId dataspace in dataspaces)
        {
            _extents[dataspace.Index] = default;
            _blocks[dataspace.Index] = default;
            _owners[dataspace.Index] = 0;
            _parentsPlusOne[dataspace.Index] = 0;
            _holders[dataspace.Index] = 0;
        }
    }

    /// <summary>Puts a region into an empty slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="session">In whose address space.</param>
    /// <param name="dataspace">The dataspace attached: a set of one, or none when that is already gone.</param>
    /// <param name="extent">The frames it reaches.</param>
    /// <param name="writable">Whether it may be written through.</param>
    public void Place(RegionId slot, SessionId session, DataspaceSet dataspace, Extent extent, bool writable)
    {
        _regions += slot;
        _regionSessions[slot.Index] = (byte)session.Index;
        _regionDataspacesPlusOne[slot.Index] = ParentCode(dataspace);
        _regionExtents[slot.Index] = extent;
        if (writable)
        {
            _writableRegions += slot;
        }
    }

    /// <summary>Forgets through which dataspace a region was attached.</summary>
    /// <param name="region">A region slot in use.</param>
    public void ForgetDataspace(RegionId region) => _regionDataspacesPlusOne[region.Index] = 0;

    /// <summary>Empties region slots.</summary>
    /// <param name="regions">The slots.</param>
    public void Remove(RegionSet regions)
    {
        _regions -= regions;
        _writableRegions -= regions;
        foreach (RegionId region in regions)
        {
            _regionSessions[region.Index] = 0;
            _regionDataspacesPlusOne[region.Index] = 0;
            _regionExtents[region.Index] = default;
        }
    }

    /// <summary>Records who pays for frames.</summary>
    /// <param name="session">The payer.</param>
    /// <param name="frames">The frames.</param>
    public void SetPayer(SessionId session, FrameSet frames) => _paid[session.Index] |= frames;

    /// <summary>Records that a session wrote frames, last of all.</summary>
    /// <param name="session">The writer.</param>
    /// <param name="frames">The frames.</param>
    public void SetWriter(SessionId session, FrameSet frames)
    {
        Zero(frames);
        _written[session.Index] |= frames;
    }

    /// <summary>Zeroes frames: nobody has written them since.</summary>
    /// <param name="frames">The frames.</param>
    public void Zero(FrameSet frames)
    {
        for (int session = 0; session < SessionId.Capacity; session++)
        {
            _written[session] -= frames;
        }
    }

    /// <summary>Forgets payer, content and seal of every frame that is not pinned any more.</summary>
    /// <param name="pinned">The frames that stay allocated.</param>
    public void Release(FrameSet pinned)
    {
        _sealedBlocks &= pinned;
        for (int session = 0; session < SessionId.Capacity; session++)
        {
            _paid[session] &= pinned;
            _written[session] &= pinned;
        }
    }

    /// <summary>A total order of states; it has no meaning but that one of several comes first.</summary>
    /// <param name="left">A state.</param>
    /// <param name="right">A state.</param>
    /// <returns>Less than, equal to or greater than 0 as the left one comes before, is the same, or after.</returns>
    public static int Compare(in State left, in State right) => Bytes(in left).SequenceCompareTo(Bytes(in right));

    /// <summary>The same state under other names.</summary>
    /// <param name="names">The names; a name that nothing has in the state may be exchanged like any other.</param>
    /// <returns>The state.</returns>
    public readonly State Renamed(in Names names)
    {
        State renamed = this;
        if (!names.Sessions.IsIdentity)
        {
            renamed.RenameSessions(names);
        }

        if (!names.Dataspaces.IsIdentity || !names.Regions.IsIdentity)
        {
            renamed = renamed.WithSlotsMoved(in names);
        }

        return renamed;
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

    private void RenameSessions(in Names names)
    {
        foreach (DataspaceId dataspace in Occupied)
        {
            _owners[dataspace.Index] = (byte)names.Of(OwnerOf(dataspace)).Index;
            _holders[dataspace.Index] = (byte)names.Sessions.Of(HoldersOf(dataspace)).Bits;
        }

        foreach (RegionId region in _regions)
        {
            _regionSessions[region.Index] = (byte)names.Of(SessionOf(region)).Index;
        }

        PerSession<FrameSet> paid = _paid;
        PerSession<FrameSet> written = _written;
        for (int session = 0; session < SessionId.Capacity; session++)
        {
            _paid[names.Sessions[session]] = paid[session];
            _written[names.Sessions[session]] = written[session];
        }
    }

    private readonly State WithSlotsMoved(in Names names)
    {
        State moved = default;
        moved._paid = _paid;
        moved._written = _written;
        moved._sealedBlocks = _sealedBlocks;
        moved._live = names.Dataspaces.Of(_live);
        moved._zombies = names.Dataspaces.Of(_zombies);
        moved._hollow = names.Dataspaces.Of(_hollow);
        moved._writable = names.Dataspaces.Of(_writable);
        moved._sealed = names.Dataspaces.Of(_sealed);
        moved._aliases = names.Dataspaces.Of(_aliases);
        moved._regions = names.Regions.Of(_regions);
        moved._writableRegions = names.Regions.Of(_writableRegions);
        foreach (DataspaceId dataspace in Occupied)
        {
            int slot = names.Of(dataspace).Index;
            moved._extents[slot] = _extents[dataspace.Index];
            moved._blocks[slot] = _blocks[dataspace.Index];
            moved._owners[slot] = _owners[dataspace.Index];
            moved._holders[slot] = _holders[dataspace.Index];
            moved._parentsPlusOne[slot] = ParentCode(names.Dataspaces.Of(ParentOf(dataspace)));
        }

        foreach (RegionId region in _regions)
        {
            int slot = names.Of(region).Index;
            moved._regionExtents[slot] = _regionExtents[region.Index];
            moved._regionSessions[slot] = _regionSessions[region.Index];
            moved._regionDataspacesPlusOne[slot] = ParentCode(names.Dataspaces.Of(DataspaceOf(region)));
        }

        return moved;
    }

    private static ReadOnlySpan<byte> Bytes(in State state) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<State>(in state));

    private static byte ParentCode(DataspaceSet parent) => (byte)(parent.IsEmpty ? 0 : parent.Lowest.Index + 1);

    private static uint SlotsWith(in PerDataspace<byte> values, byte value) =>
        Vector128.Equals(
            Unsafe.As<PerDataspace<byte>, Vector128<byte>>(ref Unsafe.AsRef(in values)), Vector128.Create(value))
            .ExtractMostSignificantBits();
}
