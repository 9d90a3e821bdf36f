using System.Numerics;

using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Destruction;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>What becomes of a dataspace that other sessions hold: it may pass to one of them instead of
/// going.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    // Whether a region or a capability stands in the way of a Free.
    private bool IsBusy(int slot) =>
        HasRegion<OfFree>(slot, MappingFate.Refusing)
        || (OfFree.Capability == CapabilityFate.Refusing && LowestHolder(slot) >= 0);

    // The lowest session beside the owner that holds a dataspace, or -1.
    private int LowestHolder(int slot)
    {
        for (int index = 0; index < _holderWords; index++)
        {
            ulong word = _holders[(slot * _holderWords) + index];
            if (word != 0)
            {
                return (index << 6) + BitOperations.TrailingZeroCount(word);
            }
        }

        return -1;
    }

    // Gives a dataspace that is to go to somebody who holds it, if the rule says so and somebody does.
    private bool Passes<TRule>(int slot)
        where TRule : struct, IFateRule
    {
        if (TRule.Capability != CapabilityFate.Passing)
        {
            return false;
        }

        int heir = LowestHolder(slot);
        if (heir >= 0)
        {
            Forget(heir, slot);
            Pass(slot, heir);
        }

        return heir >= 0;
    }

    // The heir is not asked, and may come to use more than its quota.
    private void Pass(int slot, int heir)
    {
        ref Slot dataspace = ref _slots[slot];
        bool covers = Covers(dataspace.Flags);
        int cost = TLifetime.Form == AliasForm.Managed && (dataspace.Flags & SlotFlags.Alias) != 0 ? _aliasCost : 0;
        int inherited = TCharging.ChargesHeir ? _heirs!.PaidBy(slot, dataspace.Base, dataspace.Length) : 0;
        if (covers)
        {
            Refund(slot, in dataspace);
        }

        Account.Refund(ref _sessions[dataspace.Owner], cost + inherited);
        IntrusiveList<Slot, Slot.OfOwner>.Remove(_slots, ref _sessions[dataspace.Owner].FirstOwned, ref dataspace);
        dataspace.Owner = (ushort)heir;
        IntrusiveList<Slot, Slot.OfOwner>.Insert(_slots, ref _sessions[heir].FirstOwned, ref dataspace, slot);
        Account.Charge(ref _sessions[heir], cost + inherited);
        if (covers)
        {
            Charge(slot, in dataspace);
        }

        if (Retains)
        {
            CountRetained(slot);
        }
    }
}
