using System.Numerics;

using ModelCheck.Implementation.Charging;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>How dataspaces, their owners, their aliases and their regions hang together.</content>
internal sealed partial class RamService<TLifetime, TCharging>
{
    // A dataspace in an empty slot, of no family yet and without a parent.
    private DataspaceCapability Create(int slot, int owner, int first, int length, SlotFlags flags, int payer)
    {
        ref Slot dataspace = ref _slots[slot];
        _emptySlots.SetUsed(slot);
        dataspace.Generation++;
        dataspace.Base = first;
        dataspace.Length = length;
        dataspace.Flags = flags;
        dataspace.Owner = (ushort)owner;
        dataspace.Payer = (ushort)payer;
        LinkToOwner(slot, owner);
        Cover(slot);
        return Capability(slot, dataspace.Generation);
    }

    // Whether its frames are kept because of it: managed aliases show those of their original.
    private static bool Covers(SlotFlags flags) =>
        (flags & SlotFlags.Pins) != 0
        && (TLifetime.Form != AliasForm.Managed || (flags & SlotFlags.Alias) == 0);

    private static bool ChargesOwner(SlotFlags flags) =>
        TCharging.ChargesOwner((flags & SlotFlags.Zombie) != 0, (flags & SlotFlags.Alias) != 0);

    private void Cover(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        if (Covers(dataspace.Flags))
        {
            _counts.Add(dataspace.Base, dataspace.Length);
            if (ChargesOwner(dataspace.Flags))
            {
                Ledger.Charge(ref _sessions[dataspace.Owner], dataspace.Length);
            }
        }

        if (TLifetime.Form == AliasForm.Managed && (dataspace.Flags & SlotFlags.Alias) != 0)
        {
            Ledger.Charge(ref _sessions[dataspace.Owner], _aliasCost);
        }
    }

    private void Uncover(ref readonly Slot dataspace)
    {
        if (Covers(dataspace.Flags))
        {
            _counts.Remove(dataspace.Base, dataspace.Length);
            if (ChargesOwner(dataspace.Flags))
            {
                Ledger.Refund(ref _sessions[dataspace.Owner], dataspace.Length);
            }
        }
    }

    private void LinkToOwner(int slot, int owner)
    {
        ref int first = ref _sessions[owner].FirstOwned;
        _slots[slot].NextOwned = first;
        if (first != 0)
        {
            _slots[first - 1].PreviousOwned = slot + 1;
        }

        first = slot + 1;
    }

    private void UnlinkFromOwner(ref readonly Slot dataspace)
    {
        if (dataspace.PreviousOwned != 0)
        {
            _slots[dataspace.PreviousOwned - 1].NextOwned = dataspace.NextOwned;
        }
        else
        {
            _sessions[dataspace.Owner].FirstOwned = dataspace.NextOwned;
        }

        if (dataspace.NextOwned != 0)
        {
            _slots[dataspace.NextOwned - 1].PreviousOwned = dataspace.PreviousOwned;
        }
    }

    private void LinkToParent(int slot, int parent)
    {
        ref Slot dataspace = ref _slots[slot];
        ref int first = ref _slots[parent].FirstChild;
        dataspace.Parent = parent + 1;
        dataspace.PreviousSibling = 0;
        dataspace.NextSibling = first;
        if (first != 0)
        {
            _slots[first - 1].PreviousSibling = slot + 1;
        }

        first = slot + 1;
    }

    private void UnlinkFromParent(ref readonly Slot dataspace)
    {
        if (dataspace.PreviousSibling != 0)
        {
            _slots[dataspace.PreviousSibling - 1].NextSibling = dataspace.NextSibling;
        }
        else
        {
            _slots[dataspace.Parent - 1].FirstChild = dataspace.NextSibling;
        }

        if (dataspace.NextSibling != 0)
        {
            _slots[dataspace.NextSibling - 1].PreviousSibling = dataspace.PreviousSibling;
        }
    }

    private RegionCapability Map(int slot, int session, int dataspace, bool writable)
    {
        ref RegionSlot region = ref _regions[slot];
        _emptyRegions.SetUsed(slot);
        region.Generation++;
        region.Dataspace = dataspace + 1;
        region.Session = (ushort)session;
        region.Writable = (ushort)(writable ? 1 : 0);

        ref int firstOfDataspace = ref _slots[dataspace].FirstRegion;
        region.NextOfDataspace = firstOfDataspace;
        if (firstOfDataspace != 0)
        {
            _regions[firstOfDataspace - 1].PreviousOfDataspace = slot + 1;
        }

        firstOfDataspace = slot + 1;
        ref int firstOfSession = ref _sessions[session].FirstRegion;
        region.NextOfSession = firstOfSession;
        if (firstOfSession != 0)
        {
            _regions[firstOfSession - 1].PreviousOfSession = slot + 1;
        }

        firstOfSession = slot + 1;
        return RegionCapability.Of(slot, region.Generation);
    }

    private void Unmap(int slot)
    {
        RegionSlot region = _regions[slot];
        if (region.PreviousOfDataspace != 0)
        {
            _regions[region.PreviousOfDataspace - 1].NextOfDataspace = region.NextOfDataspace;
        }
        else
        {
            _slots[region.Dataspace - 1].FirstRegion = region.NextOfDataspace;
        }

        if (region.NextOfDataspace != 0)
        {
            _regions[region.NextOfDataspace - 1].PreviousOfDataspace = region.PreviousOfDataspace;
        }

        if (region.PreviousOfSession != 0)
        {
            _regions[region.PreviousOfSession - 1].NextOfSession = region.NextOfSession;
        }
        else
        {
            _sessions[region.Session].FirstRegion = region.NextOfSession;
        }

        if (region.NextOfSession != 0)
        {
            _regions[region.NextOfSession - 1].PreviousOfSession = region.PreviousOfSession;
        }

        _regions[slot] = new RegionSlot { Generation = region.Generation };
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

    // A session beside the owner cannot name a dataspace any more.
    private void Forget(int session, int slot)
    {
        ref ulong word = ref _holders[(slot * _holderWords) + (session >> 6)];
        if ((word >> session & 1) != 0)
        {
            word &= ~(1ul << session);
            _sessions[session].Received--;
        }
    }

    private void ForgetHolders(int slot)
    {
        for (int index = 0; index < _holderWords; index++)
        {
            ref ulong word = ref _holders[(slot * _holderWords) + index];
            for (; word != 0; word &= word - 1)
            {
                _sessions[(index << 6) + BitOperations.TrailingZeroCount(word)].Received--;
            }
        }
    }
}
