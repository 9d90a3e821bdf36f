using System.Runtime.InteropServices;

namespace ModelCheck.Implementation.Records;

/// <summary>
/// A region slot, 32 bytes. Links are 1 + a number. A region has the extent of its dataspace; one that is dead has none
/// any more, and what it shows is on record elsewhere (<see cref="Frames.Quarantined"/>).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegionSlot
{
    /// <summary>What stands in <see cref="Dataspace"/> of a region that is dead.</summary>
    internal const int Dead = -1;

    /// <summary>How many regions the slot has had.</summary>
    internal long Generation;

    /// <summary>What it was attached through; 0 for an empty slot.</summary>
    internal int Dataspace;

    /// <summary>The next region attached through the same dataspace, or the next dead one.</summary>
    internal int NextOfDataspace;

    /// <summary>The region before this one.</summary>
    internal int PreviousOfDataspace;

    /// <summary>The next region of the same session.</summary>
    internal int NextOfSession;

    /// <summary>The region before this one.</summary>
    internal int PreviousOfSession;

    /// <summary>In whose address space it lies.</summary>
    internal ushort Session;

    /// <summary>1 iff it may be written through.</summary>
    internal ushort Writable;

    /// <summary>The regions that were attached through a dataspace, and those that are dead.</summary>
    internal readonly struct OfDataspace : ILinks<RegionSlot>
    {
        public static string Name => "regions of dataspace";

        public static ref int Next(ref RegionSlot record) => ref record.NextOfDataspace;

        public static ref int Previous(ref RegionSlot record) => ref record.PreviousOfDataspace;

        public static int Holder(ref readonly RegionSlot record) => record.Dataspace;
    }

    /// <summary>The regions in the address space of a session.</summary>
    internal readonly struct OfSession : ILinks<RegionSlot>
    {
        public static string Name => "regions in session";

        public static ref int Next(ref RegionSlot record) => ref record.NextOfSession;

        public static ref int Previous(ref RegionSlot record) => ref record.PreviousOfSession;

        public static int Holder(ref readonly RegionSlot record) => record.Dataspace == 0 ? 0 : record.Session + 1;
    }
}
