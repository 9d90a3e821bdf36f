using System.Runtime.InteropServices;

using FsCheck;
using FsCheck.Fluent;

using ModelCheck.Engine;
using ModelCheck.Implementation;
using ModelCheck.Implementation.Frames;

using Xunit;


namespace ModelCheck.Properties.Implementation;

public sealed class FrameCountsTests
{
    // Every extent of few frames, and of many those that begin and end next to the bounds of blocks and nodes.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(130)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1025)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(32_769)]
    public void Each_extent_is_counted_once_and_its_frames_are_released_when_it_is_not_counted_any_more(int frames)
    {
        var counts = new FrameCounts(frames);
        var bitmap = new FrameBitmap(frames);
        int[] plain = new int[frames];
        bitmap.Take(0, frames);
        int[] ends = Ends(frames);
        foreach (int first in ends)
        {
            foreach (int end in ends.Where(end => end > first))
            {
                counts.Add(first, end - first);
                plain.AsSpan(first, end - first).Fill(1);
                counts.SelfCheck(plain);
                Assert.Equal(frames - (end - first), counts.ReleaseUncovered(0, frames, bitmap));
                Assert.Equal(Runs((0, first), (end, frames)), Runs(bitmap));

                counts.Remove(first, end - first);
                plain.AsSpan().Clear();
                counts.SelfCheck(plain);
                Assert.Equal(end - first, counts.ReleaseUncovered(first, end - first, bitmap));
                Assert.Equal(Runs((0, frames)), Runs(bitmap));
                bitmap.Take(0, frames);
            }
        }
    }

