using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Implementation.Bits;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public class BitRunsTests
{
    // Of all densities, and with long runs, for which the random ones leave no room.
    private static readonly Arbitrary<ulong> _words = Gen.OneOf(
        from high in Draw.Words.Generator
        from low in Draw.Words.Generator
        select ((ulong)high << 32) | low,
        from first in Gen.Choose(0, 63)
        from length in Gen.Choose(1, 64)
        from other in Gen.Choose(0, 63)
        select (ulong.MaxValue >> (64 - length) << first) ^ (1ul << other)).ToArbitrary();

    [Property(MaxTest = 5000)]
    public Property The_longest_run_of_a_word_is_that_of_a_scan() =>
        Prop.ForAll(_words, word => BitRuns.LongestRun(word) == LongestRun(word));

    [Property(MaxTest = 5000)]
    public Property Runs_of_a_length_start_where_a_scan_finds_them() =>
        Prop.ForAll(_words, Gen.Choose(1, 64).ToArbitrary(), (word, length) =>
            Enumerable.Range(0, 64).All(bit =>
                (BitRuns.Starts(word, length) >> bit & 1) != 0 == RunFrom(word, bit) >= length));

    [Theory]
    [InlineData(0ul, 0)]
    [InlineData(1ul << 63, 1)]
    [InlineData(0x7fff_ffff_ffff_ffff, 63)]
    [InlineData(0xffff_ffff_ffff_fffe, 63)]
    [InlineData(ulong.MaxValue, 64)]
    public void The_longest_runs_at_the_bounds_of_a_word_are_found(ulong word, int length)
    {
        Assert.Equal(length, BitRuns.LongestRun(word));
        Assert.Equal(length, LongestRun(word));
    }

    [Fact]
    public void Every_range_of_a_few_words_is_marked_and_searched_as_bit_by_bit()
    {
        for (int first = 0; first < 256; first++)
        {
            for (int end = first + 1; end <= 256; end++)
            {
                bool[] inside = [.. Enumerable.Range(0, 256).Select(bit => bit >= first && bit < end)];
                ulong[] words = new ulong[4];
                BitRuns.Mark(words, first, end - first, set: true);
                Assert.Equal(inside, Bits(words));
                Assert.Equal(first, BitRuns.Find(words, 0, 256, set: true));
                Assert.Equal(first / 2, BitRuns.Find(words, first / 4, first / 2, set: true));
                Assert.Equal(first - (first / 9), BitRuns.Find(words, 0, first - (first / 9), set: true));
                Assert.Equal(end, BitRuns.Find(words, first, 256, set: false));
                Assert.Equal(end, BitRuns.Find(words, end - 1, end, set: false));

                words.AsSpan().Fill(ulong.MaxValue);
                BitRuns.Mark(words, first, end - first, set: false);
                Assert.Equal(inside.Select(isInside => !isInside), Bits(words));
                Assert.Equal(first, BitRuns.Find(words, 0, 256, set: false));
                Assert.Equal(end, BitRuns.Find(words, first, 256, set: true));
                Assert.Equal(end, BitRuns.Find(words, first, end, set: true));
            }
        }
    }

    private static IEnumerable<bool> Bits(ulong[] words) =>
        words.SelectMany(word => Enumerable.Range(0, 64).Select(bit => (word >> bit & 1) != 0));

    private static int LongestRun(ulong word) => Enumerable.Range(0, 64).Max(bit => RunFrom(word, bit));

    private static int RunFrom(ulong word, int bit)
    {
        int length = 0;
        while (bit + length < 64 && (word >> (bit + length) & 1) != 0)
        {
            length++;
        }

        return length;
    }
}
