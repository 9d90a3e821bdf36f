using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// What is on record of regions: each is in the list of its dataspace and in that of its session, and goes with either.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging>
{
    private RegionCapability Map(int slot, int session, int dataspace, bool writable)
    {
        ref RegionSlot region = ref _regions[slot];
        _emptyRegions.SetUsed(slot);
        region.Generation++;
        region.Dataspace = dataspace + 1;
        region.Session = (ushort)session;
        region.Writable = (ushort)(writable ? 1 : 0);
        IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Insert(
            _regions, ref _slots[dataspace].FirstRegion, ref region, slot);
        IntrusiveList<RegionSlot, RegionSlot.OfSession>.Insert(
            _regions, ref _sessions[session].FirstRegion, ref region, slot);
        return RegionCapability.Of(slot, region.Generation);
    }

    private void Unmap(int slot)
    {
        ref RegionSlot region = ref _regions[slot];
        IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Remove(
            _regions, ref _slots[region.Dataspace - 1].FirstRegion, ref region);
        IntrusiveList<RegionSlot, RegionSlot.OfSession>.Remove(
            _regions, ref _sessions[region.Session].FirstRegion, ref region);
        region = new RegionSlot { Generation = region.Generation };
        if (region.Generation < RegionCapability.MaximalGeneration)
        {
            _emptyRegions.SetEmpty(slot);
        }
    }

    private void UnmapAll(int dataspace)
    {
        while (_slots[dataspace].FirstRegion != 0)
        {
            Unmap(_slots[dataspace].FirstRegion - 1);
        }
    }

    private void CheckRegions()
    {
        int used = 0;
        for (int slot = 0; slot < _regions.Length; slot++)
        {
            used += CheckRegion(slot) ? 1 : 0;
        }

        int ofDataspaces = 0;
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            ofDataspaces += CheckRegionsOf(slot);
        }

        int ofSessions = 0;
        for (int session = 0; session < _sessions.Length; session++)
        {
            ofSessions += IntrusiveList<RegionSlot, RegionSlot.OfSession>.Check(
                _regions, _sessions[session].FirstRegion, session + 1);
        }

        if (ofDataspaces != used || ofSessions != used)
        {
            throw Wrong($"Of {used} regions {ofDataspaces} are linked to a dataspace and {ofSessions} to a session.");
        }
    }

    private bool CheckRegion(int slot)
    {
        ref readonly RegionSlot region = ref _regions[slot];
        bool used = region.Dataspace != 0;
        bool retired = !used && region.Generation == RegionCapability.MaximalGeneration;
        if (_emptyRegions.IsEmpty(slot) == (used || retired) || !IsGeneration(region.Generation, used))
        {
            throw Wrong($"Region slot {slot} is wrongly counted as used or empty.");
        }

        if (!used && (region.NextOfDataspace | region.PreviousOfDataspace | region.NextOfSession
            | region.PreviousOfSession | region.Session | region.Writable) != 0)
        {
            throw Wrong($"Something is left in the empty region slot {slot}.");
        }

        return used;
    }

    // A region goes with its dataspace, and has its right to write as long as it is there.
    private int CheckRegionsOf(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        int listed = IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Check(
            _regions, dataspace.FirstRegion, slot + 1);
        int least = (dataspace.Flags & (SlotFlags.Writable | SlotFlags.Sealed)) == SlotFlags.Writable ? 1 : 0;
        int most = (dataspace.Flags & SlotFlags.Writable) != 0 ? 1 : 0;
        for (int link = dataspace.FirstRegion; link != 0; link = _regions[link - 1].NextOfDataspace)
        {
            int writable = _regions[link - 1].Writable;
            if ((dataspace.Flags & SlotFlags.Live) == 0 || writable < least || writable > most)
            {
                throw Wrong($"Region {link - 1} does not show what dataspace {slot} gives.");
            }
        }

        return listed;
    }
}
