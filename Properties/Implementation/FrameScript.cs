using FsCheck;
using FsCheck.Fluent;

using ModelCheck.Implementation.Frames;

namespace ModelCheck.Properties.Implementation;

/// <summary>What a step of a script does.</summary>
public enum FrameStepKind
{
    /// <summary>Allocates; where is not its choice.</summary>
    Allocate,

    /// <summary>Takes frames, free or not.</summary>
    Take,

    /// <summary>Gives frames back, taken or not.</summary>
    Free,

    /// <summary>Takes or gives back as many of the frames as are in one state, so that it is never refused.</summary>
    Turn,
}

/// <summary>A step of a script.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="First">The first frame.</param>
/// <param name="Length">How many frames; they may lie beyond the last one.</param>
public sealed record FrameStep(FrameStepKind Kind, int First, int Length);

/// <summary>
/// Steps to make on a bitmap and on the plainest thing that there is, an array of one bool for each frame.
/// </summary>
internal sealed class FrameScript(int frames)
{
    private readonly bool[] _free = [.. Enumerable.Repeat(true, frames)];

    /// <summary>Steps for so many frames, up to a number; shorter ones are tried when they fail.</summary>
    internal static Arbitrary<FrameStep[]> Steps(int frames, int count) =>
        Arb.ToArbitrary(
            from length in Gen.Choose(1, count)
            from steps in Gen.ArrayOf(Step(frames), length)
            select steps,
            Shorter);

    /// <summary>Whether a new bitmap does what the array does, step by step.</summary>
    internal static bool Agrees(int frames, FrameStep[] steps) =>
        new FrameScript(frames).Agrees(new FrameBitmap(frames), steps);

    /// <summary>Whether a bitmap does what the array does, step by step.</summary>
    internal bool Agrees(FrameBitmap bitmap, IEnumerable<FrameStep> steps) =>
        // Everything is recounted after each step where that is little, else after the last one only.
        steps.All(step => Agrees(bitmap, step) && (frames > 8192 || Same(bitmap))) && Same(bitmap);

    private bool Agrees(FrameBitmap bitmap, FrameStep step)
    {
        (FrameStepKind kind, int first, int length) = (step.Kind, step.First, step.Length);
        if (kind == FrameStepKind.Allocate)
        {
            int fit = FirstFit(length);
            Set(fit, fit < 0 ? 0 : length, false);
            return bitmap.TryAllocate(length, out int found) == (fit >= 0) && found == fit;
        }

        if (kind == FrameStepKind.Turn)
        {
            kind = _free[first] ? FrameStepKind.Take : FrameStepKind.Free;
            int same = _free.AsSpan(first).IndexOf(!_free[first]);
            length = Math.Min(length, same < 0 ? frames - first : same);
        }

        bool take = kind == FrameStepKind.Take;
        Type? refusal = length > frames - first ? typeof(ArgumentOutOfRangeException)
            : _free.AsSpan(first, length).Contains(!take) ? typeof(InvalidOperationException)
            : null;
        Set(first, refusal is null ? length : 0, !take);
        return refusal == Refusal(take ? bitmap.Take : bitmap.Free, first, length);
    }

    private static Type? Refusal(Action<int, int> operation, int first, int length)
    {
        try
        {
            operation(first, length);
            return null;
        }
        catch (InvalidOperationException refusal)
        {
            return refusal.GetType();
        }
        catch (ArgumentOutOfRangeException refusal)
        {
            return refusal.GetType();
        }
    }

    private void Set(int first, int length, bool free)
    {
        if (length > 0)
        {
            _free.AsSpan(first, length).Fill(free);
        }
    }

    // Each run in turn, until one is long enough.
    private int FirstFit(int length)
    {
        for (int first = 0; first < frames;)
        {
            int taken = _free.AsSpan(first).IndexOf(false);
            taken = taken < 0 ? frames : first + taken;
            if (taken - first >= length)
            {
                return first;
            }

            int free = _free.AsSpan(taken).IndexOf(true);
            first = free < 0 ? frames : taken + free;
        }

        return -1;
    }

    private bool Same(FrameBitmap bitmap)
    {
        bitmap.SelfCheck();
        bool[] free = new bool[frames];
        int end = -1;
        bool apart = true;
        foreach ((int first, int length) in bitmap.FreeRuns)
        {
            apart &= first > end;
            end = first + length;
            free.AsSpan(first, length).Fill(true);
        }

        return apart
            && free.AsSpan().SequenceEqual(_free)
            && bitmap.FreeCount == _free.AsSpan().Count(true)
            && Enumerable.Range(0, frames).All(frame => bitmap.IsFree(frame) == _free[frame]);
    }

    // Around the bounds of words, leaves and nodes rather than anywhere, and short rather than long.
    private static Gen<FrameStep> Step(int frames) =>
        from kind in Gen.Elements(Enum.GetValues<FrameStepKind>())
        from first in Gen.OneOf(Gen.Choose(0, frames - 1), Near(frames).Select(number => number % frames))
        from length in Gen.OneOf(Gen.Constant(1), Gen.Choose(1, 80), Gen.Choose(1, frames), Near(frames))
        select new FrameStep(kind, first, length);

    private static Gen<int> Near(int frames) =>
        from shift in Gen.Elements(6, 9, 12, 15, 18, 21)
        from times in Gen.Choose(1, Math.Max(1, frames >> shift))
        from off in Gen.Choose(-2, 2)
        select (times << shift) + off;

    private static IEnumerable<FrameStep[]> Shorter(FrameStep[] steps)
    {
        for (int part = steps.Length / 2; part > 0; part /= 2)
        {
            for (int start = 0; start + part <= steps.Length; start += part)
            {
                yield return [.. steps[..start], .. steps[(start + part)..]];
            }
        }
    }
}
