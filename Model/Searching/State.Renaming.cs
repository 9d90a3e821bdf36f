using System.Runtime.Intrinsics;

using ModelCheck.Model.Searching;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <content>States under other names, and which of several comes first.</content>
public partial struct State
{
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
        PerSession<FrameSet> allocated = _allocated;
        for (int session = 0; session < SessionId.Capacity; session++)
        {
            _paid[names.Sessions[session]] = paid[session];
            _written[names.Sessions[session]] = written[session];
            _allocated[names.Sessions[session]] = allocated[session];
        }

        // Few scopes have Donate, and in those many states have no loan.
        if (Lanes.Of(in _given) == Vector512<byte>.Zero)
        {
            return;
        }

        PerSession<PerSession<byte>> given = _given;
        for (int session = 0; session < SessionId.Capacity; session++)
        {
            for (int receiver = 0; receiver < SessionId.Capacity; receiver++)
            {
                _given[names.Sessions[session]][names.Sessions[receiver]] = given[session][receiver];
            }
        }
    }

    private readonly State WithSlotsMoved(in Names names)
    {
        State moved = default;
        moved._paid = _paid;
        moved._written = _written;
        moved._sealedBlocks = _sealedBlocks;
        moved._allocated = _allocated;
        moved._given = _given;
        moved._live = names.Dataspaces.Of(_live);
        moved._zombies = names.Dataspaces.Of(_zombies);
        moved._hollow = names.Dataspaces.Of(_hollow);
        moved._writable = names.Dataspaces.Of(_writable);
        moved._sealed = names.Dataspaces.Of(_sealed);
        moved._aliases = names.Dataspaces.Of(_aliases);
        moved._regions = names.Regions.Of(_regions);
        moved._writableRegions = names.Regions.Of(_writableRegions);
        moved._staleRegions = names.Regions.Of(_staleRegions);
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
}
