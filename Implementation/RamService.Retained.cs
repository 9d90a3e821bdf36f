using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// What each dataspace alone would keep allocated (charging Retainer): what its parent keeps, if it would keep its
/// parent, and else its own frames. It changes with its parent and with the owners of both; what is below is counted
/// anew as far as it changes.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    private static bool KeepsOriginal(int owner, int ownerOfOriginal) =>
        TLifetime.OnFree(owner == ownerOfOriginal ? Kinship.Own : Kinship.Foreign) == AliasFate.Pinning;

    private int RetainedByAlias(int session, int original, int size) =>
        KeepsOriginal(session, _slots[original].Owner) ? _retained![original] : size;

    private int RetainedBy(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        return dataspace.Parent == 0 ? dataspace.Length
            : RetainedByAlias(dataspace.Owner, dataspace.Parent - 1, dataspace.Length);
    }

    // A dataspace has another parent or owner. Its aliases are looked at in any case: whose they are may have changed.
    // What goes is not, nor what is below it: that gets another parent itself.
    private void CountRetained(int slot)
    {
        int root = slot + 1;
        bool changed = CountRetainedOnce(slot);
        bool deeper = true;
        for (int link = root; link != 0;)
        {
            link = changed || deeper ? NextBelow(link, root) : NextBeside(link, root);
            deeper = false;
            changed = link != 0 && !IsGone(_slots[link - 1].Flags) && CountRetainedOnce(link - 1);
        }
    }

    private bool CountRetainedOnce(int slot)
    {
        int before = _retained![slot];
        int now = RetainedBy(slot);
        if (now == before)
        {
            return false;
        }

        _retained[slot] = now;
        if (Covers(_slots[slot].Flags))
        {
            Account.Refund(ref _sessions[_slots[slot].Owner], before);
            Account.Charge(ref _sessions[_slots[slot].Owner], now);
        }

        return true;
    }

    // Everything, of which nothing is known yet.
    private void CountRetained()
    {
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            if (_slots[slot].Flags != SlotFlags.None && _slots[slot].Parent == 0)
            {
                for (int link = slot + 1; link != 0; link = NextBelow(link, slot + 1))
                {
                    CountRetainedOnce(link - 1);
                }
            }
        }
    }

    private void CheckRetained()
    {
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            int expected = _slots[slot].Flags == SlotFlags.None ? 0 : RetainedBy(slot);
            if (_retained![slot] != expected)
            {
                throw Wrong($"Dataspace {slot} keeps {expected} frames instead of {_retained[slot]}.");
            }
        }
    }
}
