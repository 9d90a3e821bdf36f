using System.Numerics;
using System.Runtime.InteropServices;

using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>Each dataspace by itself, as an alias of another one, and as one of its owner's.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    // What a dataspace can be under the policy: only who pins makes zombies, only who hollows hollow ones.
    private static SlotFlags PossibleFlags =>
        SlotFlags.Live | SlotFlags.Writable | SlotFlags.Sealed
        | (TLifetime.Form == AliasForm.Replacement ? 0 : SlotFlags.Alias)
        | (UsesEver(AliasFate.Pinning) || KnowsKeeping ? SlotFlags.Zombie : 0)
        | (UsesEver(AliasFate.Hollowed) ? SlotFlags.Hollow : 0);

    // Whether an alias can outlive its original. Where kinship decides, one that would keep its original can lose it to
    // the fate of another; and one that was to be destroyed with it can be kept by a region.
    private static bool Orphans =>
        UsesEver(AliasFate.Orphaned) || UsesEver(AliasFate.Adopted) || UsesEver(AliasFate.Hollowed)
        || TLifetime.OnFree(Kinship.Own) != TLifetime.OnFree(Kinship.Foreign)
        || TLifetime.OnClose(Kinship.Own) != TLifetime.OnClose(Kinship.Foreign)
        || (KnowsKeeping && !(IsAlways<OfFree>(AliasFate.Pinning) && IsAlways<OfClose>(AliasFate.Pinning)));

    private static bool UsesEver(AliasFate fate) => Uses<OfFree>(fate) || Uses<OfClose>(fate);

    private static bool IsGeneration(long generation, bool used) =>
        generation >= (used ? 1 : 0) && generation <= DataspaceCapability.MaximalGeneration;

    // Each dataspace by itself; what its owner is charged, and where what it covers begins and ends; and its aliases.
    // Each of those is in the list of its parent, and each list ends: so there are as many as there are links.
    private void CheckDataspaces(Span<long> used, Span<int> covered)
    {
        int children = 0;
        int listed = 0;
        covered.Clear();
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            ref readonly Slot dataspace = ref _slots[slot];
            if (dataspace.Flags == SlotFlags.None)
            {
                CheckEmpty(slot);
                continue;
            }

            CheckInUse(slot);
            children += dataspace.Parent == 0 ? 0 : 1;
            listed += CheckAliases(slot);
            if (TLifetime.Form == AliasForm.Managed && (dataspace.Flags & SlotFlags.Alias) != 0)
            {
                used[dataspace.Owner] += _aliasCost;
            }

            if (Covers(dataspace.Flags))
            {
                used[dataspace.Owner] += Retains ? _retained![slot]
                    : ChargesOwner(dataspace.Flags) ? dataspace.Length
                    : 0;
                covered[dataspace.Base]++;
                covered[dataspace.Base + dataspace.Length]--;
            }
        }

        if (listed != children)
        {
            throw Wrong($"{children} dataspaces have a parent, but {listed} are linked to one.");
        }

        CheckDescent(children);
        if (Retains)
        {
            CheckRetained();
        }
    }

    // Parents could follow each other in a circle. Whoever descends from a dataspace without a parent is in none.
    private void CheckDescent(int children)
    {
        int descendants = 0;
        for (int slot = 0; children > 0 && slot < _slots.Length; slot++)
        {
            if (_slots[slot].Parent == 0)
            {
                descendants += Descendants(slot + 1);
            }
        }

        if (descendants != children)
        {
            throw Wrong($"{children - descendants} dataspaces are aliases of themselves, by way of others.");
        }
    }

    private int Descendants(int root)
    {
        int descendants = 0;
        int link = root;
        while (true)
        {
            if (_slots[link - 1].FirstChild != 0)
            {
                link = _slots[link - 1].FirstChild;
                descendants++;
                continue;
            }

            while (link != root && _slots[link - 1].NextSibling == 0)
            {
                link = _slots[link - 1].Parent;
            }

            if (link == root)
            {
                return descendants;
            }

            link = _slots[link - 1].NextSibling;
            descendants++;
        }
    }

    private void CheckEmpty(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        bool retired = dataspace.Generation == DataspaceCapability.MaximalGeneration;
        if (_emptySlots.IsEmpty(slot) == retired || !IsGeneration(dataspace.Generation, used: false))
        {
            throw Wrong($"Slot {slot} is empty after {dataspace.Generation} dataspaces, but counted otherwise.");
        }

        if (MemoryMarshal.AsBytes(new ReadOnlySpan<Slot>(in dataspace))[sizeof(long)..].ContainsAnyExcept((byte)0))
        {
            throw Wrong($"Something is left in the empty slot {slot}.");
        }
    }

    private void CheckInUse(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        if (_emptySlots.IsEmpty(slot))
        {
            throw Wrong($"Slot {slot} is used, but counted as empty.");
        }

        if (!BitOperations.IsPow2((int)(dataspace.Flags & SlotFlags.InUse))
            || (dataspace.Flags & ~PossibleFlags) != 0
            || (dataspace.NextDoomed | dataspace.Foster | Padding(in dataspace)) != 0
            || (dataspace.Parent == 0 && (dataspace.NextSibling | dataspace.PreviousSibling) != 0))
        {
            throw Wrong($"Dataspace {slot} is marked {dataspace.Flags}.");
        }

        // Only Alloc makes what has no original, where no alias outlives its own.
        bool alias = (dataspace.Flags & SlotFlags.Alias) != 0;
        bool readOnly = TLifetime.Form != AliasForm.Replacement && (dataspace.Flags & SlotFlags.Writable) == 0;
        if (!Orphans && (alias != (dataspace.Parent != 0) || (readOnly && !alias)))
        {
            throw Wrong($"Dataspace {slot} is {dataspace.Flags}, which neither Alloc nor Alias could make of it.");
        }

        if (dataspace.Owner >= _sessions.Length || dataspace.Payer >= _sessions.Length)
        {
            throw Wrong($"Dataspace {slot} belongs to session {dataspace.Owner} and is paid by {dataspace.Payer}.");
        }

        if (dataspace.Base < 0
            || dataspace.Length < 1
            || dataspace.Length > Bounds.Frames - dataspace.Base
            || !IsGeneration(dataspace.Generation, used: true))
        {
            throw Wrong($"Dataspace {slot} is {dataspace.Base}+{dataspace.Length}, number {dataspace.Generation}.");
        }
    }

    // The last four bytes, which hold nothing.
    private static int Padding(ref readonly Slot dataspace) =>
        MemoryMarshal.Cast<Slot, int>(new ReadOnlySpan<Slot>(in dataspace))[^1];

    private int CheckAliases(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        if (IsUnkept(in dataspace))
        {
            throw Wrong($"Zombie {slot} is kept by nothing.");
        }

        int listed = IntrusiveList<Slot, Slot.OfParent>.Check(_slots, dataspace.FirstChild, slot + 1);
        for (int link = dataspace.FirstChild; link != 0; link = _slots[link - 1].NextSibling)
        {
            CheckAlias(slot, link - 1);
        }

        return listed;
    }

    private void CheckAlias(int parent, int child)
    {
        ref readonly Slot original = ref _slots[parent];
        ref readonly Slot alias = ref _slots[child];
        if (alias.Base < original.Base || alias.Base + alias.Length > original.Base + original.Length)
        {
            throw Wrong($"Alias {child} is not within its original {parent}.");
        }

        if ((alias.Flags & SlotFlags.Alias) == 0 || alias.Payer != original.Payer)
        {
            throw Wrong($"Alias {child} is no alias, or paid for by another session than its original {parent}.");
        }

        if ((alias.Flags & ~original.Flags & SlotFlags.Writable) != 0)
        {
            throw Wrong($"Alias {child} may be written, but its original {parent} may not.");
        }

        if ((original.Flags & ~alias.Flags & SlotFlags.Hollow) != 0)
        {
            throw Wrong($"Alias {child} is backed, but its original {parent} is not.");
        }
    }
}
