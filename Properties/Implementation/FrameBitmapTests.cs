using FsCheck;
using FsCheck.Fluent;

using ModelCheck.Implementation.Frames;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public sealed class FrameBitmapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1000)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    public void Few_frames_are_allocated_as_from_an_array(int frames) =>
        AgreesWithAnArray(frames, tests: 100, steps: 200);

    [Theory]
    [InlineData((1 << 15) - 1)]
    [InlineData(1 << 15)]
    [InlineData((1 << 15) + 1)]
    [InlineData((1 << 18) - 1)]
    [InlineData(1 << 18)]
    [InlineData((1 << 18) + 1)]
    public void Many_frames_are_allocated_as_from_an_array(int frames) =>
        AgreesWithAnArray(frames, tests: 50, steps: 1000);

    [Theory]
    [InlineData((1 << 21) - 1)]
    [InlineData((1 << 21) + 1)]
    [InlineData(FrameBitmap.MaximalFrames)]
    public void Very_many_frames_are_allocated_as_from_an_array(int frames) =>
        AgreesWithAnArray(frames, tests: 5, steps: 500);

    [Fact]
    public void The_array_disagrees_with_a_bitmap_that_is_in_another_state()
    {
        var bitmap = new FrameBitmap(100);
        bitmap.Take(7, 1);

        Assert.False(new FrameScript(100).Agrees(bitmap, []));
        Assert.False(new FrameScript(100).Agrees(bitmap, [new FrameStep(FrameStepKind.Allocate, 0, 8)]));
        Assert.False(new FrameScript(100).Agrees(bitmap, [new FrameStep(FrameStepKind.Free, 7, 1)]));
        Assert.True(FrameScript.Agrees(100, [new FrameStep(FrameStepKind.Take, 7, 1)]));
    }

    // The window lies anew at the beginning, and across the bounds of words, leaves and nodes of each lower level.
    [Theory]
    [InlineData(14, 0)]
    [InlineData(64 + 7, 64 - 7)]
    [InlineData(512 + 100, 512 - 5)]
    [InlineData(4096 + 7, 4096 - 7)]
    [InlineData(32768 + 9, 32768 - 7)]
    public void First_fit_is_that_of_the_model_for_every_occupancy_of_14_frames_and_every_length(int frames, int window)
    {
        var bitmap = new FrameBitmap(frames);
        bitmap.Take(0, frames);
        for (uint free = 0; free < 1u << 14; free++)
        {
            for (int frame = 0; frame < 14; frame++)
            {
                if ((free >> frame & 1) != 0 != bitmap.IsFree(window + frame))
                {
                    Turn(bitmap, window + frame);
                }
            }

            FitsAsInTheModel(bitmap, window, new FrameSet(free), lengths: 15);
        }

        bitmap.SelfCheck();
    }

    [Fact]
    public void First_fit_is_that_of_the_model_for_fewer_frames_as_well()
    {
        for (int frames = 1; frames < 14; frames++)
        {
            for (uint free = 0; free < 1u << frames; free++)
            {
                var bitmap = new FrameBitmap(frames);
                for (int frame = 0; frame < frames; frame++)
                {
                    if ((free >> frame & 1) == 0)
                    {
                        bitmap.Take(frame, 1);
                    }
                }

                bitmap.SelfCheck();
                FitsAsInTheModel(bitmap, 0, new FrameSet(free), lengths: frames + 1);
            }
        }
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(FrameBitmap.MaximalFrames + 1)]
    [InlineData(int.MaxValue)]
    public void A_bitmap_of_no_frames_or_of_too_many_cannot_be_made(int frames) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrameBitmap(frames));

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(FrameBitmap.MaximalFrames)]
    public void All_frames_are_free_at_first_and_can_be_taken_at_once(int frames)
    {
        var bitmap = new FrameBitmap(frames);
        bitmap.SelfCheck();
        Assert.Equal((frames, frames), (bitmap.Frames, bitmap.FreeCount));
        Assert.Equal([(0, frames)], Runs(bitmap));

        Assert.True(bitmap.TryAllocate(frames, out int first));
        bitmap.SelfCheck();
        Assert.Equal((0, 0), (first, bitmap.FreeCount));
        Assert.Empty(Runs(bitmap));
        Assert.False(bitmap.TryAllocate(1, out first));
        Assert.Equal(-1, first);

        bitmap.Free(0, frames);
        bitmap.SelfCheck();
        Assert.Equal([(0, frames)], Runs(bitmap));
    }

    [Fact]
    public void All_frames_can_be_made_free_whatever_they_were()
    {
        var bitmap = new FrameBitmap(10_000);
        bitmap.Take(0, 1);
        bitmap.Take(700, 9000);
        bitmap.FreeAll();

        Assert.Equal([(0, 10_000)], Runs(bitmap));
        bitmap.SelfCheck();
        Assert.True(bitmap.TryAllocate(10_000, out _));
    }

    [Fact]
    public void More_frames_than_there_are_never_fit_and_less_than_one_is_refused()
    {
        var bitmap = new FrameBitmap(1000);

        Assert.False(bitmap.TryAllocate(1001, out int first));
        Assert.Equal(-1, first);
        Assert.False(bitmap.TryAllocate(int.MaxValue, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.TryAllocate(0, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.TryAllocate(int.MinValue, out _));
        Assert.Equal(1000, bitmap.FreeCount);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(int.MinValue, int.MinValue)]
    [InlineData(5, 0)]
    [InlineData(5, -1)]
    [InlineData(0, 1001)]
    [InlineData(999, 2)]
    [InlineData(1000, 1)]
    [InlineData(1, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Frames_that_do_not_exist_are_refused(int first, int length)
    {
        var bitmap = new FrameBitmap(1000);
        bitmap.Take(100, 800);

        Unchanged(bitmap, () =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Take(first, length));
            Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Free(first, length));
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.IsFree(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.IsFree(1000));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 20)]
    [InlineData(60, 8)]
    [InlineData(64, 64)]
    [InlineData(500, 700)]
    public void Frames_one_of_which_is_in_that_state_already_are_refused_and_the_frame_is_named(int first, int length)
    {
        var bitmap = new FrameBitmap(1300);
        for (int frame = first; frame < first + length; frame++)
        {
            bitmap.Take(frame, 1);
            Unchanged(bitmap, () => Refused($"Frame {frame} is already taken.", () => bitmap.Take(first, length)));
            bitmap.Free(frame, 1);
        }

        bitmap.Take(0, 1300);
        for (int frame = first; frame < first + length; frame++)
        {
            bitmap.Free(frame, 1);
            Unchanged(bitmap, () => Refused($"Frame {frame} is already free.", () => bitmap.Free(first, length)));
            bitmap.Take(frame, 1);
        }
    }

    [Fact]
    public void With_every_second_frame_taken_single_frames_fit_and_no_others()
    {
        const int frames = (1 << 18) + 1;
        var bitmap = new FrameBitmap(frames);
        for (int frame = 0; frame < frames; frame += 2)
        {
            bitmap.Take(frame, 1);
        }

        bitmap.SelfCheck();
        Assert.Equal(1 << 17, bitmap.FreeCount);
        Assert.False(bitmap.TryAllocate(2, out _));
        Assert.True(bitmap.TryAllocate(1, out int first));
        Assert.Equal(1, first);
        bitmap.Free(200_000, 1);
        Assert.True(bitmap.TryAllocate(3, out first));
        Assert.Equal(199_999, first);
        bitmap.SelfCheck();
    }

    [Fact]
    public void A_hole_of_any_length_anywhere_is_found_and_no_longer_one()
    {
        const int frames = 1100;
        var bitmap = new FrameBitmap(frames);
        bitmap.Take(0, frames);
        for (int hole = 0; hole < frames; hole++)
        {
            for (int length = 1; length <= frames - hole; length++)
            {
                bitmap.Free(hole, length);
                if (bitmap.TryAllocate(length + 1, out _)
                    || !bitmap.TryAllocate(length, out int first)
                    || first != hole)
                {
                    Assert.Fail($"The hole of {length} frames at {hole} is not found.");
                }
            }
        }

        bitmap.SelfCheck();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(511)]
    [InlineData(1000)]
    [InlineData(1 << 18)]
    public void A_hole_at_the_very_end_of_all_frames_is_found(int length)
    {
        const int hole = FrameBitmap.MaximalFrames - (1 << 18);
        var bitmap = new FrameBitmap(FrameBitmap.MaximalFrames);
        bitmap.Take(0, FrameBitmap.MaximalFrames);
        bitmap.Free(FrameBitmap.MaximalFrames - length, length);

        Assert.False(bitmap.TryAllocate(length + 1, out _));
        Assert.True(bitmap.TryAllocate(length, out int first));
        Assert.Equal(FrameBitmap.MaximalFrames - length, first);
        Assert.Equal(0, bitmap.FreeCount);
        bitmap.Free(hole - 3, 1 << 18);
        Assert.True(bitmap.TryAllocate(1 << 18, out first));
        Assert.Equal(hole - 3, first);
        bitmap.SelfCheck();
    }

    [Fact]
    public void A_spoiled_summary_of_any_level_is_found_and_named()
    {
        var bitmap = new FrameBitmap((1 << 18) + 1);
        bitmap.Take(1000, 5000);
        bitmap.Take(100_000, 7);
        bitmap.Tree.CatchUp();
        Assert.Equal(4, bitmap.Tree.Height);
        for (int level = 0; level <= bitmap.Tree.Height; level++)
        {
            for (int index = 0; index < bitmap.Tree.Level(level).Length; index++)
            {
                RunSummary whole = bitmap.Tree.Level(level)[index];
                RunSummary[] spoiled =
                [
                    whole with { Longest = whole.Longest + 1 },
                    whole with { Prefix = whole.Prefix ^ 1 },
                    whole with { Suffix = whole.Suffix - 1 },
                ];
                foreach (RunSummary summary in spoiled)
                {
                    bitmap.Tree.Level(level)[index] = summary;
                    InvalidOperationException found = Assert.Throws<InvalidOperationException>(bitmap.SelfCheck);
                    int size = RunTree.Size(level);
                    Assert.StartsWith(
                        $"The summary of frames {index * size} to {((index + 1) * size) - 1}, "
                        + $"node {index} of level {level}, is ",
                        found.Message,
                        StringComparison.Ordinal);
                }

                bitmap.Tree.Level(level)[index] = whole;
            }
        }

        bitmap.SelfCheck();
    }

    [Fact]
    public void The_leaf_that_changed_last_is_behind_with_all_above_it_and_no_other_is()
    {
        var bitmap = new FrameBitmap(10_000);
        Assert.Empty(Behind(bitmap));

        bitmap.Take(1024, 1);
        bitmap.Take(1030, 3);
        bitmap.Free(1024, 1);
        Assert.Equal([(0, 2), (1, 0), (2, 0)], Behind(bitmap));
        bitmap.Take(8000, 100);
        Assert.Equal([(0, 15), (1, 1), (2, 0)], Behind(bitmap));

        // A single frame is found without the tree, and taken in another leaf.
        Assert.True(bitmap.TryAllocate(1, out _));
        Assert.Equal([(0, 0), (1, 0), (2, 0)], Behind(bitmap));
        Assert.False(bitmap.TryAllocate(9000, out _));
        Assert.Empty(Behind(bitmap));
        bitmap.Take(20, 1);
        bitmap.Take(500, 100);
        Assert.Empty(Behind(bitmap));
        bitmap.SelfCheck();
    }

    [Fact]
    public void What_was_last_beside_what_is_taken_next_is_not_forgotten()
    {
        const int frames = 3 * 4096;
        foreach (int last in (int[])[0, 511, 512, 4095, 4096, 5000, 8191, 8192, frames - 1])
        {
            foreach ((int first, int end) in ((int, int)[])[(0, 600), (400, 4097), (1, 8192), (4096, frames)])
            {
                var bitmap = new FrameBitmap(frames);
                bitmap.Take(last, 1);
                bitmap.Free(last, 1);
                bitmap.Take(first, end - first);
                bitmap.SelfCheck();
                bitmap.Tree.CatchUp();
                bitmap.SelfCheck();

                bitmap = new FrameBitmap(frames);
                bitmap.Take(last, 1);
                if (last < first)
                {
                    bitmap.Take(last + 1, end - last - 1);
                }
                else if (last >= end)
                {
                    bitmap.Take(first, last - first);
                }

                bitmap.SelfCheck();
                bitmap.Tree.CatchUp();
                bitmap.SelfCheck();
            }
        }
    }

    [Fact]
    public void A_spoiled_count_and_spoiled_bits_are_found()
    {
        var bitmap = new FrameBitmap(1000);
        bitmap.Take(100, 100);

        bitmap.FreeCount++;
        Refused("FreeCount is 901, but 900 frames are free.", bitmap.SelfCheck);
        bitmap.FreeCount--;
        bitmap.Words[15] |= 1ul << 40;
        Refused("Frame 1000 is free, but there are only 1000 frames.", bitmap.SelfCheck);
        bitmap.Words[15] ^= 1ul << 40;
        bitmap.Words[2] ^= 0b11;
        Refused("FreeCount is 900, but 902 frames are free.", bitmap.SelfCheck);

        // As many frames as before, but others.
        bitmap.Words[0] ^= 0b11;
        Assert.Throws<InvalidOperationException>(bitmap.SelfCheck);
        bitmap.Words[2] ^= 0b11;
        bitmap.Words[0] ^= 0b11;
        bitmap.SelfCheck();
    }

    [Fact]
    public void A_summary_that_promises_too_much_gives_no_frame_away()
    {
        var bitmap = new FrameBitmap(10_000);
        bitmap.Take(0, 10_000);
        bitmap.Tree.Level(2)[0] = new RunSummary(2, 0, 0);
        Refused("A summary promises 2 free frames that level 1 does not have.", () => bitmap.TryAllocate(2, out _));
        bitmap.Tree.Level(1)[1] = new RunSummary(2, 0, 0);
        bitmap.Tree.Level(0)[9] = new RunSummary(2, 0, 0);
        Refused("A summary promises 2 free frames that level 0 does not have.", () => bitmap.TryAllocate(2, out _));
        bitmap.Tree.Level(0)[9] = new RunSummary(2, 2, 0);
        Refused("Frame 4608 is already taken.", () => bitmap.TryAllocate(2, out _));
        Assert.Equal(0, bitmap.FreeCount);
        Assert.Empty(Runs(bitmap));
    }

    [Fact]
    public void Ten_thousand_operations_allocate_no_memory()
    {
        var bitmap = new FrameBitmap(1 << 21);
        Operations(bitmap, 100);
        Assert.Equal(0, AllocatedBytes.Of(() => Operations(bitmap, 10_000)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData((1 << 12) + 1)]
    [InlineData((1 << 15) + 1)]
    [InlineData((1 << 18) + 1)]
    [InlineData((1 << 21) + 1)]
    [InlineData(10_000_000)]
    [InlineData(FrameBitmap.MaximalFrames)]
    public void A_frame_takes_at_most_one_and_a_quarter_of_a_bit(int frames)
    {
        _ = new FrameBitmap(1);
        FrameBitmap? bitmap = null;
        long bytes = AllocatedBytes.Of(() => bitmap = new FrameBitmap(frames));
        Assert.Equal(frames, bitmap!.FreeCount);
        Assert.InRange(bytes, frames / 8, (frames * (1 + (3 / 14.0) + (1 / 63.0)) / 8) + 1100);
    }

    private static void AgreesWithAnArray(int frames, int tests, int steps) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(tests),
            Prop.ForAll(FrameScript.Steps(frames, steps), script => FrameScript.Agrees(frames, script)));

    private static void FitsAsInTheModel(FrameBitmap bitmap, int window, FrameSet free, int lengths)
    {
        for (int length = 1; length <= lengths; length++)
        {
            bool fits = Extent.TryFirstFit(free, length, out Extent extent);
            if (bitmap.TryAllocate(length, out int first) != fits || first != (fits ? window + extent.Base : -1))
            {
                Assert.Fail($"{length} frames of {free} from {window} on are found at {first}.");
            }

            if (fits)
            {
                bitmap.Free(first, length);
            }
        }
    }

    private static void Turn(FrameBitmap bitmap, int frame)
    {
        if (bitmap.IsFree(frame))
        {
            bitmap.Take(frame, 1);
        }
        else
        {
            bitmap.Free(frame, 1);
        }
    }

    // One allocation is always held while the next one is made, so that holes come and go.
    private static void Operations(FrameBitmap bitmap, int count)
    {
        (int First, int Length) held = (0, 1);
        bitmap.Take(held.First, held.Length);
        for (int operation = 0; operation < count; operation++)
        {
            int length = 1 + (operation * 977 % 5000);
            _ = bitmap.TryAllocate(length, out int first);
            _ = bitmap.TryAllocate(bitmap.Frames, out _);
            bitmap.Free(held.First, held.Length);
            held = (first, length);
            if (operation % 100 == 0)
            {
                bitmap.SelfCheck();
            }
        }

        bitmap.Free(held.First, held.Length);
    }

    private static void Unchanged(FrameBitmap bitmap, Action refused)
    {
        ulong[] words = bitmap.Words.ToArray();
        int free = bitmap.FreeCount;
        refused();
        Assert.True(bitmap.Words.SequenceEqual(words));
        Assert.Equal(free, bitmap.FreeCount);
        bitmap.SelfCheck();
    }

    private static void Refused(string message, Action operation) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(operation).Message);

    private static void Refused(string message, Func<bool> operation) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => { operation(); }).Message);

    private static List<(int Level, int Index)> Behind(FrameBitmap bitmap) =>
    [
        .. from level in Enumerable.Range(0, bitmap.Tree.Height + 1)
           from index in Enumerable.Range(0, bitmap.Tree.Level(level).Length)
           where bitmap.Tree.IsBehind(level, index)
           select (level, index),
    ];

    private static List<(int First, int Length)> Runs(FrameBitmap bitmap)
    {
        var runs = new List<(int First, int Length)>();
        foreach ((int First, int Length) run in bitmap.FreeRuns)
        {
            runs.Add(run);
        }

        return runs;
    }
}
