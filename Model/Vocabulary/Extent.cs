using System.Numerics;

namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// A run of consecutive frames, held as the set of its frames. The default value is no extent at all: length 0.
/// </summary>
public readonly record struct Extent
{
    private Extent(FrameSet frames) => Frames = frames;

    /// <summary>The frames of the extent.</summary>
    public FrameSet Frames { get; }

    /// <summary>The absolute number of the first frame; 32 when there is none.</summary>
    public int Base => BitOperations.TrailingZeroCount(Frames.Bits);

    /// <summary>How many frames, 0 to 32.</summary>
    public int Length => Frames.Count;

    /// <summary>The extent of <paramref name="length"/> frames from <paramref name="first"/> on.</summary>
    /// <param name="first">The absolute number of the first frame.</param>
    /// <param name="length">How many frames; first + length is at most 32.</param>
    /// <returns>The extent.</returns>
    public static Extent Of(int first, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + length, Frame.Capacity, nameof(length));
        return length == 0 ? default : new Extent(new FrameSet(FrameSet.First(length).Bits << first));
    }

    /// <summary>The lowest extent of that length within a set of frames: first fit.</summary>
    /// <param name="free">Where the extent may lie.</param>
    /// <param name="length">How many frames, at least 1.</param>
    /// <param name="extent">The extent, or none.</param>
    /// <returns>False when no run of the set is long enough.</returns>
    public static bool TryFirstFit(FrameSet free, int length, out Extent extent)
    {
        // Bit b is left iff the frames from b on are free, so many as are known to fit.
        uint starts = length <= Frame.Capacity ? free.Bits : 0;
        for (int fitting = 1; fitting < length && starts != 0;)
        {
            int more = Math.Min(fitting, length - fitting);
            starts &= starts >> more;
            fitting += more;
        }

        extent = starts == 0
            ? default
            : new Extent(new FrameSet(FrameSet.First(length).Bits << BitOperations.TrailingZeroCount(starts)));
        return starts != 0;
    }

    /// <summary>The part of this extent that starts at an offset.</summary>
    /// <param name="offset">In frames, from the base of this extent.</param>
    /// <param name="size">In frames; offset + size is at most <see cref="Length"/>.</param>
    /// <returns>The part.</returns>
    public Extent Part(int offset, int size) => new(new FrameSet(FrameSet.First(size).Bits << (Base + offset)));

    /// <inheritdoc/>
    public override string ToString() => Length == 0 ? "none" : $"{Base}+{Length}";
}
