using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// What is on record of dataspaces: how they come and go, what they cover and cost, and whose aliases they are.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
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
        IntrusiveList<Slot, Slot.OfOwner>.Insert(
            _slots, ref _sessions[owner].FirstOwned, ref dataspace, slot);
        if (Retains)
        {
            _retained![slot] = length;
        }

        Cover(slot);
        return Capability(slot, dataspace.Generation);
    }

    // Whether its frames are kept because of it: managed aliases show those of their original.
    private static bool Covers(SlotFlags flags) =>
        (flags & SlotFlags.Pins) != 0
        && (TLifetime.Form != AliasForm.Managed || (flags & SlotFlags.Alias) == 0);

    // Whether aliases can keep their originals, so that what one keeps is more than what it shows.
    private static bool Retains => TCharging.ChargesRetained && Uses<OfFree>(AliasFate.Pinning);

    private static bool ChargesOwner(SlotFlags flags) =>
        TCharging.ChargesOwner((flags & SlotFlags.Zombie) != 0, (flags & SlotFlags.Alias) != 0);

    private void Cover(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        if (Covers(dataspace.Flags))
        {
            _counts.Add(dataspace.Base, dataspace.Length);
            Charge(slot, in dataspace);
        }

        if (TLifetime.Form == AliasForm.Managed && (dataspace.Flags & SlotFlags.Alias) != 0)
        {
            Account.Charge(ref _sessions[dataspace.Owner], _aliasCost);
        }
    }

    private void Uncover(int slot, ref readonly Slot dataspace)
    {
        if (Covers(dataspace.Flags))
        {
            _counts.Remove(dataspace.Base, dataspace.Length);
            Refund(slot, in dataspace);
        }
    }

    // The owner of a dataspace that covers frames is charged for it, if the owner is who pays.
    private void Charge(int slot, ref readonly Slot dataspace)
    {
        if (TCharging.ChargesOnce)
        {
            int added = _footprints!.Add(dataspace.Owner, slot, dataspace.Base, dataspace.Length);
            Account.Charge(ref _sessions[dataspace.Owner], added);
        }
        else if (Retains)
        {
            Account.Charge(ref _sessions[dataspace.Owner], _retained![slot]);
        }
        else if (ChargesOwner(dataspace.Flags))
        {
            Account.Charge(ref _sessions[dataspace.Owner], dataspace.Length);
        }
    }

    private void Refund(int slot, ref readonly Slot dataspace)
    {
        if (TCharging.ChargesOnce)
        {
            Account.Refund(ref _sessions[dataspace.Owner], _footprints!.Remove(dataspace.Owner, slot));
        }
        else if (Retains)
        {
            Account.Refund(ref _sessions[dataspace.Owner], _retained![slot]);
        }
        else if (ChargesOwner(dataspace.Flags))
        {
            Account.Refund(ref _sessions[dataspace.Owner], dataspace.Length);
        }
    }

    private void LinkToParent(int slot, int parent)
    {
        ref Slot dataspace = ref _slots[slot];
        dataspace.Parent = parent + 1;
        IntrusiveList<Slot, Slot.OfParent>.Insert(_slots, ref _slots[parent].FirstChild, ref dataspace, slot);
    }

    private void UnlinkFromParent(ref Slot dataspace) =>
        IntrusiveList<Slot, Slot.OfParent>.Remove(_slots, ref _slots[dataspace.Parent - 1].FirstChild, ref dataspace);

    private void Empty(int slot)
    {
        ref Slot dataspace = ref _slots[slot];
        long generation = dataspace.Generation;
        if (TLifetime.Form == AliasForm.Managed && (dataspace.Flags & SlotFlags.Alias) != 0)
        {
            Account.Refund(ref _sessions[dataspace.Owner], _aliasCost);
        }

        IntrusiveList<Slot, Slot.OfOwner>.Remove(
            _slots, ref _sessions[dataspace.Owner].FirstOwned, ref dataspace);
        ForgetHolders(slot);
        _heirs?.Leave(slot);
        dataspace = new Slot { Generation = generation };
        if (Retains)
        {
            _retained![slot] = 0;
        }

        if (generation < DataspaceCapability.MaximalGeneration)
        {
            _emptySlots.SetEmpty(slot);
        }
    }
}
