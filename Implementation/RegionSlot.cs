using System.Runtime.InteropServices;

namespace ModelCheck.Implementation;

/// <summary>
/// A region slot, 32 bytes. Links are 1 + a number. A region has the extent of its dataspace, and goes with it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegionSlot
{
    /// <summary>How many regions the slot has had.</summary>
    internal long Generation;

    /// <summary>What it was attached through.</summary>
    internal int Dataspace;

    /// <summary>The next region attached through the same dataspace.</summary>
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
}
