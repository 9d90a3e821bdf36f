using System.Runtime.CompilerServices;

using ModelCheck.Model.Searching;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <content>A state built from what its slots hold.</content>
public partial struct State
{
    /// <summary>Fills an empty slot: the reverse of reading all of its fields but block and holders.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="placement">What goes there, perhaps nothing.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Place(DataspaceId slot, in Placement placement)
    {
        _extents[slot.Index] = placement.Extent;
        _owners[slot.Index] = placement.Owner;
        _parentsPlusOne[slot.Index] = placement.ParentPlusOne;
        _live |= new DataspaceSet((placement.Marks & Placement.Live) << slot.Index);
        _writable |= new DataspaceSet((placement.Marks >> 1 & 1) << slot.Index);
        if (placement.Marks > (Placement.Live | Placement.Writable))
        {
            _zombies |= new DataspaceSet((placement.Marks >> 2 & 1) << slot.Index);
            _hollow |= new DataspaceSet((placement.Marks >> 3 & 1) << slot.Index);
            _sealed |= new DataspaceSet((placement.Marks >> 4 & 1) << slot.Index);
            _aliases |= new DataspaceSet((placement.Marks >> 5 & 1) << slot.Index);
        }
    }
}
