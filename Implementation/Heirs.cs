namespace ModelCheck.Implementation;

/// <summary>
/// Who pays for each frame under charging Heir: the owner of the lowest parentless dataspace over it, a root.
/// </summary>
/// <remarks>
/// Frames are passed on within a family only: an allocation, its aliases, their aliases. The roots of a family are
/// linked in a ring without order. When a root goes, frames that it paid for and others still cover are offered to
/// every other root of the family; one that paid for none goes at once. For all other charging policies nothing of this
/// exists.
/// <para>Memory: 4 bytes a frame, 20 bytes a dataspace.</para>
/// </remarks>
internal sealed class Heirs
{
    // Up to so many numbers are kept on the stack.
    private const int FewNumbers = 256;

    // For each frame 1 + the slot of the root that pays for it.
    private readonly int[] _roots;

    // For each dataspace the family, which is the number of an entry of _families.
    private readonly int[] _familyOf;

    // For each root its neighbours in the ring of its family, as 1 + their slots.
    private readonly int[] _next;
    private readonly int[] _previous;

    // For each family 1 + some root, and how many dataspaces it has; unused ones are linked by the former.
    private readonly Family[] _families;

    /// <summary>No dataspaces.</summary>
    internal Heirs(int frames, int dataspaces)
    {
        _roots = new int[frames];
        _familyOf = new int[dataspaces];
        _next = new int[dataspaces];
        _previous = new int[dataspaces];

        // The first entry only begins the list of the unused ones.
        _families = new Family[dataspaces + 1];
        Clear();
    }

    /// <summary>All that there is to save.</summary>
    internal ImageSection[] Sections =>
    [
        ImageSection.Of(_roots), ImageSection.Of(_familyOf), ImageSection.Of(_next), ImageSection.Of(_previous),
        ImageSection.Of(_families),
    ];

    /// <summary>Forgets all dataspaces.</summary>
    internal void Clear()
    {
        Array.Clear(_roots);
        Array.Clear(_familyOf);
        Array.Clear(_next);
        Array.Clear(_previous);
        Array.Clear(_families);
        for (int family = 0; family < _families.Length - 1; family++)
        {
            _families[family].Link = family + 1;
        }
    }

    /// <summary>A dataspace was allocated: the only one of its family, and its root.</summary>
    internal void Found(Span<Slot> slots, Span<Session> sessions, int slot)
    {
        Enter(slot, NewFamily());
        AddRoot(slots, sessions, slot);
    }

    /// <summary>A dataspace was made out of another one.</summary>
    internal void Join(int slot, int original) => Enter(slot, _familyOf[original]);

    /// <summary>A dataspace has no parent any more, or never had one.</summary>
    internal void AddRoot(Span<Slot> slots, Span<Session> sessions, int slot)
    {
        ref int some = ref _families[_familyOf[slot]].Link;
        if (some == 0)
        {
            some = slot + 1;
            _next[slot] = slot + 1;
            _previous[slot] = slot + 1;
        }
        else
        {
            int after = _next[some - 1];
            _next[slot] = after;
            _previous[slot] = some;
            _next[some - 1] = slot + 1;
            _previous[after - 1] = slot + 1;
        }

        Offer(slots, sessions, slot, slots[slot].Base, slots[slot].Length);
    }

    /// <summary>A root is destroyed: it inherits nothing any more, but pays until <see cref="PassOn"/>.</summary>
    internal void RemoveRoot(int slot)
    {
        ref int some = ref _families[_familyOf[slot]].Link;
        if (_next[slot] == slot + 1)
        {
            some = 0;
        }
        else
        {
            some = _next[slot];
            _next[_previous[slot] - 1] = _next[slot];
            _previous[_next[slot] - 1] = _previous[slot];
        }

        _next[slot] = 0;
        _previous[slot] = 0;
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

        Ledger.Refund(ref sessions[gone.Owner], paid);
        roots.Replace(slot + 1, 0);
        int some = _families[_familyOf[slot]].Link;
        if (!stillCovered || some == 0)
        {
            return;
        }

        int root = some;
        do
        {
            Slot other = slots[root - 1];
            int first = Math.Max(gone.Base, other.Base);
            int length = Math.Min(gone.Base + gone.Length, other.Base + other.Length) - first;
            if (length > 0)
            {
                Offer(slots, sessions, root - 1, first, length);
            }

            root = _next[root - 1];
        }
        while (root != some);
    }

