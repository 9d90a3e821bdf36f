using System.Numerics;

namespace ModelCheck.Implementation.Bits;

/// <summary>
/// Runs of bits in 64-bit words: bit b is bit b % 64 of word b / 64. What a set bit stands for, a free frame, an empty
/// slot or a word with either, is the business of whoever has the words.
/// </summary>
internal static class BitRuns
{
    /// <summary>How many bits a word has.</summary>
    internal const int WordBits = 64;

    /// <summary>The word whose bits are all set.</summary>
    internal const ulong AllSet = ulong.MaxValue;

    /// <summary>Sets bits or clears them. Time: length / 64 words, filled as a span.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">The number of the first bit.</param>
    /// <param name="length">How many bits, at least 1.</param>
    /// <param name="set">Whether they are set; else they are cleared.</param>
    internal static void Mark(Span<ulong> words, int first, int length, bool set)
    {
        int end = first + length;
        int low = first / WordBits;
        int high = (end - 1) / WordBits;
        ulong from = AllSet << first;
        ulong upTo = AllSet >> -end;
        if (low == high)
        {
            Mark(ref words[low], from & upTo, set);
            return;
        }

        Mark(ref words[low], from, set);
        words[(low + 1)..high].Fill(set ? AllSet : 0);
        Mark(ref words[high], upTo, set);
    }

    /// <summary>The lowest bit in a range that is set, or that is not. Time: (end - first) / 64 words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">The first bit of the range.</param>
    /// <param name="end">The bit after the last one of the range.</param>
    /// <param name="set">Whether a set bit is looked for.</param>
    /// <returns>The bit, or <paramref name="end"/> when there is none.</returns>
    internal static int Find(ReadOnlySpan<ulong> words, int first, int end, bool set)
    {
        if (first >= end)
        {
            return end;
        }

        ulong none = set ? 0 : AllSet;
        int word = first / WordBits;
        ulong found = (words[word] ^ none) & (AllSet << first);
        if (found == 0)
        {
            int high = (end - 1) / WordBits;
            int skipped = word == high ? -1 : words[(word + 1)..(high + 1)].IndexOfAnyExcept(none);
            if (skipped < 0)
            {
                return end;
            }

            word += 1 + skipped;
            found = words[word] ^ none;
        }

        return Math.Min(end, (word * WordBits) + BitOperations.TrailingZeroCount(found));
    }

    /// <summary>Where runs of a length start within one word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="length">How many bits, 1 to 64.</param>
    /// <returns>Bit b is set iff the bits b to b + length - 1 are all in the word and set.</returns>
    internal static ulong Starts(ulong word, int length)
    {
        // Starts of runs of n bits, shifted by up to n bits onto themselves, give starts of longer runs.
        ulong starts = word;
        for (int reached = 1; reached < length && starts != 0;)
        {
            int step = Math.Min(reached, length - reached);
            starts &= starts >> step;
            reached += step;
        }

        return starts;
    }

    /// <summary>The length of the longest run within one word, 0 to 64 bits.</summary>
    internal static int LongestRun(ulong word)
    {
        if (word is 0 or AllSet)
        {
            return word == 0 ? 0 : WordBits;
        }

        // Double the length while some run is that long, then refine it by halving steps: at most eleven steps.
        ulong starts = word;
        int length = 1;
        for (ulong longer = starts & (starts >> 1); longer != 0; longer = starts & (starts >> length))
        {
            starts = longer;
            length *= 2;
        }

        for (int step = length / 2; step > 0; step /= 2)
        {
            ulong longer = starts & (starts >> step);
            if (longer != 0)
            {
                starts = longer;
                length += step;
            }
        }

        return length;
    }

    private static void Mark(ref ulong word, ulong bits, bool set) =>
        word = set ? word | bits : word & ~bits;
}
