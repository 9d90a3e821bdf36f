using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Destruction;

/// <summary>The dataspaces that are being destroyed, in the order in which that was found out.</summary>
internal struct DoomedList
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