    /// <summary>A dataspace is gone.</summary>
    internal void Leave(int slot)
    {
        int family = _familyOf[slot];
        _familyOf[slot] = 0;
        if (--_families[family].Members == 0)
        {
            _families[family].Link = _families[0].Link;
            _families[0].Link = family;
        }
    }

    /// <summary>The root that pays for a frame, as 1 + its slot.</summary>
    internal int RootOf(int frame) => _roots[frame];

    /// <summary>Whether two dataspaces come from one allocation.</summary>
    internal bool AreRelated(int slot, int other) => _familyOf[slot] == _familyOf[other];

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
            if (_families[family].Members != members[family])
            {
                throw new InvalidOperationException(
                    $"Family {family} has {members[family]} dataspaces instead of {_families[family].Members}.");
            }

            unused += members[family] == 0 ? 1 : 0;
            roots -= members[family] == 0 ? 0 : RootsOf(slots, family);
        }

        if (roots != 0)
        {
            throw new InvalidOperationException($"{roots} roots are in no ring.");
        }

        // The first entry is no family, and begins the list of those that are not used.
        for (int family = _families[0].Link; family != 0; family = _families[family].Link)
        {
            if ((uint)family >= (uint)_families.Length || members[family] != 0 || --unused == 0)
            {
                throw new InvalidOperationException("The unused families are not linked.");
            }
        }

        if (unused != 1)
        {
            throw new InvalidOperationException($"{unused - 1} families are neither used nor unused.");
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
                if (slots[slot].Parent == 0 && covers(slots[slot].Flags))
                {
                    AddRoot(slots, sessions, slot);
                }
            }
        }
    }

    // Counts a dataspace in its family; true for a root.
    private bool Enrol(ReadOnlySpan<Slot> slots, int slot, Func<SlotFlags, bool> covers, Span<int> members)
    {
        ref readonly Slot dataspace = ref slots[slot];
        bool used = dataspace.Flags != SlotFlags.None;
        bool root = used && dataspace.Parent == 0 && covers(dataspace.Flags);
        int family = _familyOf[slot];
        if ((uint)family >= (uint)members.Length
            || family != 0 != used
            || (used && dataspace.Parent != 0 && !AreRelated(slot, dataspace.Parent - 1))
            || (!root && (_next[slot] | _previous[slot]) != 0))
        {
            throw new InvalidOperationException($"Dataspace {slot} is of family {family}, but should not be.");
        }

        members[family] += used ? 1 : 0;
        return root;
    }

    private int RootsOf(ReadOnlySpan<Slot> slots, int family)
    {
        int some = _families[family].Link;
        int roots = 0;
        for (int link = some; link != 0;)
        {
            if ((uint)(link - 1) >= (uint)slots.Length
                || _familyOf[link - 1] != family
                || ++roots > slots.Length
                || (uint)(_next[link - 1] - 1) >= (uint)slots.Length
                || _previous[_next[link - 1] - 1] != link)
            {
                throw new InvalidOperationException($"The roots of family {family} are not linked in a ring.");
            }

            link = _next[link - 1];
            if (link == some)
            {
                break;
            }
        }

        return roots;
    }

    private int NewFamily()
    {
        int family = _families[0].Link;
        _families[0].Link = _families[family].Link;
        _families[family] = default;
        return family;
    }

    private void Enter(int slot, int family)
    {
        _familyOf[slot] = family;
        _families[family].Members++;
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
                    Ledger.Refund(ref sessions[slots[former - 1].Owner], run);
                }

                Ledger.Charge(ref sessions[slots[slot].Owner], run);
                rest[..run].Fill(heir);
            }

            rest = rest[run..];
        }
    }

    private struct Family
    {
        internal int Link;
        internal int Members;
    }
}
