using System.Numerics;
using System.Runtime.InteropServices;

using ModelCheck.Implementation.Charging;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// Everything that is on record, counted anew from owners, extents, parents and flags alone. What passes holds nothing
/// that those do not imply, but for generations, the order of lists and families: nothing is left behind that could
/// show later.
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
        ChargeFrames(used, numbers);
        CheckDataspaces(used, numbers);
        CheckRegions();
        CheckFrames(numbers);
        CheckSessions(used);
    }

    private static InvalidOperationException Wrong(string what) => new(what);

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
    }

    private void CheckEmpty(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        bool retired = dataspace.Generation == DataspaceCapability.MaximalGeneration;
        if (_emptySlots.IsEmpty(slot) == retired)
        {
            throw Wrong($"Slot {slot} is empty, but counted as used.");
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
            || (dataspace.Flags & (SlotFlags.Doomed | SlotFlags.Kept | SlotFlags.ParentDoomed)) != 0
            || (dataspace.NextDoomed | dataspace.Foster) != 0)
        {
            throw Wrong($"Dataspace {slot} is marked {dataspace.Flags}.");
        }

        if (dataspace.Base < 0
            || dataspace.Length < 1
            || dataspace.Length > Bounds.Frames - dataspace.Base
            || dataspace.Generation < 1)
        {
            throw Wrong($"Dataspace {slot} is {dataspace.Base}+{dataspace.Length}, number {dataspace.Generation}.");
        }
    }

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
        for (int slot = 0; slot < _regions.Length; slot++)
        {
            ref readonly RegionSlot region = ref _regions[slot];
            bool used = region.Dataspace != 0;
            bool retired = !used && region.Generation == RegionCapability.MaximalGeneration;
            if (_emptyRegions.IsEmpty(slot) == (used || retired))
            {
                throw Wrong($"Region slot {slot} is wrongly counted as used or empty.");
            }

            if (!used)
            {
                if ((region.NextOfDataspace | region.PreviousOfDataspace | region.NextOfSession
                    | region.PreviousOfSession | region.Session | region.Writable) != 0)
                {
                    throw Wrong($"Something is left in the empty region slot {slot}.");
                }

                continue;
            }

            ref readonly Slot dataspace = ref _slots[region.Dataspace - 1];
            if ((dataspace.Flags & SlotFlags.Live) == 0
                || region.Writable > (int)(dataspace.Flags & SlotFlags.Writable)
                || region.Generation < 1)
            {
                throw Wrong($"Region {slot} shows more than dataspace {region.Dataspace - 1} gives.");
            }

            int before = region.PreviousOfDataspace;
            int beforeInSession = region.PreviousOfSession;
            if ((before == 0 ? dataspace.FirstRegion : _regions[before - 1].NextOfDataspace) != slot + 1
                || (before != 0 && _regions[before - 1].Dataspace != region.Dataspace)
                || (beforeInSession == 0
                    ? _sessions[region.Session].FirstRegion
                    : _regions[beforeInSession - 1].NextOfSession) != slot + 1
                || (beforeInSession != 0 && _regions[beforeInSession - 1].Session != region.Session))
            {
                throw Wrong($"Region {slot} is not linked to its dataspace and session.");
            }
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
        for (int session = 0; session < _sessions.Length; session++)
        {
            ref readonly Session known = ref _sessions[session];
            if (known.Used != used[session])
            {
                throw Wrong($"{known.Used} frames are charged to session {session} instead of {used[session]}.");
            }

            int previous = 0;
            for (int link = known.FirstOwned; link != 0; link = _slots[link - 1].NextOwned)
            {
                ref readonly Slot dataspace = ref _slots[link - 1];
                if (dataspace.Owner != session || dataspace.PreviousOwned != previous || ++owned > _slots.Length)
                {
                    throw Wrong($"The dataspaces of session {session} are not linked.");
                }

                previous = link;
            }

            int received = 0;
            for (int slot = 0; _holderWords != 0 && slot < _slots.Length; slot++)
            {
                received += Holds(session, slot) ? 1 : 0;
                if (Holds(session, slot)
                    && (_slots[slot].Owner == session || (_slots[slot].Flags & SlotFlags.Nameable) == 0))
                {
                    throw Wrong($"Session {session} holds dataspace {slot}, which is its own or cannot be named.");
                }
            }

            if (known.Received != received)
            {
                throw Wrong($"Session {session} holds {received} dataspaces instead of {known.Received}.");
            }
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
    }
}
