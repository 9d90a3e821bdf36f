using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>
/// How often each frame is charged: a multiset of frames. The counts lie side by side in one vector, a byte a frame, so
/// that adding an extent is one addition over all frames at once. A count goes up to 255, far more than there are
/// dataspaces.
/// </summary>
public readonly struct FrameBag : IEquatable<FrameBag>
{
    private readonly Vector256<byte> _counts;

    private FrameBag(Vector256<byte> counts) => _counts = counts;

    /// <summary>The frames counted at least once.</summary>
    public FrameSet Support => new(~Vector256.Equals(_counts, Vector256<byte>.Zero).ExtractMostSignificantBits());

    /// <summary>The frames counted at least twice.</summary>
    public FrameSet Repeated =>
        new(Vector256.GreaterThan(_counts, Vector256<byte>.One).ExtractMostSignificantBits());

    /// <summary>All counts added up.</summary>
    public int Total
    {
        get
        {
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(_counts);
            return Vector256.Sum(low + high);
        }
    }

    /// <summary>A bag that counts each frame of a set once.</summary>
    /// <param name="frames">The frames.</param>
    /// <returns>The bag.</returns>
    public static FrameBag Of(FrameSet frames) => new(Vector256.Negate(Members(frames).AsSByte()).AsByte());

    /// <summary>Counts each frame of a set once more.</summary>
    public static FrameBag operator +(FrameBag bag, FrameSet frames) => new(bag._counts - Members(frames));

    /// <summary>Adds the counts of two bags, frame by frame; no sum may exceed 255.</summary>
    public static FrameBag operator +(FrameBag left, FrameBag right) => new(left._counts + right._counts);

    /// <summary>Whether no frame is counted more often on the left than on the right.</summary>
    public static bool operator <=(FrameBag left, FrameBag right) =>
        Vector256.LessThanOrEqualAll(left._counts, right._counts);

    /// <summary>Whether no frame is counted more often on the right than on the left.</summary>
    public static bool operator >=(FrameBag left, FrameBag right) => right <= left;

    /// <summary>Equality of every count.</summary>
    public static bool operator ==(FrameBag left, FrameBag right) => left._counts == right._counts;

    /// <summary>Difference in some count.</summary>
    public static bool operator !=(FrameBag left, FrameBag right) => left._counts != right._counts;

    /// <summary>How often a frame is counted.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>0 to 255.</returns>
    public int CountOf(Frame frame) => _counts[frame.Index];

    /// <inheritdoc/>
    public bool Equals(FrameBag other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FrameBag other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => _counts.GetHashCode();

    // A byte of ones, which is -1, for each frame of the set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Members(FrameSet frames)
    {
        Vector256<byte> spread = Vector256.Shuffle(
            Vector256.Create(frames.Bits).AsByte(),
            Vector256.Create(
                (byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1,
                18, 18, 18, 18, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19));
        Vector256<byte> own = Vector256.Create(0x8040_2010_0804_0201).AsByte();
        return Vector256.Equals(spread & own, own);
    }
}
