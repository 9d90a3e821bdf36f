using System.Runtime.InteropServices;

namespace ModelCheck.Implementation.Records;

/// <summary>
/// A dataspace slot, 64 bytes. Links to other slots are 1 + their number, so that all of an empty slot but its
/// generation is zero.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Slot
{
    /// <summary>How many dataspaces the slot has had: the generation of the capability of the last one.</summary>
    internal long Generation;

    /// <summary>The absolute number of the first frame.</summary>
    internal int Base;

    /// <summary>In frames.</summary>
    internal int Length;

    /// <summary>What this is an alias of.</summary>
    internal int Parent;

    /// <summary>The first alias of this; <see cref="NextSibling"/> leads to the others, in any order.</summary>
    internal int FirstChild;

    /// <summary>The next alias of the same parent.</summary>
    internal int NextSibling;

    /// <summary>The alias before this one.</summary>
    internal int PreviousSibling;

    /// <summary>The next dataspace of the same owner.</summary>
    internal int NextOwned;

    /// <summary>The dataspace before this one.</summary>
    internal int PreviousOwned;

    /// <summary>The first region attached through this.</summary>
    internal int FirstRegion;

    /// <summary>While dataspaces are destroyed: the next one. Otherwise 0.</summary>
    internal int NextDoomed;

    /// <summary>
    /// While dataspaces are destroyed: for one that goes, an ancestor that is nearer to those that stay. Otherwise 0.
    /// </summary>
    internal int Foster;

    /// <summary>The session that owns it.</summary>
    internal ushort Owner;

    /// <summary>The session that allocated its frames.</summary>
    internal ushort Payer;

    /// <summary>What it is and may.</summary>
    internal SlotFlags Flags;

    /// <summary>The dataspaces of an owner.</summary>
    internal readonly struct OfOwner : ILinks<Slot>
    {
        public static string Name => "dataspaces of session";

        public static ref int Next(ref Slot record) => ref record.NextOwned;

        public static ref int Previous(ref Slot record) => ref record.PreviousOwned;

        public static int Holder(ref readonly Slot record) =>
            record.Flags == SlotFlags.None ? 0 : record.Owner + 1;
    }

    /// <summary>The aliases of a dataspace.</summary>
    internal readonly struct OfParent : ILinks<Slot>
    {
        public static string Name => "aliases of dataspace";

        public static ref int Next(ref Slot record) => ref record.NextSibling;

        public static ref int Previous(ref Slot record) => ref record.PreviousSibling;

        public static int Holder(ref readonly Slot record) => record.Parent;
    }
}
