using System.Globalization;

namespace ModelCheck.Properties.Lockstep;

/// <summary>A run of adjacent frames; the default value has none.</summary>
/// <param name="Base">The first frame.</param>
/// <param name="Length">In frames.</param>
internal readonly record struct PlainExtent(int Base, int Length)
{
    /// <summary>The frames, one after the other.</summary>
    internal IEnumerable<int> Frames => Enumerable.Range(Base, Length);

    /// <summary>Whether a frame is one of them.</summary>
    internal bool Contains(int frame) => frame >= Base && frame < Base + Length;

    /// <summary>Whether all frames of another one are among them.</summary>
    internal bool Contains(PlainExtent other) => other.Base >= Base && other.Base + other.Length <= Base + Length;

    /// <summary>Whether a frame lies in both.</summary>
    internal bool Overlaps(PlainExtent other) =>
        Math.Max(Base, other.Base) < Math.Min(Base + Length, other.Base + other.Length);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Base}+{Length}");
}
