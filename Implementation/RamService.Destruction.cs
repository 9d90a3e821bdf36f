using ModelCheck.Implementation.Charging;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// How dataspaces go. Those that are to go are linked into a list through their slots, which grows while it is walked;
/// each step of docs/semantics.md ("Destroying a set") is a pass over it, and one that the policy has no use for is not
/// compiled.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging>
{
    // What stands in Slot.Foster when no ancestor stays.
    private const int NoFoster = -1;

    private interface IRule
    {
        static abstract AliasFate Of(Kinship kinship);
    }

    private static bool Uses<TRule>(AliasFate fate)
        where TRule : struct, IRule =>
        TRule.Of(Kinship.Own) == fate || TRule.Of(Kinship.Foreign) == fate;

    // Whether all aliases meet this fate.
    private static bool IsAlways<TRule>(AliasFate fate)
        where TRule : struct, IRule =>
        TRule.Of(Kinship.Own) == fate && TRule.Of(Kinship.Foreign) == fate;

    private static AliasFate FateOf<TRule>(ref readonly Slot original, ref readonly Slot alias)
        where TRule : struct, IRule =>
        TRule.Of(original.Owner == alias.Owner ? Kinship.Own : Kinship.Foreign);

    private static bool IsGone(SlotFlags flags) => (flags & (SlotFlags.Doomed | SlotFlags.Kept)) == SlotFlags.Doomed;

    private bool HasAlias<TRule>(int slot, AliasFate fate)
        where TRule : struct, IRule
    {
        if (Uses<TRule>(fate))
        {
            for (int child = _slots[slot].FirstChild; child != 0; child = _slots[child - 1].NextSibling)
            {
                if (FateOf<TRule>(in _slots[slot], in _slots[child - 1]) == fate)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Destroy<TRule>(int slot)
        where TRule : struct, IRule
    {
        var doomed = default(DoomedList);
        doomed.Add(_slots, slot);
        Destroy<TRule>(ref doomed);
    }

    private void DestroyAliases(int slot)
    {
        var doomed = default(DoomedList);
        for (int child = _slots[slot].FirstChild; child != 0; child = _slots[child - 1].NextSibling)
        {
            doomed.Add(_slots, child - 1);
        }

        Destroy<OfRevoke>(ref doomed);
    }

    private void DestroyOwned(int session)
    {
        var doomed = default(DoomedList);
        for (int slot = _sessions[session].FirstOwned; slot != 0; slot = _slots[slot - 1].NextOwned)
        {
            doomed.Add(_slots, slot - 1);
        }

        Destroy<OfClose>(ref doomed);
    }

    private void Destroy<TRule>(ref DoomedList doomed)
        where TRule : struct, IRule
    {
        if (Uses<TRule>(AliasFate.Destroyed))
        {
            AddDestroyedAliases<TRule>(ref doomed);
        }

        if (Uses<TRule>(AliasFate.Pinning))
        {
            KeepPinned<TRule>(in doomed);
        }

        if (Uses<TRule>(AliasFate.Hollowed))
        {
            HollowAliases<TRule>(in doomed);
        }

        if (!IsAlways<TRule>(AliasFate.Destroyed))
        {
            MoveAliases<TRule>(in doomed);
        }

        if (Uses<TRule>(AliasFate.Pinning))
        {
            MakeZombies(ref doomed);
        }

        Remove(ref doomed);
    }

    // The aliases whose fate is to be destroyed with their original, and theirs, and so on.
    private void AddDestroyedAliases<TRule>(ref DoomedList doomed)
        where TRule : struct, IRule
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
        where TRule : struct, IRule
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
        where TRule : struct, IRule
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
        where TRule : struct, IRule
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
        where TRule : struct, IRule
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
                UnlinkFromParent(in alias);
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

    // Takes those that are kept out of the list and makes zombies of them.
    private void MakeZombies(ref DoomedList doomed)
    {
        DoomedList all = doomed;
        doomed = default;
        int next;
        for (int link = all.First; link != 0; link = next)
        {
            ref Slot dataspace = ref _slots[link - 1];
            next = dataspace.NextDoomed;
            dataspace.NextDoomed = 0;
            if (IsGone(dataspace.Flags))
            {
                doomed.Add(_slots, link - 1);
                continue;
            }

            dataspace.Flags &= ~(SlotFlags.Doomed | SlotFlags.Kept);
            if ((dataspace.Flags & SlotFlags.Live) == 0)
            {
                continue;
            }

            bool charged = ChargesOwner(dataspace.Flags);
            dataspace.Flags = (dataspace.Flags & ~SlotFlags.Live) | SlotFlags.Zombie;
            if (Covers(dataspace.Flags) && charged && !ChargesOwner(dataspace.Flags))
            {
                Ledger.Refund(ref _sessions[dataspace.Owner], dataspace.Length);
            }

            UnmapAll(link - 1);
            ForgetHolders(link - 1);
        }
    }

    // Everything in the list goes; so do, one by one, zombies above that have no alias left.
    private void Remove(ref DoomedList doomed)
    {
        int roots = 0;
        int next;
        for (int link = doomed.First; link != 0; link = next)
        {
            ref Slot dataspace = ref _slots[link - 1];
            UnmapAll(link - 1);
            if (dataspace.Parent == 0 && Covers(dataspace.Flags))
            {
                // Its frames may go, but not before everything below it has been uncovered.
                next = dataspace.NextDoomed;
                dataspace.NextDoomed = roots;
                roots = link;
                _heirs?.RemoveRoot(link - 1);
                continue;
            }

            Uncover(in dataspace);
            if (dataspace.Parent != 0 && (dataspace.Flags & SlotFlags.ParentDoomed) == 0)
            {
                UnlinkFromParent(in dataspace);
                ref readonly Slot parent = ref _slots[dataspace.Parent - 1];
                if ((parent.Flags & (SlotFlags.Zombie | SlotFlags.Doomed)) == SlotFlags.Zombie
                    && parent.FirstChild == 0)
                {
                    doomed.Add(_slots, dataspace.Parent - 1);
                }
            }

            next = dataspace.NextDoomed;
            Empty(link - 1);
        }

        RemoveRoots(roots);
    }

    private void RemoveRoots(int roots)
    {
        int next;
        for (int link = roots; link != 0; link = next)
        {
            Slot dataspace = _slots[link - 1];
            next = dataspace.NextDoomed;

            // One after the other: frames that two of them cover go with the last one.
            Uncover(in dataspace);
            int released = _counts.ReleaseUncovered(dataspace.Base, dataspace.Length, _free);
            if (TCharging.ChargesPayer)
            {
                Ledger.Refund(ref _sessions[dataspace.Payer], released);
            }

            _heirs?.PassOn(_slots, _sessions, link - 1, released < dataspace.Length);
            Empty(link - 1);
        }
    }

    private void Empty(int slot)
    {
        ref Slot dataspace = ref _slots[slot];
        long generation = dataspace.Generation;
        if (TLifetime.Form == AliasForm.Managed && (dataspace.Flags & SlotFlags.Alias) != 0)
        {
            Ledger.Refund(ref _sessions[dataspace.Owner], _aliasCost);
        }

        UnlinkFromOwner(in dataspace);
        ForgetHolders(slot);
        _heirs?.Leave(slot);
        dataspace = new Slot { Generation = generation };
        if (generation < DataspaceCapability.MaximalGeneration)
        {
            _emptySlots.SetEmpty(slot);
        }
    }

    private readonly struct OfFree : IRule
    {
        public static AliasFate Of(Kinship kinship) => TLifetime.OnFree(kinship);
    }

    private readonly struct OfClose : IRule
    {
        public static AliasFate Of(Kinship kinship) => TLifetime.OnClose(kinship);
    }

    private readonly struct OfRevoke : IRule
    {
        public static AliasFate Of(Kinship kinship) => AliasFate.Destroyed;
    }

    /// <summary>The dataspaces that are being destroyed, in the order in which that was found out.</summary>
    private struct DoomedList
    {
        private int _last;

        /// <summary>1 + the slot of the first; the others follow by <see cref="Slot.NextDoomed"/>.</summary>
        internal int First { get; private set; }

        /// <summary>Adds one that is not in the list.</summary>
        internal void Add(Slot[] slots, int slot)
        {
            slots[slot].Flags |= SlotFlags.Doomed;
            slots[slot].NextDoomed = 0;
            if (_last == 0)
            {
                First = slot + 1;
            }
            else
            {
                slots[_last - 1].NextDoomed = slot + 1;
            }

            _last = slot + 1;
        }
    }
}
