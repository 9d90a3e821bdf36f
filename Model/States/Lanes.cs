using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>
/// The values that a state keeps for each slot or session, side by side in one vector, so that a question about a whole
/// set is one instruction. <c>Of</c> reads them; only <c>In</c> and <c>Put</c>, which ask for a <c>ref</c>, write.
/// </summary>
internal static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Of(in PerDataspace<byte> values) =>
        Unsafe.As<PerDataspace<byte>, Vector128<byte>>(ref Unsafe.AsRef(in values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> Of(in PerDataspace<Extent> extents) =>
        Unsafe.As<PerDataspace<Extent>, Vector512<uint>>(ref Unsafe.AsRef(in extents));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> Of(in PerSession<FrameSet> sets) =>
        Unsafe.As<PerSession<FrameSet>, Vector256<uint>>(ref Unsafe.AsRef(in sets));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<byte> Of(in PerSession<PerSession<byte>> values) =>
        Unsafe.As<PerSession<PerSession<byte>>, Vector512<byte>>(ref Unsafe.AsRef(in values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> Of(in PerRegion<Extent> extents) =>
        Unsafe.As<PerRegion<Extent>, Vector256<uint>>(ref Unsafe.AsRef(in extents));

    /// <summary>The values in the lower half, zero above them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Of(in PerRegion<byte> values) =>
        Vector128.CreateScalar(Unsafe.As<PerRegion<byte>, ulong>(ref Unsafe.AsRef(in values))).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref Vector128<byte> In(ref PerDataspace<byte> values) =>
        ref Unsafe.As<PerDataspace<byte>, Vector128<byte>>(ref values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref Vector512<uint> In(ref PerDataspace<Extent> extents) =>
        ref Unsafe.As<PerDataspace<Extent>, Vector512<uint>>(ref extents);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref Vector256<uint> In(ref PerSession<FrameSet> sets) =>
        ref Unsafe.As<PerSession<FrameSet>, Vector256<uint>>(ref sets);

    // The value of one slot is written as a part of the whole vector: what follows reads the whole, and a processor
    // waits when it reads at once what was just written in pieces.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put(ref PerDataspace<byte> values, DataspaceId slot, byte value)
    {
        Vector128<byte> chosen = Vector128.Equals(Vector128<byte>.Indices, Vector128.Create((byte)slot.Index));
        In(ref values) = Vector128.ConditionalSelect(chosen, Vector128.Create(value), Of(in values));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put(ref PerDataspace<Extent> extents, DataspaceId slot, Extent extent)
    {
        Vector512<uint> chosen = Vector512.Equals(Vector512<uint>.Indices, Vector512.Create((uint)slot.Index));
        In(ref extents) = Vector512.ConditionalSelect(chosen, Vector512.Create(extent.Frames.Bits), Of(in extents));
    }

    /// <summary>The slots that have a value, one bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint SlotsWith(in PerDataspace<byte> values, byte value) =>
        Vector128.Equals(Of(in values), Vector128.Create(value)).ExtractMostSignificantBits();

    /// <summary>All ones for each member of a set, zero for every other slot: as bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Members(DataspaceSet dataspaces)
    {
        Vector128<byte> own = Vector128.Create(0x8040_2010_0804_0201).AsByte();
        Vector128<byte> spread = Vector128.Shuffle(
            Vector128.CreateScalarUnsafe(dataspaces.Bits).AsByte(),
            Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
        return Vector128.Equals(spread & own, own);
    }

    /// <summary>All ones for each member of a set, zero for every other slot: as words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> WideMembers(DataspaceSet dataspaces)
    {
        Vector512<uint> own = Vector512.Create(
            1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return Vector512.Equals(Vector512.Create(dataspaces.Bits) & own, own);
    }

    /// <summary>The union of eight sets.</summary>
    internal static FrameSet Union(Vector256<uint> sets)
    {
        Vector128<uint> half = sets.GetLower() | sets.GetUpper();
        ulong quarter = half.AsUInt64()[0] | half.AsUInt64()[1];
        return new FrameSet((uint)quarter | (uint)(quarter >> 32));
    }
}
