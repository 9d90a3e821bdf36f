using ModelCheck.Implementation.Frames;
using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation;

/// <content>How a region ends that does not keep its dataspace: on platform Quarantine it is dead first.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    // As the platform has a region end.
    private void End(int slot)
    {
        if (TPlatform.Quarantines)
        {
            Die(slot);
        }
        else
        {
            Unmap(slot);
        }
    }

    // It works on, and what it shows stays allocated.
    private void Die(int slot)
    {
        ref RegionSlot region = ref _regions[slot];
        ref Slot dataspace = ref _slots[region.Dataspace - 1];
        IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Remove(_regions, ref dataspace.FirstRegion, ref region);
        Quarantine(slot, dataspace.Base, dataspace.Length);
    }

    private void Quarantine(int slot, int first, int length)
    {
        ref RegionSlot region = ref _regions[slot];
        region.Dataspace = RegionSlot.Dead;
        IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Insert(
            _regions, ref _quarantined!.First, ref region, slot);
        _quarantined.ExtentOf(slot) = new ShownExtent { Base = first, Length = length };
        _quarantined.Counts.Add(first, length);
    }

    // A dead region goes, and with it what it alone kept.
    private void Unquarantine(int slot, ref RegionSlot region)
    {
        ref ShownExtent shown = ref _quarantined!.ExtentOf(slot);
        IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Remove(_regions, ref _quarantined.First, ref region);
        _quarantined.Counts.Remove(shown.Base, shown.Length);
        _counts.ReleaseUncovered(shown.Base, shown.Length, _free, _quarantined.Counts);
        shown = default;
    }
}
