using FsCheck;
using FsCheck.Fluent;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Model;

/// <summary>
/// What properties are checked for: words of all densities and extents anywhere. FsCheck's own numbers stay small for
/// small sizes, and so would leave the upper frames of a set alone.
/// </summary>
internal static class Draw
{
    private static readonly Gen<uint> Even =
        from high in Gen.Choose(0, 0xffff)
        from low in Gen.Choose(0, 0xffff)
        select ((uint)high << 16) | (uint)low;

    /// <summary>Sets as words: sparse ones, dense ones, and the two extremes.</summary>
    internal static Arbitrary<uint> Words { get; } = Gen.OneOf(
        Even,
        from left in Even from right in Even select left & right,
        from left in Even from middle in Even from right in Even select left | middle | right,
        Gen.Elements(0u, 1u, 1u << 31, uint.MaxValue)).ToArbitrary();

    /// <summary>Extents of at least one frame.</summary>
    internal static Gen<Extent> Extents { get; } =
        from first in Gen.Choose(0, Frame.Capacity - 1)
        from length in Gen.Choose(1, Frame.Capacity - first)
        select Extent.Of(first, length);

    /// <summary>Up to <paramref name="count"/> extents.</summary>
    internal static Arbitrary<Extent[]> ExtentsUpTo(int count) =>
        (from length in Gen.Choose(0, count)
         from extents in Gen.ArrayOf(Extents, length)
         select extents).ToArbitrary();
}
