using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Charging;

/// <summary>
/// Who pays for each frame under charging Heir: the owner of the lowest parentless dataspace over it, a root.
/// </summary>
/// <remarks>
/// Frames are passed on within a family only: an allocation, its aliases, their aliases. When a root goes, frames that
/// it paid for and others still cover are offered to every other root of the family; one that paid for none goes at
/// once. For all other charging policies nothing of this exists.
/// <para>Memory: 4 bytes a frame, 24 bytes a dataspace.</para>
/// </remarks>
internal sealed class Heirs
{
    // Up to so many numbers are kept on the stack.
    private const int FewNumbers = 256;

    // For each frame 1 + the slot of the root that pays for it.
    private readonly int[] _roots;

    private readonly Kin[] _kin;
    private readonly Family[] _families;

    // 1 + the first family that is not used. An array, so that it can be saved.
    private readonly int[] _firstUnused = new int[1];

    /// <summary>No dataspaces.</summary>
    internal Heirs(int frames, int dataspaces)
    {
        _roots = new int[frames];
        _kin = new Kin[dataspaces];
        _families = new Family[dataspaces];
        Clear();
    }

    /// <summary>All that there is to save.</summary>
    internal ImageSection[] Sections =>
    [
        ImageSection.Of(_roots), ImageSection.Of(_kin), ImageSection.Of(_families), ImageSection.Of(_firstUnused),
    ];

    /// <summary>Forgets all dataspaces.</summary>
    internal void Clear()
    {
        Array.Clear(_roots);
        Array.Clear(_kin);
        for (int family = 0; family < _families.Length; family++)
        {
            _families[family] = new Family { NextUnused = family + 2 };
        }

        _families[^1].NextUnused = 0;
        _firstUnused[0] = 1;
    }

    /// <summary>A dataspace was allocated: the only one of its family, and its root.</summary>
    internal void Found(Span<Slot> slots, Span<Session> sessions, int slot)
    {
        Enter(slot, NewFamily());
        AddRoot(slots, sessions, slot);
    }

    /// <summary>A dataspace was made out of another one.</summary>
    internal void Join(int slot, int original) => Enter(slot, _kin[original].Family);

    /// <summary>A dataspace has no parent any more, or never had one.</summary>
    internal void AddRoot(Span<Slot> slots, Span<Session> sessions, int slot)
    {
        ref Kin root = ref _kin[slot];
        IntrusiveList<Kin, Kin.OfFamily>.Insert(_kin, ref FamilyOf(in root).FirstRoot, ref root, slot);
        Offer(slots, sessions, slot, slots[slot].Base, slots[slot].Length);
    }

    /// <summary>A root is destroyed: it inherits nothing any more, but pays until <see cref="PassOn"/>.</summary>
    internal void RemoveRoot(int slot)
    {
        ref Kin root = ref _kin[slot];
        IntrusiveList<Kin, Kin.OfFamily>.Remove(_kin, ref FamilyOf(in root).FirstRoot, ref root);
        root = new Kin { Family = root.Family };
    }

    /// <summary>A removed root pays for no frame any more; those still covered are offered to the others.</summary>
    /// <param name="slots">The dataspaces.</param>
    /// <param name="sessions">The sessions.</param>
    /// <param name="slot">The root that was removed.</param>
    /// <param name="stillCovered">Whether something covers a part of its extent.</param>
    internal void PassOn(Span<Slot> slots, Span<Session> sessions, int slot, bool stillCovered)
    {
        Slot gone = slots[slot];
        Span<int> roots = _roots.AsSpan(gone.Base, gone.Length);
        int paid = roots.Count(slot + 1);
        if (paid == 0)
        {
            return;
        }

        Account.Refund(ref sessions[gone.Owner], paid);
        roots.Replace(slot + 1, 0);
        int root = stillCovered ? FamilyOf(in _kin[slot]).FirstRoot : 0;
        for (; root != 0; root = _kin[root - 1].NextRoot)
        {
            Slot other = slots[root - 1];
            int first = Math.Max(gone.Base, other.Base);
            int length = Math.Min(gone.Base + gone.Length, other.Base + other.Length) - first;
            if (length > 0)
            {
                Offer(slots, sessions, root - 1, first, length);
            }
        }
    }

    /// <summary>A dataspace is gone.</summary>
    internal void Leave(int slot)
    {
        int family = _kin[slot].Family;
        _kin[slot].Family = 0;
        ref Family left = ref _families[family - 1];
        if (--left.Members == 0)
        {
            left.NextUnused = _firstUnused[0];
            _firstUnused[0] = family;
        }
    }

    /// <summary>How many frames of its extent a dataspace pays for.</summary>
    internal int PaidBy(int slot, int first, int length) => _roots.AsSpan(first, length).Count(slot + 1);

    /// <summary>The root that pays for a frame, as 1 + its slot.</summary>
    internal int RootOf(int frame) => _roots[frame];

    /// <summary>Whether two dataspaces come from one allocation.</summary>
    internal bool AreRelated(int slot, int other) => _kin[slot].Family == _kin[other].Family;