    [Theory]
    [InlineData(9, 300, 60)]
    [InlineData(200, 100, 100)]
    [InlineData(5000, 50, 200)]
    [InlineData(300_000, 5, 200)]
    public void Many_extents_over_each_other_are_counted_as_in_an_array(int frames, int tests, int steps) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(tests),
            Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed => Agrees(frames, steps, new SplitMix64((ulong)seed))));

    [Fact]
    public void Only_what_lies_in_the_range_is_released_and_runs_that_touch_are_one()
    {
        var counts = new FrameCounts(4096);
        var bitmap = new FrameBitmap(4096);
        bitmap.Take(0, 4096);
        counts.Add(100, 1);
        counts.Add(1024, 512);

        Assert.Equal(0, counts.ReleaseUncovered(1024, 512, bitmap));
        Assert.Equal(1024 - 51 + 99, counts.ReleaseUncovered(50, 1585, bitmap) + 0);
        Assert.Equal(Runs((50, 100), (101, 1024), (1536, 1635)), Runs(bitmap));
    }

    [Theory]
    [InlineData(0, 70, 3)]
    [InlineData(0, 600, 1)]
    [InlineData(0, 512, 64)]
    [InlineData(0, 1000, 2000)]
    [InlineData(4096, 5000, 1)]
    [InlineData(4096, 4097, 4000)]
    public void Nothing_is_released_of_what_is_covered_as_a_whole(int covered, int first, int length)
    {
        var counts = new FrameCounts(10_000);
        var bitmap = new FrameBitmap(10_000);
        bitmap.Take(0, 10_000);
        counts.Add(covered, 4096);
        counts.Add(first, 1);
        counts.Remove(first, 1);

        Assert.Equal(0, counts.ReleaseUncovered(first, length, bitmap));
        Assert.Equal(5, counts.ReleaseUncovered(covered + 4096, 5, bitmap));
        counts.Remove(covered, 4096);
        Assert.Equal(length, counts.ReleaseUncovered(first, length, bitmap));
    }

    // A run that is released in parts would be refused by no one; one that is released twice would.
    [Fact]
    public void A_frame_that_is_free_already_is_not_released_again()
    {
        var counts = new FrameCounts(1000);
        var bitmap = new FrameBitmap(1000);
        bitmap.Take(0, 600);

        Assert.Throws<InvalidOperationException>(() => counts.ReleaseUncovered(0, 601, bitmap));
        Assert.Equal(400, bitmap.FreeCount);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 40)]
    [InlineData(64, 64)]
    [InlineData(0, 4096)]
    [InlineData(512, 1024)]
    public void What_is_not_counted_cannot_leave(int first, int length)
    {
        var counts = new FrameCounts(5000);
        Assert.Throws<InvalidOperationException>(() => counts.Remove(first, length));

        // Other extents do not help, above, below or beside it.
        counts = new FrameCounts(5000);
        counts.Add(first + length, 1);
        Assert.Throws<InvalidOperationException>(() => counts.Remove(first, length));
    }

    [Fact]
    public void A_frame_beside_others_that_are_counted_cannot_leave()
    {
        for (int missing = 0; missing < 40; missing++)
        {
            var counts = new FrameCounts(64);
            counts.Add(0, missing);
            counts.Add(missing + 1, 40 - missing);
            Assert.Throws<InvalidOperationException>(() => counts.Remove(0, 41));
        }
    }

    [Fact]
    public void Any_number_that_is_spoilt_is_noticed()
    {
        var counts = new FrameCounts(4100);
        int[] plain = new int[4100];
        Add(counts, plain, 0, 4096, 1);
        Add(counts, plain, 64, 128, 1);
        Add(counts, plain, 4097, 3, 1);
        Span<int> numbers = MemoryMarshal.Cast<byte, int>(counts.Sections[0].Bytes);
        Span<CountNode> nodes = MemoryMarshal.Cast<byte, CountNode>(counts.Sections[1].Bytes);

        foreach (ref int number in numbers)
        {
            Spoilt(ref number, counts, plain);
        }

        foreach (ref CountNode node in nodes)
        {
            Spoilt(ref node.Own, counts, plain);
            Spoilt(ref node.Inside, counts, plain);
        }

        counts.SelfCheck(plain);
    }

    [Fact]
    public void A_frame_that_is_counted_wrongly_is_named_with_all_that_covers_it()
    {
        var counts = new FrameCounts(4100);
        int[] plain = new int[4100];
        Add(counts, plain, 0, 4096, 1);
        Add(counts, plain, 70, 1, 1);

        MemoryMarshal.Cast<byte, int>(counts.Sections[0].Bytes)[70]++;

        InvalidOperationException found = Assert.Throws<InvalidOperationException>(() => counts.SelfCheck(plain));
        Assert.Equal("Frame 70 is counted 3 times, but covered 2 times.", found.Message);
    }

    [Fact]
    public void Numbers_that_are_spoilt_so_that_they_agree_with_each_other_are_noticed()
    {
        var counts = new FrameCounts(100);
        int[] plain = new int[100];
        Span<int> numbers = MemoryMarshal.Cast<byte, int>(counts.Sections[0].Bytes);
        Span<CountNode> nodes = MemoryMarshal.Cast<byte, CountNode>(counts.Sections[1].Bytes);

        // A frame that does not exist, and all that is above it.
        numbers[100]++;
        nodes[1].Inside++;
        nodes[^1].Inside++;
        Assert.Throws<InvalidOperationException>(() => counts.SelfCheck(plain));
        counts.Clear();
        counts.SelfCheck(plain);

        // A node and its frames, which take back what it says.
        nodes[0].Own = 1;
        nodes[0].Inside = 64;
        nodes[^1].Inside = 1;
        numbers[..64].Fill(-1);
        Assert.Throws<InvalidOperationException>(() => counts.SelfCheck(plain));
    }

    private static bool Agrees(int frames, int steps, SplitMix64 dice)
    {
        var counts = new FrameCounts(frames);
        var bitmap = new FrameBitmap(frames);
        int[] plain = new int[frames];
        var extents = new List<(int First, int Length)>();
        bitmap.Take(0, frames);
        for (int step = 0; step < steps; step++)
        {
            if (extents.Count == 0 || dice.Chance(55))
            {
                int first = dice.Chance(30) ? dice.Below(frames) & -64 : dice.Below(frames);
                int most = dice.Chance(50) ? frames - first : Math.Min(100, frames - first);
                extents.Add((first, 1 + dice.Below(most)));
                Add(counts, plain, extents[^1].First, extents[^1].Length, 1);
            }
            else
            {
                int index = dice.Below(extents.Count);
                Add(counts, plain, extents[index].First, extents[index].Length, -1);
                extents.RemoveAt(index);
            }

            if (step % 8 == 0)
            {
                counts.SelfCheck(plain);
            }

            int low = dice.Below(frames);
            int high = low + 1 + dice.Below(frames - low);
            int uncovered = plain.AsSpan(low..high).Count(0);
            Assert.Equal(uncovered, counts.ReleaseUncovered(low, high - low, bitmap));
            Assert.Equal(uncovered, bitmap.FreeCount);
            foreach ((int first, int length) in bitmap.FreeRuns)
            {
                Assert.False(plain.AsSpan(first, length).ContainsAnyExcept(0));
                bitmap.Take(first, length);
            }
        }

        return true;
    }

    private static void Add(FrameCounts counts, int[] plain, int first, int length, int step)
    {
        if (step > 0)
        {
            counts.Add(first, length);
        }
        else
        {
            counts.Remove(first, length);
        }

        foreach (ref int count in plain.AsSpan(first, length))
        {
            count += step;
        }
    }

    private static void Spoilt(ref int number, FrameCounts counts, int[] plain)
    {
        int right = number;
        foreach (int wrong in (ReadOnlySpan<int>)[right + 1, right - 1, ~right, right + (1 << 16)])
        {
            number = wrong;
            Assert.Throws<InvalidOperationException>(() => counts.SelfCheck(plain));
        }

        number = right;
    }

    private static int[] Ends(int frames) => frames < 66
        ? [.. Enumerable.Range(0, frames + 1)]
        : [
            .. from bound in (int[])[0, 64, 128, 512, 576, 1024, 4096, frames]
               from offset in (int[])[-1, 0, 1]
               let end = bound + offset
               where end >= 0 && end <= frames
               orderby end
               select end,
        ];

    private static (int First, int Length)[] Runs(params (int First, int End)[] runs) =>
        [.. runs.Where(run => run.End > run.First).Select(run => (run.First, run.End - run.First))];

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
