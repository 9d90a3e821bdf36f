using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>The bag of binary digits against an array of counts.</summary>
public class FrameBagTests
{
    [Property(MaxTest = 500)]
    public Property Adding_extents_counts_each_of_their_frames_once_more() =>
        Prop.ForAll(Draw.ExtentsUpTo(16), extents => CountsOf(BagOf(extents)).SequenceEqual(Counts(extents)));

    [Property(MaxTest = 500)]
    public Property Total_support_and_repeated_frames_are_those_of_the_counts() =>
        Prop.ForAll(Draw.ExtentsUpTo(16), extents =>
        {
            FrameBag bag = BagOf(extents);
            int[] counts = Counts(extents);
            return bag.Total == counts.Sum()
                && bag.Support == FramesWith(counts, 1)
                && bag.Repeated == FramesWith(counts, 2);
        });

    [Property(MaxTest = 500)]
    public Property The_sum_of_two_bags_adds_their_counts() =>
        Prop.ForAll(Draw.ExtentsUpTo(16), Draw.ExtentsUpTo(15), (left, right) =>
            CountsOf(BagOf(left) + BagOf(right)).SequenceEqual(Counts([.. left, .. right])));

    [Property(MaxTest = 500)]
    public Property One_bag_is_within_another_when_no_frame_is_counted_more_often() =>
        Prop.ForAll(Draw.ExtentsUpTo(16), Draw.ExtentsUpTo(15), (left, right) =>
        {
            FrameBag both = BagOf(left) + BagOf(right);
            return (BagOf(left) <= BagOf(right)) == Within(left, right)
                && (BagOf(left) >= BagOf(right)) == Within(right, left)
                // Bags that are within one another by construction, which random ones seldom are.
                && BagOf(left) <= both
                && (both <= BagOf(right)) == (left.Length == 0);
        });

    [Fact]
    public void A_single_frame_counted_more_often_is_enough_to_not_be_within()
    {
        foreach (int digit in new[] { 0, 1, 3, 7, 15, 30 })
        {
            var frame = new Frame(digit);
            FrameBag fewer = BagOf([.. Enumerable.Repeat(Extent.Of(0, 32), digit)]);
            FrameBag more = fewer + FrameSet.Of(frame);
            Assert.True(fewer <= more);
            Assert.False(more <= fewer);
            Assert.Equal(digit + 1, more.CountOf(frame));
            Assert.Equal((32 * digit) + 1, more.Total);
        }
    }

    [Fact]
    public void The_empty_bag_counts_nothing_and_a_set_counts_each_frame_once()
    {
        Assert.Equal(0, default(FrameBag).Total);
        Assert.True(default(FrameBag).Support.IsEmpty);
        var bag = FrameBag.Of(new FrameSet(0x8000_0001));
        Assert.Equal((2, 1, 0), (bag.Total, bag.CountOf(new Frame(31)), bag.CountOf(new Frame(30))));
        Assert.True(bag.Repeated.IsEmpty);
    }

    private static FrameBag BagOf(Extent[] extents) =>
        extents.Aggregate(default(FrameBag), (bag, extent) => bag + extent.Frames);

    private static int[] CountsOf(FrameBag bag) =>
        [.. Enumerable.Range(0, 32).Select(index => bag.CountOf(new Frame(index)))];

    private static int[] Counts(Extent[] extents)
    {
        int[] counts = new int[32];
        foreach (Extent extent in extents)
        {
            for (int frame = extent.Base; frame < extent.Base + extent.Length; frame++)
            {
                counts[frame]++;
            }
        }

        return counts;
    }

    private static bool Within(Extent[] left, Extent[] right) =>
        Counts(left).Zip(Counts(right)).All(pair => pair.First <= pair.Second);

    private static FrameSet FramesWith(int[] counts, int least)
    {
        FrameSet frames = default;
        for (int frame = 0; frame < counts.Length; frame++)
        {
            if (counts[frame] >= least)
            {
                frames += new Frame(frame);
            }
        }

        return frames;
    }
}
