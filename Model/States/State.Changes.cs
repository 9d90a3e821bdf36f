using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <content>The changes that operations are made of.</content>
public partial struct State
{
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

    /// <summary>Becomes the same as another state in what few scopes use.</summary>
    /// <param name="other">The other state.</param>
    internal void BecomeBeyond(in State other)
    {
        _staleRegions = other._staleRegions;
        _allocated = other._allocated;
        _given = other._given;
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
        Lanes.Put(ref _extents, slot, extent);
        Lanes.Put(ref _owners, slot, (byte)owner.Index);
        Lanes.Put(ref _parentsPlusOne, slot, ParentCode(parent));
    }

    /// <summary>Records that a dataspace is of kind Alias.</summary>
    /// <param name="dataspace">A slot in use.</param>
    public void MarkAlias(DataspaceId dataspace) => _aliases += dataspace;

    /// <summary>Records the block that a dataspace is a part of.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="block">The extent of the allocation.</param>
    public void SetBlock(DataspaceId dataspace, Extent block) => Lanes.Put(ref _blocks, dataspace, block);

    /// <summary>Makes another dataspace, or none, the parent.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="parent">A set of at most one.</param>
    public void SetParent(DataspaceId dataspace, DataspaceSet parent) =>
        Lanes.Put(ref _parentsPlusOne, dataspace, ParentCode(parent));

    /// <summary>Takes the parents of dataspaces away.</summary>
    /// <param name="dataspaces">Slots in use.</param>
    public void Orphan(DataspaceSet dataspaces) => Lanes.In(ref _parentsPlusOne) &= ~Lanes.Members(dataspaces);

    /// <summary>Records who holds a capability for a dataspace.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="holders">The sessions.</param>
    public void SetHolders(DataspaceId dataspace, SessionSet holders) =>
        Lanes.Put(ref _holders, dataspace, (byte)holders.Bits);

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
        Lanes.In(ref _holders) &= ~Lanes.Members(dataspaces);
    }

    /// <summary>Takes the backing away from dataspaces: they keep owner, extent and rights.</summary>
    /// <param name="dataspaces">The dataspaces.</param>
    public void MakeHollow(DataspaceSet dataspaces)
    {
        _live -= dataspaces;
        _hollow |= dataspaces;
        Lanes.In(ref _blocks) &= ~Lanes.WideMembers(dataspaces);
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
        Vector512<uint> wide = Lanes.WideMembers(dataspaces);
        Lanes.In(ref _extents) &= ~wide;
        Lanes.In(ref _blocks) &= ~wide;
        Vector128<byte> members = Lanes.Members(dataspaces);
        Lanes.In(ref _owners) &= ~members;
        Lanes.In(ref _parentsPlusOne) &= ~members;
        Lanes.In(ref _holders) &= ~members;
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

    /// <summary>Makes another session the owner.</summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <param name="owner">The new owner.</param>
    public void SetOwner(DataspaceId dataspace, SessionId owner) =>
        Lanes.Put(ref _owners, dataspace, (byte)owner.Index);

    /// <summary>Takes the right to write from regions.</summary>
    /// <param name="regions">The regions.</param>
    public void MakeReadOnly(RegionSet regions) => _writableRegions -= regions;

    /// <summary>Marks regions as stale: a frame that they show became free.</summary>
    /// <param name="regions">Region slots in use.</param>
    public void MarkStale(RegionSet regions) => _staleRegions |= regions;

    /// <summary>Records that a session allocated frames.</summary>
    /// <param name="session">The session.</param>
    /// <param name="frames">The frames.</param>
    public void SetAllocator(SessionId session, FrameSet frames) => _allocated[session.Index] |= frames;

    /// <summary>Records how much quota a session has given to another one.</summary>
    /// <param name="giver">Who gave.</param>
    /// <param name="receiver">Who received.</param>
    /// <param name="frames">All that it has given so far, 0 to 255.</param>
    public void SetGiven(SessionId giver, SessionId receiver, int frames) =>
        _given[giver.Index][receiver.Index] = checked((byte)frames);

    /// <summary>Undoes all that a session has given and was given.</summary>
    /// <param name="session">The session.</param>
    public void TakeBack(SessionId session)
    {
        _given[session.Index] = default;
        for (int giver = 0; giver < SessionId.Capacity; giver++)
        {
            _given[giver][session.Index] = 0;
        }
    }

    /// <summary>Forgets through which dataspaces regions were attached.</summary>
    /// <param name="regions">Region slots in use.</param>
    public void ForgetDataspaces(RegionSet regions)
    {
        foreach (RegionId region in regions)
        {
            _regionDataspacesPlusOne[region.Index] = 0;
        }
    }

    /// <summary>Empties region slots.</summary>
    /// <param name="regions">The slots.</param>
    public void Remove(RegionSet regions)
    {
        _regions -= regions;
        _writableRegions -= regions;
        _staleRegions -= regions;
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
    public void Zero(FrameSet frames) => Lanes.In(ref _written) &= ~Vector256.Create(frames.Bits);

    /// <summary>Forgets payer, content and seal of every frame that is not pinned any more.</summary>
    /// <param name="pinned">The frames that stay allocated.</param>
    /// <param name="quarantined">Those of them that nobody pays for.</param>
    public void Release(FrameSet pinned, FrameSet quarantined)
    {
        _sealedBlocks &= pinned;
        Lanes.In(ref _paid) &= Vector256.Create((pinned - quarantined).Bits);
        Lanes.In(ref _written) &= Vector256.Create(pinned.Bits);
    }

    /// <summary>Forgets who allocated the frames that are not pinned any more.</summary>
    /// <param name="pinned">The frames that stay allocated.</param>
    public void ReleaseAllocated(FrameSet pinned) => Lanes.In(ref _allocated) &= Vector256.Create(pinned.Bits);

    private static byte ParentCode(DataspaceSet parent) => (byte)(32 - BitOperations.LeadingZeroCount(parent.Bits));
}
