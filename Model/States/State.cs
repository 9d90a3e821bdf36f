using System.Numerics;
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

    /// <summary>The aliases of the dataspaces of a set.</summary>
    /// <param name="dataspaces">Slots in use.</param>
    /// <returns>The children, which may be members themselves.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly DataspaceSet ChildrenOf(DataspaceSet dataspaces) =>
        new(Vector128.ShuffleNative(Members(dataspaces), ParentIndices).ExtractMostSignificantBits());

    /// <summary>The dataspaces that have a parent with the same owner.</summary>
    public readonly DataspaceSet OwnKin =>
        new(Vector128.Equals(Vector128.ShuffleNative(Bytes(in _owners), ParentIndices), Bytes(in _owners))
            .ExtractMostSignificantBits()
            & ~SlotsWith(in _parentsPlusOne, 0));

    /// <summary>The aliases of the dataspaces of a set, their aliases, and so on.</summary>
    /// <param name="dataspaces">Slots in use.</param>
    /// <returns>The descendants, which may be members themselves.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly DataspaceSet DescendantsOf(DataspaceSet dataspaces)
    {
        // Round i finds those below an ancestor up to 2^i generations up, and doubles the generations that a step goes.
        // No tree of 16 slots is deeper than 15.
        Vector128<byte> ancestors = Bytes(in _parentsPlusOne);
        Vector128<byte> members = Members(dataspaces);
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
        new(SlotsWith(in _owners, (byte)session.Index) & Occupied.Bits);

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
        return new DataspaceSet(Vector128.Equals(Bytes(in _holders) & holder, holder).ExtractMostSignificantBits());
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
            Vector128.Equals(Bytes(in _regionSessions), Vector128.Create((byte)session.Index))
                .ExtractMostSignificantBits());

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
    public readonly FrameSet Written => Union(Words(in _written));

    /// <summary>The frames that have a payer on record (charging Allocator).</summary>
    public readonly FrameSet Paid => Union(Words(in _paid));

    /// <summary>The frames that the dataspaces of a set show.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    /// <returns>The union of their extents.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FrameSet FramesOf(DataspaceSet dataspaces)
    {
        Vector512<uint> extents = WideMembers(dataspaces) & Words(in _extents);
        return Union(extents.GetLower() | extents.GetUpper());
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

    /// <summary>Puts a live dataspace without holders into an empty slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="owner">The session that owns it.</param>
    /// <param name="extent">The frames it shows.</param>
    /// <param name="parent">What it is an alias of, or the empty set.</param>
    /// <param name="writable">Whether it may be written.</param>
    public void Place(DataspaceId slot, SessionId owner, Extent extent, DataspaceSet parent, bool writable)
    {
        DataspaceSet placed = DataspaceSet.Of(slot);
        _live |= placed;
        _writable |= writable ? placed : default;
        Put(in _extents, slot, extent);
        Put(in _owners, slot, (byte)owner.Index);
        Put(in _parentsPlusOne, slot, ParentCode(parent));
    }

    /// <summary>Fills an empty slot: the reverse of reading all of its fields but block and holders.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="placement">What goes there, perhaps nothing.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Place(DataspaceId slot, in Placement placement)
    {
        _extents[slot.Index] = placement.Extent;
        _owners[slot.Index] = placement.Owner;
        _parentsPlusOne[slot.Index] = placement.ParentPlusOne;
        _live |= new DataspaceSet((placement.Marks & Placement.Live) << slot.Index);
        _writable |= new DataspaceSet((placement.Marks >> 1 & 1) << slot.Index);
        if (placement.Marks > (Placement.Live | Placement.Writable))
        {
            _zombies |= new DataspaceSet((placement.Marks >> 2 & 1) << slot.Index);
            _hollow |= new DataspaceSet((placement.Marks >> 3 & 1) << slot.Index);
            _sealed |= new DataspaceSet((placement.Marks >> 4 & 1) << slot.Index);
            _aliases |= new DataspaceSet((placement.Marks >> 5 & 1) << slot.Index);
        }
    }

    /// <summary>Records that a dataspace is of kind Alias.</summary>
    /// <param name="dataspace">A slot in use.</param>
    public void MarkAlias(DataspaceId dataspace) => _aliases += dataspace;

    /// <summary>Records the block that a dataspace is a part of.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="block">The extent of the allocation.</param>
    public void SetBlock(DataspaceId dataspace, Extent block) => Put(in _blocks, dataspace, block);

    /// <summary>Makes another dataspace, or none, the parent.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="parent">A set of at most one.</param>
    public void SetParent(DataspaceId dataspace, DataspaceSet parent) =>
        Put(in _parentsPlusOne, dataspace, ParentCode(parent));

    /// <summary>Takes the parents of dataspaces away.</summary>
    /// <param name="dataspaces">Slots in use.</param>
    public void Orphan(DataspaceSet dataspaces) => Bytes(in _parentsPlusOne) &= ~Members(dataspaces);

    /// <summary>Records who holds a capability for a dataspace.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="holders">The sessions.</param>
    public void SetHolders(DataspaceId dataspace, SessionSet holders) =>
        Put(in _holders, dataspace, (byte)holders.Bits);

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
        Bytes(in _holders) &= ~Members(dataspaces);
    }

    /// <summary>Takes the backing away from dataspaces: they keep owner, extent and rights.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    public void MakeHollow(DataspaceSet dataspaces)
    {
        _live -= dataspaces;
        _hollow |= dataspaces;
        Words(in _blocks) &= ~WideMembers(dataspaces);
    }

    /// <summary>Empties dataspace slots. Links from other slots to them are the caller's to mend.</summary>
    /// <param name="dataspaces">The slots.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(DataspaceSet dataspaces)
    {
        _live -= dataspaces;
        _zombies -= dataspaces;
        _hollow -= dataspaces;
        _writable -= dataspaces;
        _sealed -= dataspaces;
        _aliases -= dataspaces;
        Vector512<uint> wide = WideMembers(dataspaces);
        Words(in _extents) &= ~wide;
        Words(in _blocks) &= ~wide;
        Vector128<byte> members = Members(dataspaces);
        Bytes(in _owners) &= ~members;
        Bytes(in _parentsPlusOne) &= ~members;
        Bytes(in _holders) &= ~members;
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
    public void Zero(FrameSet frames) => Words(in _written) &= ~Vector256.Create(frames.Bits);

    /// <summary>Forgets payer, content and seal of every frame that is not pinned any more.</summary>
    /// <param name="pinned">The frames that stay allocated.</param>
    public void Release(FrameSet pinned)
    {
        _sealedBlocks &= pinned;
        Words(in _paid) &= Vector256.Create(pinned.Bits);
        Words(in _written) &= Vector256.Create(pinned.Bits);
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

    /// <summary>The dataspace slots in which this state differs from another.</summary>
    /// <param name="other">The other state.</param>
    /// <param name="orphaned">Those of them that are the same but for a parent that they have no longer.</param>
    /// <returns>The slots.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly DataspaceSet SlotsUnlike(in State other, out DataspaceSet orphaned)
    {
        ulong alikeWords = Vector512.Equals(Words(in _extents), Words(in other._extents)).ExtractMostSignificantBits()
            & Vector512.Equals(Words(in _blocks), Words(in other._blocks)).ExtractMostSignificantBits();
        Vector128<byte> alikeBytes = Vector128.Equals(Bytes(in _owners), Bytes(in other._owners))
            & Vector128.Equals(Bytes(in _holders), Bytes(in other._holders));
        uint alike = (uint)alikeWords & alikeBytes.ExtractMostSignificantBits();
        uint sets = (_live.Bits ^ other._live.Bits)
            | (_zombies.Bits ^ other._zombies.Bits)
            | (_hollow.Bits ^ other._hollow.Bits)
            | (_writable.Bits ^ other._writable.Bits)
            | (_sealed.Bits ^ other._sealed.Bits)
            | (_aliases.Bits ^ other._aliases.Bits);
        DataspaceSet slots = DataspaceSet.First(DataspaceId.Capacity);
        DataspaceSet unlike = slots - new DataspaceSet(alike & ~sets);
        Vector128<byte> sameParent = Vector128.Equals(Bytes(in _parentsPlusOne), Bytes(in other._parentsPlusOne));
        DataspaceSet moved = slots - new DataspaceSet(sameParent.ExtractMostSignificantBits());
        orphaned = new DataspaceSet(SlotsWith(in _parentsPlusOne, 0)) & moved - unlike;
        return unlike | moved;
    }

    /// <summary>The region slots in which two states differ.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>The slots.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly RegionSet RegionsUnlike(in State other)
    {
        uint alike = Vector256.Equals(Words(in _regionExtents), Words(in other._regionExtents))
            .ExtractMostSignificantBits();
        Vector128<byte> alikeBytes = Vector128.Equals(Bytes(in _regionSessions), Bytes(in other._regionSessions))
            & Vector128.Equals(Bytes(in _regionDataspacesPlusOne), Bytes(in other._regionDataspacesPlusOne));
        uint sets = (_regions.Bits ^ other._regions.Bits) | (_writableRegions.Bits ^ other._writableRegions.Bits);
        return RegionSet.First(RegionId.Capacity)
            - new RegionSet(alike & alikeBytes.ExtractMostSignificantBits() & ~sets);
    }

    /// <summary>Whether two states record the same of every frame: payer, last writer and seal.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>True iff they do.</returns>
    public readonly bool RecordsFramesLike(in State other) =>
        Words(in _paid) == Words(in other._paid)
        && Words(in _written) == Words(in other._written)
        && _sealedBlocks == other._sealedBlocks;

    /// <summary>Becomes the same as another state: an assignment, but compiled to a few vector moves.</summary>
    /// <param name="other">The other state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Become(in State other)
    {
        ref byte target = ref Unsafe.As<State, byte>(ref this);
        ref byte source = ref Unsafe.As<State, byte>(ref Unsafe.AsRef(in other));
        Vector512.LoadUnsafe(ref source).StoreUnsafe(ref target);
        Vector512.LoadUnsafe(ref source, 64).StoreUnsafe(ref target, 64);
        Vector512.LoadUnsafe(ref source, 128).StoreUnsafe(ref target, 128);
        Vector512.LoadUnsafe(ref source, 192).StoreUnsafe(ref target, 192);
        Vector512.LoadUnsafe(ref source, 256).StoreUnsafe(ref target, 256);

        _sealedBlocks = other._sealedBlocks;
    }

    // The parent of each slot as an index, 255 where there is none: a shuffle gives 0 for that on every processor.
    private readonly Vector128<byte> ParentIndices => Bytes(in _parentsPlusOne) - Vector128<byte>.One;

    private static ReadOnlySpan<byte> Bytes(in State state) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<State>(in state));

    private static byte ParentCode(DataspaceSet parent) => (byte)(32 - BitOperations.LeadingZeroCount(parent.Bits));

    private static uint SlotsWith(in PerDataspace<byte> values, byte value) =>
        Vector128.Equals(Bytes(in values), Vector128.Create(value)).ExtractMostSignificantBits();

    // All ones for each member of a set, zero for every other slot: as bytes and as words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Members(DataspaceSet dataspaces)
    {
        Vector128<byte> own = Vector128.Create(0x8040_2010_0804_0201).AsByte();
        Vector128<byte> spread = Vector128.Shuffle(
            Vector128.CreateScalarUnsafe(dataspaces.Bits).AsByte(),
            Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
        return Vector128.Equals(spread & own, own);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> WideMembers(DataspaceSet dataspaces)
    {
        Vector512<uint> own = Vector512.Create(
            1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return Vector512.Equals(Vector512.Create(dataspaces.Bits) & own, own);
    }

    private static FrameSet Union(Vector256<uint> sets)
    {
        Vector128<uint> half = sets.GetLower() | sets.GetUpper();
        ulong quarter = half.AsUInt64()[0] | half.AsUInt64()[1];
        return new FrameSet((uint)quarter | (uint)(quarter >> 32));
    }

    // The value of one slot is written as a part of the whole vector: what follows reads the whole, and a processor
    // waits when it reads at once what was just written in pieces.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(in PerDataspace<byte> values, DataspaceId slot, byte value)
    {
        Vector128<byte> chosen = Vector128.Equals(Vector128<byte>.Indices, Vector128.Create((byte)slot.Index));
        Bytes(in values) = Vector128.ConditionalSelect(chosen, Vector128.Create(value), Bytes(in values));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(in PerDataspace<Extent> extents, DataspaceId slot, Extent extent)
    {
        Vector512<uint> chosen = Vector512.Equals(Vector512<uint>.Indices, Vector512.Create((uint)slot.Index));
        Words(in extents) =
            Vector512.ConditionalSelect(chosen, Vector512.Create(extent.Frames.Bits), Words(in extents));
    }

    private static ref Vector256<uint> Words(in PerSession<FrameSet> sets) =>
        ref Unsafe.As<PerSession<FrameSet>, Vector256<uint>>(ref Unsafe.AsRef(in sets));

    private static ref Vector512<uint> Words(in PerDataspace<Extent> extents) =>
        ref Unsafe.As<PerDataspace<Extent>, Vector512<uint>>(ref Unsafe.AsRef(in extents));

    private static ref Vector256<uint> Words(in PerRegion<Extent> extents) =>
        ref Unsafe.As<PerRegion<Extent>, Vector256<uint>>(ref Unsafe.AsRef(in extents));

    private static ref Vector128<byte> Bytes(in PerDataspace<byte> values) =>
        ref Unsafe.As<PerDataspace<byte>, Vector128<byte>>(ref Unsafe.AsRef(in values));

    // The values in the lower half, zero above them.
    private static Vector128<byte> Bytes(in PerRegion<byte> values) =>
        Vector128.CreateScalar(Unsafe.As<PerRegion<byte>, ulong>(ref Unsafe.AsRef(in values))).AsByte();
}
