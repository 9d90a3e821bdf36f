using ModelCheck.Implementation.Destruction;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>What becomes of the aliases of what is destroyed: a step for each fate that the policy knows.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
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

                if (TakesAll<TRule>())
                {
                    alias.Flags |= SlotFlags.ParentDoomed;
                }
            }
        }
    }

    // Marks the doomed that something keeps: a region, an alias that stays, or one that is itself kept.
    private void KeepPinned<TRule>(ref readonly DoomedList doomed)
        where TRule : struct, IFateRule
    {
        for (int slot = doomed.First; slot != 0; slot = _slots[slot - 1].NextDoomed)
        {
            if (!HasPinningSurvivor<TRule>(slot - 1) && !HasRegion<TRule>(slot - 1, MappingFate.Keeping))
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
        if (!Uses<TRule>(AliasFate.Pinning))
        {
            return false;
        }

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
        Uncover(slot, in dataspace);
        dataspace.Flags = (dataspace.Flags & ~SlotFlags.Pins) | SlotFlags.Hollow;
    }

    // The aliases of what goes that stay themselves get another parent, or none; so do those of what is kept that are
    // no reason to keep it.
    private void MoveAliases<TRule>(ref readonly DoomedList doomed)
        where TRule : struct, IFateRule
    {
        int passed = 0;
        for (int link = doomed.First; link != 0; link = _slots[link - 1].NextDoomed)
        {
            ref readonly Slot lost = ref _slots[link - 1];
            bool gone = IsGone(lost.Flags);
            if (!gone && !Uses<TRule>(AliasFate.Orphaned) && !Uses<TRule>(AliasFate.Adopted))
            {
                continue;
            }

            int next;
            for (int child = lost.FirstChild; child != 0; child = next)
            {
                ref Slot alias = ref _slots[child - 1];
                next = alias.NextSibling;
                if (IsGone(alias.Flags))
                {
                    alias.Flags |= gone ? SlotFlags.ParentDoomed : SlotFlags.None;
                    continue;
                }

                AliasFate fate = FateOf<TRule>(in lost, in alias);
                if (!gone && fate is not (AliasFate.Orphaned or AliasFate.Adopted))
                {
                    continue;
                }

                int foster = Uses<TRule>(AliasFate.Adopted) && fate == AliasFate.Adopted
                    ? FosterOf(link, ref passed)
                    : 0;
                MoveAlias(child, foster);
            }
        }

        ForgetPassed(passed);
    }

    private void MoveAlias(int child, int foster)
    {
        ref Slot alias = ref _slots[child - 1];
        UnlinkFromParent(ref alias);
        if (foster != 0)
        {
            LinkToParent(child - 1, foster - 1);
        }
        else
        {
            alias.Parent = 0;
            alias.NextSibling = 0;
            alias.PreviousSibling = 0;
            if (TCharging.ChargesHeir && Covers(alias.Flags))
            {
                _heirs!.AddRoot(_slots, _sessions, child - 1);
            }
        }

        if (Retains)
        {
            CountRetained(child - 1);
        }
    }

    // The nearest ancestor that stays and is no zombie, or 0. Each step on the way is remembered, so that no way is
    // gone twice; zombies on the way that are not doomed are linked, so that what they remember can be forgotten.
    private int FosterOf(int lost, ref int passed)
    {
        int foster = lost;
        while (foster != 0 && (_slots[foster - 1].Flags & (SlotFlags.Doomed | SlotFlags.Zombie)) != 0)
        {
            foster = Upwards(foster);
        }

        for (int link = lost; link != foster;)
        {
            int next = Upwards(link);
            ref Slot dataspace = ref _slots[link - 1];
            if ((dataspace.Flags & SlotFlags.Doomed) == 0 && dataspace.Foster == 0)
            {
                dataspace.NextDoomed = passed;
                passed = link;
            }

            dataspace.Foster = foster == 0 ? NoFoster : foster;
            link = next;
        }

        return foster;
    }

    private int Upwards(int lost)
    {
        ref readonly Slot dataspace = ref _slots[lost - 1];
        return dataspace.Foster switch
        {
            NoFoster => 0,
            0 => dataspace.Parent,
            int foster => foster,
        };
    }

    private void ForgetPassed(int passed)
    {
        int next;
        for (int link = passed; link != 0; link = next)
        {
            ref Slot zombie = ref _slots[link - 1];
            next = zombie.NextDoomed;
            zombie.NextDoomed = 0;
            zombie.Foster = 0;
        }
    }
}
