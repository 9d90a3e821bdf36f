using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace ModelCheck.Engine.Visited;

/// <summary>Packs some of the 64 flags, wherever they lie, into the 16 bits of a mark, and unpacks them.</summary>
internal readonly struct MarkBits
{
    /// <summary>How many flags a mark has room for.</summary>
    internal const int Capacity = 16;

    /// <summary>Packs these flags.</summary>
    /// <param name="flags">At most <see cref="Capacity"/> of them.</param>
    internal MarkBits(ulong flags)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BitOperations.PopCount(flags), Capacity, nameof(flags));
        Flags = flags;
    }

    /// <summary>The flags that are packed.</summary>
    internal ulong Flags { get; }

    /// <summary>The mark that stands for flags; others than those that are packed do not count.</summary>
    internal ushort Pack(ulong flags)
    {
        if (Bmi2.X64.IsSupported)
        {
            return (ushort)Bmi2.X64.ParallelBitExtract(flags, Flags);
        }

        int mark = 0;
        int bit = 0;
        for (ulong rest = Flags; rest != 0; rest &= rest - 1)
        {
            mark |= (int)(flags >> BitOperations.TrailingZeroCount(rest) & 1) << bit++;
        }

        return (ushort)mark;
    }

    /// <summary>The flags that a mark stands for.</summary>
    internal ulong Unpack(ushort mark)
    {
        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.ParallelBitDeposit(mark, Flags);
        }

        ulong flags = 0;
        int bit = 0;
        for (ulong rest = Flags; rest != 0; rest &= rest - 1)
        {
            flags |= (ulong)(mark >> bit++ & 1) << BitOperations.TrailingZeroCount(rest);
        }

        return flags;
    }
}
