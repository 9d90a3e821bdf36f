using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

public class ExtentTests
{
    [Fact]
    public void Every_extent_has_the_base_length_and_frames_it_was_made_with()
    {
        for (int first = 0; first < 32; first++)
        {
            for (int length = 1; length <= 32 - first; length++)
            {
                var extent = Extent.Of(first, length);
                Assert.Equal((first, length), (extent.Base, extent.Length));
                Assert.Equal(Run(first, length), extent.Frames.Bits);
                Assert.Equal($"{first}+{length}", extent.ToString());
            }
        }
    }

    [Fact]
    public void An_extent_of_no_frames_is_the_default_one_wherever_it_lies()
    {
        for (int first = 0; first <= 32; first++)
        {
            Assert.Equal(default, Extent.Of(first, 0));
        }

        Assert.Equal((32, 0, "none"), (default(Extent).Base, default(Extent).Length, default(Extent).ToString()));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 33)]
    [InlineData(31, 2)]
    [InlineData(1, int.MaxValue)]
    public void An_extent_beyond_the_last_frame_cannot_be_made(int first, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Extent.Of(first, length));

    [Fact]
    public void A_part_lies_at_its_offset_from_the_base()
    {
        for (int first = 0; first < 32; first++)
        {
            for (int length = 1; length <= 32 - first; length++)
            {
                var whole = Extent.Of(first, length);
                for (int offset = 0; offset < length; offset++)
                {
                    int size = length - offset;
                    Assert.Equal(Extent.Of(first + offset, size), whole.Part(offset, size));
                    Assert.Equal(Extent.Of(first + offset, 1), whole.Part(offset, 1));
                }
            }
        }
    }

    [Property(MaxTest = 1000)]
    public Property First_fit_finds_the_lowest_base_that_a_scan_finds() =>
        Prop.ForAll(Draw.Words, Gen.Choose(1, 34).ToArbitrary(), (free, length) =>
        {
            bool found = Extent.TryFirstFit(new FrameSet(free), length, out Extent extent);
            int scanned = Scan(free, length);
            return found == (scanned >= 0)
                && extent == (found ? Extent.Of(scanned, length) : default);
        });

    [Fact]
    public void First_fit_finds_room_in_the_last_frames_and_for_all_of_them()
    {
        Assert.True(Extent.TryFirstFit(FrameSet.First(32), 32, out Extent all));
        Assert.Equal(Extent.Of(0, 32), all);
        Assert.True(Extent.TryFirstFit(new FrameSet(0xe000_0001), 3, out Extent last));
        Assert.Equal(Extent.Of(29, 3), last);
        Assert.False(Extent.TryFirstFit(FrameSet.First(32), 33, out _));
        Assert.False(Extent.TryFirstFit(default, 1, out _));
    }

    private static uint Run(int first, int length) =>
        Enumerable.Range(first, length).Aggregate(0u, (bits, frame) => bits | (1u << frame));

    // The lowest base whose frames are all free, tried one after the other; -1 when there is none.
    private static int Scan(uint free, int length)
    {
        for (int first = 0; first + length <= 32; first++)
        {
            if ((Run(first, length) & ~free) == 0)
            {
                return first;
            }
        }

        return -1;
    }
}
