using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>
/// How often each frame is charged: a multiset of frames. The counts are held in binary, one set a digit, so that
/// adding an extent is a ripple of ANDs and XORs over all frames at once. A count goes up to 31, more than there are
/// dataspaces.
/// </summary>
/// <param name="Ones">The frames whose count has the 1 digit set.</param>
/// <param name="Twos">The same for the digit 2.</param>
/// <param name="Fours">The same for the digit 4.</param>
/// <param name="Eights">The same for the digit 8.</param>
/// <param name="Sixteens">The same for the digit 16.</param>
public readonly record struct FrameBag(
    FrameSet Ones, FrameSet Twos, FrameSet Fours, FrameSet Eights, FrameSet Sixteens)
{
    /// <summary>The frames counted at least once.</summary>
    public FrameSet Support => Ones | Repeated;

    /// <summary>The frames counted at least twice.</summary>
    public FrameSet Repeated => Twos | Fours | Eights | Sixteens;

    /// <summary>All counts added up.</summary>
    public int Total => Ones.Count + (2 * Twos.Count) + (4 * Fours.Count) + (8 * Eights.Count) + (16 * Sixteens.Count);

    /// <summary>A bag that counts each frame of a set once.</summary>
    /// <param name="frames">The frames.</param>
    /// <returns>The bag.</returns>
    public static FrameBag Of(FrameSet frames) => new(frames, default, default, default, default);

    /// <summary>Counts each frame of a set once more.</summary>
    public static FrameBag operator +(FrameBag bag, FrameSet frames) => bag + Of(frames);

    /// <summary>Adds the counts of two bags, frame by frame; no sum may exceed 31.</summary>
    public static FrameBag operator +(FrameBag left, FrameBag right)
    {
        FrameSet carry = default;
        FrameSet ones = Digit(left.Ones, right.Ones, ref carry);
        FrameSet twos = Digit(left.Twos, right.Twos, ref carry);
        FrameSet fours = Digit(left.Fours, right.Fours, ref carry);
        FrameSet eights = Digit(left.Eights, right.Eights, ref carry);
        FrameSet sixteens = Digit(left.Sixteens, right.Sixteens, ref carry);
        return new FrameBag(ones, twos, fours, eights, sixteens);
    }

    /// <summary>Whether no frame is counted more often on the left than on the right.</summary>
    public static bool operator <=(FrameBag left, FrameBag right)
    {
        // Subtract left from right in all frames at once; a borrow left over at the top marks a frame where left >
        // right.
        FrameSet borrow = default;
        borrow = Borrow(right.Ones, left.Ones, borrow);
        borrow = Borrow(right.Twos, left.Twos, borrow);
        borrow = Borrow(right.Fours, left.Fours, borrow);
        borrow = Borrow(right.Eights, left.Eights, borrow);
        borrow = Borrow(right.Sixteens, left.Sixteens, borrow);
        return borrow.IsEmpty;
    }

    /// <summary>Whether no frame is counted more often on the right than on the left.</summary>
    public static bool operator >=(FrameBag left, FrameBag right) => right <= left;

    /// <summary>How often a frame is counted.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>0 to 31.</returns>
    public int CountOf(Frame frame) =>
        (Ones.Contains(frame) ? 1 : 0)
        + (Twos.Contains(frame) ? 2 : 0)
        + (Fours.Contains(frame) ? 4 : 0)
        + (Eights.Contains(frame) ? 8 : 0)
        + (Sixteens.Contains(frame) ? 16 : 0);

    private static FrameSet Digit(FrameSet left, FrameSet right, ref FrameSet carry)
    {
        uint either = left.Bits ^ right.Bits;
        uint sum = either ^ carry.Bits;
        carry = new FrameSet((left.Bits & right.Bits) | (either & carry.Bits));
        return new FrameSet(sum);
    }

    private static FrameSet Borrow(FrameSet from, FrameSet take, FrameSet borrow) =>
        (take | borrow) - from | (take & borrow);
}
