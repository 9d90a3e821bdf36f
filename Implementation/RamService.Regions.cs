using ModelCheck.Implementation.Destruction;
using ModelCheck.Implementation.Frames;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// What is on record of regions: each is in the list of its dataspace and in that of its session, and goes with either.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    private RegionCapability Map(int slot, int session, int dataspace, bool writable)
    {
        ref RegionSlot region = ref Occupy(slot, session, writable);
        region.Dataspace = dataspace + 1;
        IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Insert(
            _regions, ref _slots[dataspace].FirstRegion, ref region, slot);
        CountWritable(slot, ref region);
        return RegionCapability.Of(slot, region.Generation);
    }

    // A region of a session in an empty slot, which does not show anything yet.
    private ref RegionSlot Occupy(int slot, int session, bool writable)
    {
        ref RegionSlot region = ref _regions[slot];
        _emptyRegions.SetUsed(slot);
        region.Generation++;
        region.Session = (ushort)session;
        region.Writable = (ushort)(writable ? 1 : 0);
        IntrusiveList<RegionSlot, RegionSlot.OfSession>.Insert(
            _regions, ref _sessions[session].FirstRegion, ref region, slot);
        return ref region;
    }

    private void CountWritable(int slot, ref RegionSlot region)
    {
        if (TSealing.RefusesWriters && region.Writable != 0)
        {
            ShownExtent shown = ExtentOf(slot);
            _writable!.Add(shown.Base, shown.Length);
        }
    }

    private void Unmap(int slot)
    {
        ref RegionSlot region = ref _regions[slot];
        if (TSealing.RefusesWriters && region.Writable != 0)
        {
            ShownExtent shown = ExtentOf(slot);
            _writable!.Remove(shown.Base, shown.Length);
        }

        if (TPlatform.Quarantines && region.Dataspace == RegionSlot.Dead)
        {
            Unquarantine(slot, ref region);
        }
        else
        {
            IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Remove(
                _regions, ref _slots[region.Dataspace - 1].FirstRegion, ref region);
        }

        IntrusiveList<RegionSlot, RegionSlot.OfSession>.Remove(
            _regions, ref _sessions[region.Session].FirstRegion, ref region);
        region = new RegionSlot { Generation = region.Generation };
        if (region.Generation < RegionCapability.MaximalGeneration)
        {
            _emptyRegions.SetEmpty(slot);
        }
    }

    // As its session asks: a zombie that it alone kept goes, too.
    private void Detach(int slot)
    {
        int dataspace = _regions[slot].Dataspace;
        Unmap(slot);
        if (KnowsKeeping && dataspace > 0 && IsUnkept(in _slots[dataspace - 1]))
        {
            var doomed = default(DoomedList);
            doomed.Add(_slots, dataspace - 1);
            Remove(ref doomed);
        }
    }

    private void UnmapAll(int dataspace)
    {
        while (_slots[dataspace].FirstRegion != 0)
        {
            End(_slots[dataspace].FirstRegion - 1);
        }
    }

    private void UnmapUnlessKeeping<TRule>(int dataspace)
        where TRule : struct, IFateRule
    {
        if (!Uses<TRule>(MappingFate.Keeping))
        {
            UnmapAll(dataspace);
            return;
        }

        int next;
        int first = IsAlways<TRule>(MappingFate.Keeping) ? 0 : _slots[dataspace].FirstRegion;
        for (int link = first; link != 0; link = next)
        {
            next = _regions[link - 1].NextOfDataspace;
            if (FateOf<TRule>(in _slots[dataspace], in _regions[link - 1]) != MappingFate.Keeping)
            {
                End(link - 1);
            }
        }
    }

    private ShownExtent ExtentOf(int slot)
    {
        int dataspace = _regions[slot].Dataspace;
        return TPlatform.Quarantines && dataspace == RegionSlot.Dead
            ? _quarantined!.ExtentOf(slot)
            : new ShownExtent { Base = _slots[dataspace - 1].Base, Length = _slots[dataspace - 1].Length };
    }


    // What dead regions show begins and ends in the counts of what is quarantined, and what writable ones show in the
    // counts of those.
    private void CheckRegions(Span<int> quarantined, Span<int> writable)
    {
        quarantined.Clear();
        writable.Clear();
        int used = 0;
        for (int slot = 0; slot < _regions.Length; slot++)
        {
            used += CheckRegion(slot) ? 1 : 0;
        }

        int linked = 0;
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            linked += CheckRegionsOf(slot);
        }

        if (TPlatform.Quarantines)
        {
            linked += IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Check(
                _regions, _quarantined!.First, RegionSlot.Dead);
        }

        int ofSessions = 0;
        for (int session = 0; session < _sessions.Length; session++)
        {
            ofSessions += IntrusiveList<RegionSlot, RegionSlot.OfSession>.Check(
                _regions, _sessions[session].FirstRegion, session + 1);
        }

        if (linked != used || ofSessions != used)
        {
            throw Wrong($"Of {used} regions {linked} are linked to a dataspace and {ofSessions} to a session.");
        }

        for (int slot = 0; (TPlatform.Quarantines || TSealing.RefusesWriters) && slot < _regions.Length; slot++)
        {
            CountShown(slot, quarantined, writable);
        }
    }

    private void CountShown(int slot, Span<int> quarantined, Span<int> writable)
    {
        ref readonly RegionSlot region = ref _regions[slot];
        if (region.Dataspace == 0)
        {
            return;
        }

        ShownExtent shown = ExtentOf(slot);
        if (TPlatform.Quarantines && region.Dataspace == RegionSlot.Dead)
        {
            quarantined[shown.Base]++;
            quarantined[shown.Base + shown.Length]--;
        }

        if (TSealing.RefusesWriters && region.Writable != 0)
        {
            writable[shown.Base]++;
            writable[shown.Base + shown.Length]--;
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

        if (TPlatform.Quarantines)
        {
            ShownExtent shown = _quarantined!.ExtentOf(slot);
            bool dead = region.Dataspace == RegionSlot.Dead;
            if (dead ? shown.Base < 0 || shown.Length < 1 || shown.Length > Bounds.Frames - shown.Base
                || region.Writable > 1 : (shown.Base | shown.Length) != 0)
            {
                throw Wrong($"Region slot {slot} is {(dead ? "dead" : "not dead")}, but said to show "
                    + $"{shown.Base}+{shown.Length}.");
            }
        }

        return used;
    }

    // A region has its right to write as long as it is there, unless a seal takes it. Where no region can keep its
    // dataspace it goes with it.
    private int CheckRegionsOf(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        int listed = IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Check(
            _regions, dataspace.FirstRegion, slot + 1);
        int least = (dataspace.Flags & (SlotFlags.Writable | SlotFlags.Sealed)) == SlotFlags.Writable ? 1 : 0;
        int most = TSealing.TakesRights ? least : (dataspace.Flags & SlotFlags.Writable) != 0 ? 1 : 0;
        SlotFlags shown = KnowsKeeping ? SlotFlags.Live | SlotFlags.Zombie : SlotFlags.Live;
        for (int link = dataspace.FirstRegion; link != 0; link = _regions[link - 1].NextOfDataspace)
        {
            int writable = _regions[link - 1].Writable;
            if ((dataspace.Flags & shown) == 0 || writable < least || writable > most)
            {
                throw Wrong($"Region {link - 1} does not show what dataspace {slot} gives.");
            }
        }

        return listed;
    }
}