    /// <summary>Counts families and their roots anew; which number a family has is as it may be.</summary>
    /// <param name="slots">The dataspaces, which have passed their own checks.</param>
    /// <param name="covers">Whether a dataspace covers frames.</param>
    /// <exception cref="InvalidOperationException">Something disagrees; the first such thing is named.</exception>
    internal void SelfCheck(ReadOnlySpan<Slot> slots, Func<SlotFlags, bool> covers)
    {
        Span<int> members =
            _families.Length <= FewNumbers ? stackalloc int[_families.Length] : new int[_families.Length];
        members.Clear();
        int roots = 0;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            roots += Enrol(slots, slot, covers, members) ? 1 : 0;
        }

        int unused = 0;
        for (int family = 0; family < _families.Length; family++)
        {
            ref readonly Family known = ref _families[family];
            if (known.Members != members[family] || (known.Members != 0 && known.NextUnused != 0))
            {
                throw new InvalidOperationException(
                    $"Family {family} has {members[family]} dataspaces instead of {known.Members}, or is unused.");
            }

            unused += members[family] == 0 ? 1 : 0;
            roots -= RootsOf(slots, family, covers);
        }

        if (roots != 0)
        {
            throw new InvalidOperationException($"{roots} roots are linked to no family.");
        }

        for (int family = _firstUnused[0]; family != 0; family = _families[family - 1].NextUnused)
        {
            if ((uint)(family - 1) >= (uint)_families.Length || members[family - 1] != 0 || --unused < 0)
            {
                throw new InvalidOperationException("The unused families are not linked.");
            }
        }

        if (unused != 0)
        {
            throw new InvalidOperationException($"{unused} families are neither used nor unused.");
        }
    }

    /// <summary>
    /// Begins anew with dataspaces of which is not known from which allocation they come. It need not be: the roots of
    /// two families never cover the same frame, so that one family of them all is as right, only slower.
    /// </summary>
    internal void Restore(Span<Slot> slots, Span<Session> sessions, Func<SlotFlags, bool> covers)
    {
        Clear();
        int family = 0;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot].Flags != SlotFlags.None)
            {
                family = family == 0 ? NewFamily() : family;
                Enter(slot, family);
                if (IsRoot(in slots[slot], covers))
                {
                    AddRoot(slots, sessions, slot);
                }
            }
        }
    }

    private static bool IsRoot(ref readonly Slot dataspace, Func<SlotFlags, bool> covers) =>
        dataspace.Parent == 0 && covers(dataspace.Flags);

    // Counts a dataspace in its family; true for a root.
    private bool Enrol(ReadOnlySpan<Slot> slots, int slot, Func<SlotFlags, bool> covers, Span<int> members)
    {
        ref readonly Slot dataspace = ref slots[slot];
        ref readonly Kin kin = ref _kin[slot];
        bool used = dataspace.Flags != SlotFlags.None;
        bool root = IsRoot(in dataspace, covers);
        if ((uint)kin.Family > (uint)members.Length
            || kin.Family != 0 != used
            || (used && dataspace.Parent != 0 && !AreRelated(slot, dataspace.Parent - 1))
            || (!root && (kin.NextRoot | kin.PreviousRoot) != 0))
        {
            throw new InvalidOperationException($"Dataspace {slot} is of family {kin.Family - 1}, but should not be.");
        }

        if (used)
        {
            members[kin.Family - 1]++;
        }

        return root;
    }

    private int RootsOf(ReadOnlySpan<Slot> slots, int family, Func<SlotFlags, bool> covers)
    {
        int first = _families[family].FirstRoot;
        int roots = IntrusiveList<Kin, Kin.OfFamily>.Check(_kin, first, family + 1);
        for (int root = first; root != 0; root = _kin[root - 1].NextRoot)
        {
            if (!IsRoot(in slots[root - 1], covers))
            {
                throw new InvalidOperationException($"Dataspace {root - 1} is among the roots, but is none.");
            }
        }

        return roots;
    }

    private ref Family FamilyOf(ref readonly Kin kin) => ref _families[kin.Family - 1];

    private int NewFamily()
    {
        int family = _firstUnused[0];
        ref int next = ref _families[family - 1].NextUnused;
        _firstUnused[0] = next;
        next = 0;
        return family;
    }

    private void Enter(int slot, int family)
    {
        _kin[slot].Family = family;
        _families[family - 1].Members++;
    }

    // A root pays for the frames that have no payer or one in a higher slot.
    private void Offer(Span<Slot> slots, Span<Session> sessions, int slot, int first, int length)
    {
        Span<int> rest = _roots.AsSpan(first, length);
        int heir = slot + 1;
        while (rest.Length > 0)
        {
            int former = rest[0];
            int run = rest.IndexOfAnyExcept(former);
            run = run < 0 ? rest.Length : run;
            if (former == 0 || former > heir)
            {
                if (former != 0)
                {
                    Account.Refund(ref sessions[slots[former - 1].Owner], run);
                }

                Account.Charge(ref sessions[slots[slot].Owner], run);
                rest[..run].Fill(heir);
            }

            rest = rest[run..];
        }
    }
}
