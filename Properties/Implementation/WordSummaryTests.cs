using System.Runtime.InteropServices;

using ModelCheck.Engine;
using ModelCheck.Implementation;
using ModelCheck.Implementation.Bits;
using ModelCheck.Implementation.Records;

using Xunit;


namespace ModelCheck.Properties.Implementation;

public sealed class WordSummaryTests
{
    // As many words as one level, two and three of them can tell apart, one less and one more.
    public static TheoryData<int> Sizes => [1, 2, 63, 64, 65, 4095, 4096, 4097, 5000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_lowest_bit_is_that_of_a_scan_after_each_word_that_changes(int count)
    {
        ulong[] words = new ulong[count];
        var summary = new WordSummary(words);
        var dice = new SplitMix64((ulong)count);
        Assert.Equal(-1, summary.Lowest);
        for (int step = 0; step < 2000; step++)
        {
            // Mostly zero, and mostly beside what is lowest, so that the lowest bit is not always in the first word.
            int near = Math.Max(0, summary.Lowest) / 64;
            int word = dice.Chance(70) ? Math.Min(near + dice.Below(2), count - 1) : dice.Below(count);
            words[word] = dice.Chance(60) ? 0 : 1ul << dice.Below(64) | 1ul << dice.Below(64);
            summary.Update(word);
            Assert.Equal(Lowest(words), summary.Lowest);
            if (step % 100 == 0)
            {
                summary.SelfCheck();
            }
        }

        summary.SelfCheck();
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Words_that_change_together_are_summed_up_together(int count)
    {
        ulong[] words = new ulong[count];
        var summary = new WordSummary(words);
        int[] ends = [.. new[] { 0, 1, 62, 63, 64, 65, 127, 128, 4094, 4095, 4096, count - 2, count - 1 }
            .Where(end => end >= 0 && end < count).Distinct().Order()];
        foreach (bool set in (bool[])[true, false])
        {
            foreach (int low in ends)
            {
                foreach (int high in ends.Where(high => high >= low))
                {
                    for (int atEnds = 0; atEnds < 4; atEnds++)
                    {
                        words.AsSpan().Fill(set ? 0 : ulong.MaxValue);
                        summary.Update(0, count - 1, !set);
                        words.AsSpan(low..(high + 1)).Fill(set ? ulong.MaxValue : 0);
                        words[low] = (ulong)(atEnds & 1);
                        words[high] = (ulong)(atEnds >> 1);
                        summary.Update(low, high, set);
                        summary.SelfCheck();
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(65)]
    [InlineData(4097)]
    public void Each_bit_is_implied_by_the_words(int count)
    {
        ulong[] words = new ulong[count];
        words[^1] = 1;
        words[count / 2] = 1ul << 63;
        var summary = new WordSummary(words);
        summary.Update(count - 1);
        summary.Update(count / 2);
        summary.SelfCheck();
        foreach (ImageSection section in summary.Sections)
        {
            foreach (ref byte part in section.Bytes)
            {
                for (int bit = 0; bit < 8; bit++)
                {
                    part ^= (byte)(1 << bit);
                    Assert.Throws<InvalidOperationException>(summary.SelfCheck);
                    part ^= (byte)(1 << bit);
                }
            }
        }

        words[0] ^= 1;
        InvalidOperationException found = Assert.Throws<InvalidOperationException>(summary.SelfCheck);
        Assert.Equal("Level 1 is wrong about word 0 below it.", found.Message);
    }

    [Fact]
    public void A_bit_that_stands_for_nothing_leads_to_no_word()
    {
        ulong[] words = new ulong[65];
        words[3] = 4;
        var summary = new WordSummary(words);
        summary.Update(3);
        Assert.Equal((3 * 64) + 2, summary.Lowest);

        // Level 1, behind the summary's back: word 7 is zero.
        MemoryMarshal.Cast<byte, ulong>(summary.Sections[0].Bytes)[0] |= 1ul << 7;
        words[3] = 0;
        summary.Update(3);
        Assert.Equal(-1, summary.Lowest);
    }

    private static int Lowest(ulong[] words)
    {
        int word = words.AsSpan().IndexOfAnyExcept(0ul);
        return word < 0 ? -1 : (word * 64) + Enumerable.Range(0, 64).First(bit => (words[word] >> bit & 1) != 0);
    }
}
