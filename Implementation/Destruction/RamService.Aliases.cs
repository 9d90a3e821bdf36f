using ModelCheck.Implementation.Destruction;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>What becomes of the aliases of what is destroyed: a step for each fate that the policy knows.</content>
internal sealed partial class RamService<TLifetime, TCharging>
{
    // What stands in Slot.Foster when no ancestor stays.
    private const int NoFoster = -1;

    // The aliases whose fate is to be destroyed with their original, and theirs, and so on.
    private void AddDestroyedAliases<TRule>(ref DoomedList doomed)
        where TRule : struct, IFateRule
    {
        for (int original = doomed.First; original != 0; original = _slots[original - 1].NextDoomed)
        {
            for (int child = _slots[original - 1].FirstChild; child != 0; child = _slots[child - 1].NextSibling)
            {
                ref Slot alias = ref _slots[child - 1];
                if (FateOf<TRule>(in _slots[original - 1], in alias) != AliasFate.Destroyed)
                {
                    continue;
                }

                if ((alias.Flags & SlotFlags.Doomed) == 0)
                {
                    doomed.Add(_slots, child - 1);
                }

                if (IsAlways<TRule>(AliasFate.Destroyed))
                {
                    alias.Flags |= SlotFlags.ParentDoomed;
                }
            }
        }
    }

    // Marks the doomed that an alias keeps: one that stays, or one that is itself kept.
    private void KeepPinned<TRule>(ref readonly DoomedList doomed)
        where TRule : struct, IFateRule
    {
        for (int slot = doomed.First; slot != 0; slot = _slots[slot - 1].NextDoomed)
        {
            if (!HasPinningSurvivor<TRule>(slot - 1))
            {
                continue;
            }

            int kept = slot;
            while (kept != 0 && IsGone(_slots[kept - 1].Flags))
            {
                ref Slot dataspace = ref _slots[kept - 1];
                dataspace.Flags |= SlotFlags.Kept;
                int parent = dataspace.Parent;
                kept = parent != 0 && FateOf<TRule>(in _slots[parent - 1], in dataspace) == AliasFate.Pinning
                    ? parent
                    : 0;
            }
        }
    }

    private bool HasPinningSurvivor<TRule>(int slot)
        where TRule : struct, IFateRule
    {
        for (int child = _slots[slot].FirstChild; child != 0; child = _slots[child - 1].NextSibling)
        {
            ref readonly Slot alias = ref _slots[child - 1];
            if ((alias.Flags & SlotFlags.Doomed) == 0
                && FateOf<TRule>(in _slots[slot], in alias) == AliasFate.Pinning)
            {
                return true;
            }
        }

        return false;
    }

    // Aliases lose their backing, and everything below them that is not itself destroyed.
    private void HollowAliases<TRule>(ref readonly DoomedList doomed)
        where TRule : struct, IFateRule
    {
        for (int original = doomed.First; original != 0; original = _slots[original - 1].NextDoomed)
        {
            for (int child = _slots[original - 1].FirstChild; child != 0; child = _slots[child - 1].NextSibling)
            {
                if (FateOf<TRule>(in _slots[original - 1], in _slots[child - 1]) == AliasFate.Hollowed)
                {
                    HollowTree(child);
                }
            }
        }
    }

    // What is hollow already has nothing but hollow dataspaces below it, or such as are being destroyed. Those cannot
    // be made hollow, but are marked, so that none of a chain of them is gone through again from each one above it.
    private void HollowTree(int root)
    {
        int link = root;
        while (true)
        {
            SlotFlags flags = _slots[link - 1].Flags;
            bool known = (flags & (SlotFlags.Hollow | SlotFlags.HollowBelow)) != 0;
            if ((flags & SlotFlags.Doomed) != 0)
            {
                _slots[link - 1].Flags |= SlotFlags.HollowBelow;
            }
            else if (!known)
            {
                Hollow(link - 1);
            }

            if (!known && _slots[link - 1].FirstChild != 0)
            {
                link = _slots[link - 1].FirstChild;
                continue;
            }

            while (link != root && _slots[link - 1].NextSibling == 0)
            {
                link = _slots[link - 1].Parent;
            }

            if (link == root)
            {
                return;
            }

            link = _slots[link - 1].NextSibling;
        }
    }

    private void Hollow(int slot)
    {
        ref Slot dataspace = ref _slots[slot];
        UnmapAll(slot);
        Uncover(in dataspace);
        dataspace.Flags = (dataspace.Flags & ~SlotFlags.Pins) | SlotFlags.Hollow;
    }

    // The aliases of what goes that stay themselves get another parent, or none.
    private void MoveAliases<TRule>(ref readonly DoomedList doomed)
        where TRule : struct, IFateRule
    {
        for (int link = doomed.First; link != 0; link = _slots[link - 1].NextDoomed)
        {
            ref readonly Slot gone = ref _slots[link - 1];
            if (!IsGone(gone.Flags))
            {
                continue;
            }

            int next;
            for (int child = gone.FirstChild; child != 0; child = next)
            {
                ref Slot alias = ref _slots[child - 1];
                next = alias.NextSibling;
                if (IsGone(alias.Flags))
                {
                    alias.Flags |= SlotFlags.ParentDoomed;
                    continue;
                }

                int foster = Uses<TRule>(AliasFate.Adopted) && FateOf<TRule>(in gone, in alias) == AliasFate.Adopted
                    ? FosterOf(link)
                    : 0;
                UnlinkFromParent(ref alias);
                if (foster != 0)
                {
                    LinkToParent(child - 1, foster - 1);
                    continue;
                }

                alias.Parent = 0;
                alias.NextSibling = 0;
                alias.PreviousSibling = 0;
                if (TCharging.ChargesHeir && Covers(alias.Flags))
                {
                    _heirs!.AddRoot(_slots, _sessions, child - 1);
                }
            }
        }
    }

    // The nearest ancestor that stays, or 0. Each step on the way is remembered, so that no way is gone twice.
    private int FosterOf(int gone)
    {
        int foster = gone;
        while (foster != 0 && IsGone(_slots[foster - 1].Flags))
        {
            foster = Upwards(foster);
        }

        for (int link = gone; link != foster;)
        {
            int next = Upwards(link);
            _slots[link - 1].Foster = foster == 0 ? NoFoster : foster;
            link = next;
        }

        return foster;
    }

    private int Upwards(int gone)
    {
        ref readonly Slot dataspace = ref _slots[gone - 1];
        return dataspace.Foster switch
        {
            NoFoster => 0,
            0 => dataspace.Parent,
            int foster => foster,
        };
    }
}
