using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

public class FiniteSetTests
{
    [Fact]
    public void The_first_elements_are_those_with_the_lowest_numbers()
    {
        for (int count = 0; count <= 32; count++)
        {
            Assert.Equal(Enumerable.Range(0, count), Numbers(FrameSet.First(count)));
        }
    }

    [Property]
    public Property Union_intersection_and_difference_are_those_of_hash_sets() =>
        Holds((left, right) =>
            Same(left | right, Hash(left).Union(Hash(right)))
            && Same(left & right, Hash(left).Intersect(Hash(right)))
            && Same(left - right, Hash(left).Except(Hash(right))));

    [Property]
    public Property Subset_superset_and_overlap_are_those_of_hash_sets() =>
        Holds((left, right) =>
            (left <= right) == Hash(left).IsSubsetOf(Hash(right))
            && (left >= right) == Hash(left).IsSupersetOf(Hash(right))
            && left.Overlaps(right) == Hash(left).Overlaps(Hash(right))
            // Two random words are hardly ever one within the other; these are.
            && (left & right) <= left
            && (left | right) >= left
            && (left <= (left & right)) == Hash(left).IsSubsetOf(Hash(right)));

    [Property]
    public Property Equality_is_that_of_the_members() =>
        Holds((left, right) =>
            (left == right) == Hash(left).SetEquals(Hash(right))
            && (left | right) == (right | left));

    [Property]
    public Property An_element_can_be_added_looked_up_and_taken_out() =>
        Holds((set, other) => Enumerable.Range(0, 32).Select(Frame.At).All(frame =>
        {
            HashSet<int> with = [.. Hash(set), frame.Index];
            HashSet<int> without = [.. Hash(set).Where(index => index != frame.Index)];
            return set.Contains(frame) == Hash(set).Contains(frame.Index)
                && Same(set + frame, with)
                && Same(set - frame, without)
                && Same(other | FrameSet.Of(frame), Hash(other).Append(frame.Index));
        }));

    [Property]
    public Property Enumeration_names_each_member_once_in_rising_order() =>
        Holds((set, _) => Numbers(set).SequenceEqual(Hash(set).Order()));

    [Property]
    public Property Count_emptiness_and_the_lowest_member_are_those_of_the_enumeration() =>
        Holds((set, _) =>
            set.Count == Numbers(set).Count
            && set.IsEmpty == (Numbers(set).Count == 0)
            && (set.IsEmpty || set.Lowest.Index == Numbers(set)[0]));

    [Fact]
    public void The_text_lists_the_members()
    {
        Assert.Equal("{}", default(DataspaceSet).ToString());
        Assert.Equal("{d0 d3}", new DataspaceSet(0b1001).ToString());
        Assert.Equal("{f31}", FrameSet.Of(new Frame(31)).ToString());
        Assert.Equal("{s2}", SessionSet.Of(new SessionId(2)).ToString());
        Assert.Equal("{r0 r7}", new RegionSet(0b1000_0001).ToString());
    }

    private static Property Holds(Func<FrameSet, FrameSet, bool> property) => Prop.ForAll(
        Draw.Words, Draw.Words, (left, right) => property(new FrameSet(left), new FrameSet(right)));

    // The members bit by bit, without any operator of the set.
    private static HashSet<int> Hash(FrameSet set) =>
        [.. Enumerable.Range(0, 32).Where(index => (set.Bits & (1u << index)) != 0)];

    private static bool Same(FrameSet set, IEnumerable<int> members) => Hash(set).SetEquals(members);

    private static List<int> Numbers(FrameSet set)
    {
        var numbers = new List<int>();
        foreach (Frame frame in set)
        {
            numbers.Add(frame.Index);
        }

        return numbers;
    }
}
