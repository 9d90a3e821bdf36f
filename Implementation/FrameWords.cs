using System.Numerics;

namespace ModelCheck.Implementation;

/// <summary>
/// Runs of frames in 64-bit words: frame f is bit f % 64 of word f / 64, and a set bit is a free frame.
/// </summary>
internal static class FrameWords
{
    /// <summary>How many frames a word holds.</summary>
    internal const int Bits = 64;

    /// <summary>The word whose frames are all free.</summary>
    internal const ulong AllFree = ulong.MaxValue;

    /// <summary>Makes frames free or taken. Time: length / 64 words, filled as a span.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">The first frame.</param>
    /// <param name="length">How many frames, at least 1.</param>
    /// <param name="free">What they become.</param>
    internal static void Mark(Span<ulong> words, int first, int length, bool free)
    {
        int end = first + length;
        int low = first / Bits;
        int high = (end - 1) / Bits;
        ulong from = AllFree << first;
        ulong upTo = AllFree >> -end;
        if (low == high)
        {
            Mark(ref words[low], from & upTo, free);
            return;
        }

        Mark(ref words[low], from, free);
        words[(low + 1)..high].Fill(free ? AllFree : 0);
        Mark(ref words[high], upTo, free);
    }

    /// <summary>The lowest frame in a range that is free, or that is taken. Time: (end - first) / 64 words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">The first frame of the range.</param>
    /// <param name="end">The frame after the last one of the range.</param>
    /// <param name="free">Whether a free frame is looked for.</param>
    /// <returns>The frame, or <paramref name="end"/> when there is none.</returns>
    internal static int Find(ReadOnlySpan<ulong> words, int first, int end, bool free)
    {
        if (first >= end)
        {
            return end;
        }

        ulong none = free ? 0 : AllFree;
        int word = first / Bits;
        ulong found = (words[word] ^ none) & (AllFree << first);
        if (found == 0)
        {
            int high = (end - 1) / Bits;
            int skipped = word == high ? -1 : words[(word + 1)..(high + 1)].IndexOfAnyExcept(none);
            if (skipped < 0)
            {
                return end;
            }

            word += 1 + skipped;
            found = words[word] ^ none;
        }

        return Math.Min(end, (word * Bits) + BitOperations.TrailingZeroCount(found));
    }

    /// <summary>Where runs of a length start within one word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="length">How many frames, 1 to 64.</param>
    /// <returns>Bit b is set iff the frames b to b + length - 1 are all in the word and free.</returns>
    internal static ulong Starts(ulong word, int length)
    {
        // Starts of runs of n frames, shifted by up to n frames onto themselves, give starts of longer runs.
        ulong starts = word;
        for (int reached = 1; reached < length && starts != 0;)
        {
            int step = Math.Min(reached, length - reached);
            starts &= starts >> step;
            reached += step;
        }

        return starts;
    }

    /// <summary>The length of the longest run within one word, 0 to 64 frames.</summary>
    internal static int LongestRun(ulong word)
    {
        if (word is 0 or AllFree)
        {
            return word == 0 ? 0 : Bits;
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

    private static void Mark(ref ulong word, ulong frames, bool free) =>
        word = free ? word | frames : word & ~frames;
}
