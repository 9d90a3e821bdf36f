using System.Numerics;

using ModelCheck.Implementation.Bits;

namespace ModelCheck.Implementation.Frames;

/// <summary>What first fit has to know about a stretch of frames; all numbers are in frames.</summary>
/// <param name="Longest">The length of the longest free run inside.</param>
/// <param name="Prefix">How many frames are free from the first one on.</param>
/// <param name="Suffix">How many frames are free up to the last one.</param>
internal readonly record struct RunSummary(int Longest, int Prefix, int Suffix)
{
    /// <summary>The summary of a stretch whose frames are all free or all taken.</summary>
    /// <param name="free">How many frames it has if they are free, and 0 if they are taken.</param>
    internal static RunSummary Uniform(int free) => new(free, free, free);

    /// <summary>The summary of the frames of some words.</summary>
    internal static RunSummary Of(ReadOnlySpan<ulong> words)
    {
        int longest = 0;
        int prefix = -1;
        int run = 0;
        foreach (ulong word in words)
        {
            if (word == BitRuns.AllSet)
            {
                run += BitRuns.WordBits;
                continue;
            }

            run += BitOperations.TrailingZeroCount(~word);
            prefix = prefix < 0 ? run : prefix;
            longest = Math.Max(longest, run);
            if (BitOperations.PopCount(word) > longest)
            {
                longest = Math.Max(longest, BitRuns.LongestRun(word));
            }

            run = BitOperations.LeadingZeroCount(~word);
        }

        return new RunSummary(Math.Max(longest, run), prefix < 0 ? run : prefix, run);
    }

    /// <summary>The summary of adjacent stretches of one size.</summary>
    /// <param name="parts">The summaries of the stretches, from the lowest one on.</param>
    /// <param name="size">How many frames each stretch has.</param>
    internal static RunSummary Of(ReadOnlySpan<RunSummary> parts, int size)
    {
        int longest = 0;
        int prefix = -1;
        int run = 0;
        foreach (ref readonly RunSummary part in parts)
        {
            run += part.Prefix;
            if (part.Prefix < size)
            {
                prefix = prefix < 0 ? run : prefix;
                longest = Math.Max(longest, Math.Max(run, part.Longest));
                run = part.Suffix;
            }
        }

        return new RunSummary(Math.Max(longest, run), prefix < 0 ? run : prefix, run);
    }
}
