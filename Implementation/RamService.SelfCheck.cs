using System.Numerics;
using System.Runtime.InteropServices;

using ModelCheck.Implementation.Charging;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// Everything that is on record, counted anew from owners, extents, parents and flags alone. What passes holds nothing
/// that those do not imply, but for generations, the order of lists, the numbers of families and how a sum of quotas is
/// divided: nothing is left behind that could show later. Of records that are spoilt, the first thing that is wrong is
/// named; no number of theirs is trusted before it has been looked at.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging>
{
    // Up to so many numbers are kept on the stack.
    private const int FewNumbers = 256;

    /// <inheritdoc/>
    public void SelfCheck()
    {
        _free.SelfCheck();
        _emptySlots.SelfCheck();
        _emptyRegions.SelfCheck();
        Span<int> used = _sessions.Length <= FewNumbers ? stackalloc int[_sessions.Length] : new int[_sessions.Length];
        Span<int> numbers = Bounds.Frames < FewNumbers ? stackalloc int[Bounds.Frames + 1] : new int[Bounds.Frames + 1];
        used.Clear();
        CheckDataspaces(used, numbers);
        CheckRegions();
        CheckFrames(numbers);
        ChargeFrames(used, numbers);
        CheckSessions(used);
        _heirs?.SelfCheck(_slots, Covers);
    }

    // What a dataspace can be under the policy: only who pins makes zombies, only who hollows hollow ones.
    private static SlotFlags PossibleFlags =>
        SlotFlags.Live | SlotFlags.Writable | SlotFlags.Sealed
        | (TLifetime.Form == AliasForm.Replacement ? 0 : SlotFlags.Alias)
        | (UsesEver(AliasFate.Pinning) ? SlotFlags.Zombie : 0)
        | (UsesEver(AliasFate.Hollowed) ? SlotFlags.Hollow : 0);

    // Whether an alias can outlive its original. Where kinship decides, one that would keep its original can lose it to
    // the fate of another.
    private static bool Orphans =>
        UsesEver(AliasFate.Orphaned) || UsesEver(AliasFate.Adopted) || UsesEver(AliasFate.Hollowed)
        || TLifetime.OnFree(Kinship.Own) != TLifetime.OnFree(Kinship.Foreign)
        || TLifetime.OnClose(Kinship.Own) != TLifetime.OnClose(Kinship.Foreign);

    private static bool UsesEver(AliasFate fate) => Uses<OfFree>(fate) || Uses<OfClose>(fate);

    private static InvalidOperationException Wrong(string what) => new(what);

    private static bool IsGeneration(long generation, bool used) =>
        generation >= (used ? 1 : 0) && generation <= DataspaceCapability.MaximalGeneration;

    // Each dataspace by itself; what its owner is charged, and where what it covers begins and ends; and its aliases.
    // Each of those is in the list of its parent, and each list ends: so there are as many as there are links.
    private void CheckDataspaces(Span<int> used, Span<int> covered)
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
                used[dataspace.Owner] += ChargesOwner(dataspace.Flags) ? dataspace.Length : 0;
                covered[dataspace.Base]++;
                covered[dataspace.Base + dataspace.Length]--;
            }
        }

        if (listed != children)
        {
            throw Wrong($"{children} dataspaces have a parent, but {listed} are linked to one.");
        }

        CheckDescent(children);
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
        if ((dataspace.Flags & SlotFlags.Zombie) != 0 && dataspace.FirstChild == 0)
        {
            throw Wrong($"Zombie {slot} is kept by nothing.");
        }

        int listed = 0;
        int previous = 0;
        for (int link = dataspace.FirstChild; link != 0; link = _slots[link - 1].NextSibling)
        {
            RequireLink(link, _slots.Length);
            ref readonly Slot child = ref _slots[link - 1];
            if (child.Parent != slot + 1 || child.PreviousSibling != previous || ++listed > _slots.Length)
            {
                throw Wrong($"The aliases of dataspace {slot} are not linked.");
            }

            previous = link;
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

    private void CheckRegions()
    {
        int used = 0;
        for (int slot = 0; slot < _regions.Length; slot++)
        {
            used += CheckRegion(slot) ? 1 : 0;
        }

        int ofDataspaces = 0;
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            ofDataspaces += CheckRegionsOf(slot);
        }

        int ofSessions = 0;
        for (int session = 0; session < _sessions.Length; session++)
        {
            ofSessions += CheckRegionsIn(session);
        }

        if (ofDataspaces != used || ofSessions != used)
        {
            throw Wrong($"Of {used} regions {ofDataspaces} are linked to a dataspace and {ofSessions} to a session.");
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

        return used;
    }

    // A region goes with its dataspace, and has its right to write as long as it is there.
    private int CheckRegionsOf(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        int listed = 0;
        int previous = 0;
        for (int link = dataspace.FirstRegion; link != 0; link = _regions[link - 1].NextOfDataspace)
        {
            RequireLink(link, _regions.Length);
            ref readonly RegionSlot region = ref _regions[link - 1];
            if (region.Dataspace != slot + 1 || region.PreviousOfDataspace != previous || ++listed > _regions.Length)
            {
                throw Wrong($"The regions of dataspace {slot} are not linked.");
            }

            previous = link;
            int least = (dataspace.Flags & (SlotFlags.Writable | SlotFlags.Sealed)) == SlotFlags.Writable ? 1 : 0;
            int most = (dataspace.Flags & SlotFlags.Writable) != 0 ? 1 : 0;
            if ((dataspace.Flags & SlotFlags.Live) == 0 || region.Writable < least || region.Writable > most)
            {
                throw Wrong($"Region {link - 1} does not show what dataspace {slot} gives.");
            }
        }

        return listed;
    }

    private int CheckRegionsIn(int session)
    {
        int listed = 0;
        int previous = 0;
        for (int link = _sessions[session].FirstRegion; link != 0; link = _regions[link - 1].NextOfSession)
        {
            RequireLink(link, _regions.Length);
            ref readonly RegionSlot region = ref _regions[link - 1];
            if (region.Dataspace == 0
                || region.Session != session
                || region.PreviousOfSession != previous
                || ++listed > _regions.Length)
            {
                throw Wrong($"The regions in session {session} are not linked.");
            }

            previous = link;
        }

        return listed;
    }

    private static void RequireLink(int link, int slots)
    {
        if ((uint)(link - 1) >= (uint)slots)
        {
            throw Wrong($"A link leads to slot {link - 1} of {slots}.");
        }
    }

    // Frame by frame, over the dataspaces without a parent: they cover whatever is covered.
    private void ChargeFrames(Span<int> used, Span<int> rootOf)
    {
        if (!TCharging.ChargesPayer && !TCharging.ChargesHeir)
        {
            return;
        }

        rootOf.Clear();
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            ref readonly Slot root = ref _slots[slot];
            if (root.Parent != 0 || !Covers(root.Flags))
            {
                continue;
            }

            foreach (ref int known in rootOf.Slice(root.Base, root.Length))
            {
                if (known == 0)
                {
                    known = slot + 1;
                    used[TCharging.ChargesPayer ? root.Payer : root.Owner]++;
                }
                else if (_slots[known - 1].Payer != root.Payer)
                {
                    throw Wrong($"Dataspaces {known - 1} and {slot} share frames that two sessions allocated.");
                }
                else if (_heirs is not null && !_heirs.AreRelated(known - 1, slot))
                {
                    throw Wrong($"Dataspaces {known - 1} and {slot} share frames, but are of two families.");
                }
            }
        }

        for (int frame = 0; _heirs is not null && frame < Bounds.Frames; frame++)
        {
            if (_heirs.RootOf(frame) != rootOf[frame])
            {
                throw Wrong($"Frame {frame} is inherited by {_heirs.RootOf(frame) - 1}, not by {rootOf[frame] - 1}.");
            }
        }
    }

    // Turns beginnings and ends into how often each frame is covered.
    private void CheckFrames(Span<int> covered)
    {
        int count = 0;
        for (int frame = 0; frame < Bounds.Frames; frame++)
        {
            count += covered[frame];
            covered[frame] = count;
            if (_free.IsFree(frame) != (count == 0))
            {
                throw Wrong($"Frame {frame} is {(count == 0 ? "not free" : "free")}, but covered {count} times.");
            }
        }

        _counts.SelfCheck(covered);
    }

    private void CheckSessions(Span<int> used)
    {
        int owned = 0;
        long quotas = 0;
        int received = 0;
        for (int session = 0; session < _sessions.Length; session++)
        {
            ref readonly Session known = ref _sessions[session];
            if (known.Used != used[session] || known.Quota < 0)
            {
                throw Wrong($"{known.Used} frames of {known.Quota} are charged to session {session} instead of "
                    + $"{used[session]}.");
            }

            quotas += known.Quota - Bounds.Quotas[session];
            owned += CheckOwned(session);
            CheckReceived(session);
            received += known.Received;
        }

        if (quotas != 0)
        {
            throw Wrong($"All quotas together are {quotas} more than they were.");
        }

        int inUse = 0;
        foreach (ref readonly Slot dataspace in _slots.AsSpan())
        {
            inUse += dataspace.Flags == SlotFlags.None ? 0 : 1;
        }

        if (owned != inUse)
        {
            throw Wrong($"{inUse} dataspaces have an owner, but {owned} are linked to one.");
        }

        // A bit beyond the last session is no session's.
        foreach (ulong word in _holders)
        {
            received -= BitOperations.PopCount(word);
        }

        if (received != 0)
        {
            throw Wrong("Sessions that do not exist hold dataspaces.");
        }
    }

    private int CheckOwned(int session)
    {
        int owned = 0;
        int previous = 0;
        for (int link = _sessions[session].FirstOwned; link != 0; link = _slots[link - 1].NextOwned)
        {
            RequireLink(link, _slots.Length);
            ref readonly Slot dataspace = ref _slots[link - 1];
            if (dataspace.Flags == SlotFlags.None
                || dataspace.Owner != session
                || dataspace.PreviousOwned != previous
                || ++owned > _slots.Length)
            {
                throw Wrong($"The dataspaces of session {session} are not linked.");
            }

            previous = link;
        }

        return owned;
    }

    private void CheckReceived(int session)
    {
        int received = 0;
        for (int slot = 0; _holderWords != 0 && slot < _slots.Length; slot++)
        {
            if (!Holds(session, slot))
            {
                continue;
            }

            received++;
            if (_slots[slot].Owner == session || (_slots[slot].Flags & SlotFlags.Nameable) == 0)
            {
                throw Wrong($"Session {session} holds dataspace {slot}, which is its own or cannot be named.");
            }
        }

        if (_sessions[session].Received != received)
        {
            throw Wrong($"Session {session} holds {received} dataspaces instead of {_sessions[session].Received}.");
        }
    }
}
