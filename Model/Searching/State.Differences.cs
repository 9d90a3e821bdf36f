using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <content>What a step has changed.</content>
public partial struct State
{
    /// <summary>The dataspace slots in which this state differs from another.</summary>
    /// <param name="other">The other state.</param>
    /// <param name="orphaned">Those of them that are the same but for a parent that they have no longer.</param>
    /// <returns>The slots.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly DataspaceSet SlotsUnlike(in State other, out DataspaceSet orphaned)
    {
        ulong alikeWords =
            Vector512.Equals(Lanes.Of(in _extents), Lanes.Of(in other._extents)).ExtractMostSignificantBits()
            & Vector512.Equals(Lanes.Of(in _blocks), Lanes.Of(in other._blocks)).ExtractMostSignificantBits();
        Vector128<byte> alikeBytes = Vector128.Equals(Lanes.Of(in _owners), Lanes.Of(in other._owners))
            & Vector128.Equals(Lanes.Of(in _holders), Lanes.Of(in other._holders));
        uint alike = (uint)alikeWords & alikeBytes.ExtractMostSignificantBits();
        uint sets = (_live.Bits ^ other._live.Bits)
            | (_zombies.Bits ^ other._zombies.Bits)
            | (_hollow.Bits ^ other._hollow.Bits)
            | (_writable.Bits ^ other._writable.Bits)
            | (_sealed.Bits ^ other._sealed.Bits)
            | (_aliases.Bits ^ other._aliases.Bits);
        DataspaceSet slots = DataspaceSet.First(DataspaceId.Capacity);
        DataspaceSet unlike = slots - new DataspaceSet(alike & ~sets);
        Vector128<byte> sameParent = Vector128.Equals(Lanes.Of(in _parentsPlusOne), Lanes.Of(in other._parentsPlusOne));
        DataspaceSet moved = slots - new DataspaceSet(sameParent.ExtractMostSignificantBits());
        orphaned = new DataspaceSet(Lanes.SlotsWith(in _parentsPlusOne, 0)) & moved - unlike;
        return unlike | moved;
    }

    /// <summary>The region slots in which two states differ.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>The slots.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly RegionSet RegionsUnlike(in State other)
    {
        uint alike = Vector256.Equals(Lanes.Of(in _regionExtents), Lanes.Of(in other._regionExtents))
            .ExtractMostSignificantBits();
        Vector128<byte> alikeBytes = Vector128.Equals(Lanes.Of(in _regionSessions), Lanes.Of(in other._regionSessions))
            & Vector128.Equals(Lanes.Of(in _regionDataspacesPlusOne), Lanes.Of(in other._regionDataspacesPlusOne));
        uint sets = (_regions.Bits ^ other._regions.Bits)
            | (_writableRegions.Bits ^ other._writableRegions.Bits)
            | (_staleRegions.Bits ^ other._staleRegions.Bits);
        return RegionSet.First(RegionId.Capacity)
            - new RegionSet(alike & alikeBytes.ExtractMostSignificantBits() & ~sets);
    }

    /// <summary>Whether two states record the same of every frame: payer, last writer and seal.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>True iff they do.</returns>
    public readonly bool RecordsFramesLike(in State other) =>
        Lanes.Of(in _paid) == Lanes.Of(in other._paid)
        && Lanes.Of(in _written) == Lanes.Of(in other._written)
        && _sealedBlocks == other._sealedBlocks;
}
