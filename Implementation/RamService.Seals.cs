using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>What Seal asks and does beside marking the dataspace, as the sealing policy has it.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    // Through a region, dead or not, or later through a dataspace below. Among the regions this is asked of counts, in
    // a time that does not depend on how many there are; below, one dataspace after the other is looked at.
    private bool CanBeWritten(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        return ((dataspace.Flags & SlotFlags.Hollow) == 0 && _writable!.CoversAny(dataspace.Base, dataspace.Length))
            || CanBeWrittenBelow(slot);
    }

    private bool CanBeWrittenBelow(int slot)
    {
        const SlotFlags Asked = SlotFlags.Live | SlotFlags.Writable | SlotFlags.Sealed;
        for (int link = NextBelow(slot + 1, slot + 1); link != 0; link = NextBelow(link, slot + 1))
        {
            if ((_slots[link - 1].Flags & Asked) == (SlotFlags.Live | SlotFlags.Writable))
            {
                return true;
            }
        }

        return false;
    }

    private void Seal(int slot)
    {
        SealOne(slot);
        if (TSealing.SealsDescendants)
        {
            for (int link = NextBelow(slot + 1, slot + 1); link != 0; link = NextBelow(link, slot + 1))
            {
                SealOne(link - 1);
            }
        }
    }

    private void SealOne(int slot)
    {
        _slots[slot].Flags |= SlotFlags.Sealed;
        if (TSealing.TakesRights)
        {
            for (int link = _slots[slot].FirstRegion; link != 0; link = _regions[link - 1].NextOfDataspace)
            {
                _regions[link - 1].Writable = 0;
            }
        }
    }

    // The dataspace after one in a walk over all below a root, each after its parent; 0 after the last one.
    private int NextBelow(int link, int root)
    {
        if (_slots[link - 1].FirstChild != 0)
        {
            return _slots[link - 1].FirstChild;
        }

        return NextBeside(link, root);
    }

    // The same without what is below the dataspace itself.
    private int NextBeside(int link, int root)
    {
        while (link != root && _slots[link - 1].NextSibling == 0)
        {
            link = _slots[link - 1].Parent;
        }

        return link == root ? 0 : _slots[link - 1].NextSibling;
    }
}
