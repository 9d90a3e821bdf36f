using System.Numerics;

using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Bits;

/// <summary>
/// Which of many words are not zero: above the words levels of bits, in which a bit says that a word of the level below
/// is not zero. The lowest word that is not zero is known, and the one after it is found with one look at each level.
/// </summary>
/// <remarks>
/// <code>
/// level 3          [ 0 ]                  one word, for up to 64^4 bits
/// level 2        [ 0 | 1 | 2 .. ]         bit w: word w of the level below is not zero
/// level 1    [ 0 | 1 | 2 | 3 | 4 .. ]
/// words      [ 64 bits | 64 bits | .. ]   not part of this
/// </code>
/// Memory: 1/64 + 1/4096 + .. bits for each bit of the words; no levels above a single word.
/// </remarks>
internal sealed class WordSummary
{
    private const int Shift = 6;

    // The words are those of whoever changes them, and says so.
    private readonly ulong[] _words;
    private readonly ulong[] _levels;
    private readonly int[] _starts;

    // The number of the lowest word that is not zero, or how many words there are. An array, so that it can be saved.
    private readonly int[] _lowest;

    /// <summary>A summary of words that are all zero.</summary>
    /// <param name="words">The words, at least one.</param>
    internal WordSummary(ulong[] words)
    {
        var starts = new List<int>();
        int total = 0;
        for (int below = words.Length; below > 1; below = Words(below))
        {
            starts.Add(total);
            total += Words(below);
        }

        _words = words;
        _starts = [.. starts];
        _levels = new ulong[total];
        _lowest = [words.Length];
    }

    /// <summary>All that there is to save.</summary>
    internal ImageSection[] Sections => [ImageSection.Of(_levels), ImageSection.Of(_lowest)];

    /// <summary>The lowest bit of all words that is set, or -1.</summary>
    internal int Lowest
    {
        get
        {
            int word = _lowest[0];
            return (uint)word >= (uint)_words.Length ? -1
                : (word << Shift) + BitOperations.TrailingZeroCount(_words[word]);
        }
    }

    /// <summary>A word has become zero, or is not zero any more. Time: a look or two at each level.</summary>
    /// <param name="word">Its number.</param>
    internal void Update(int word)
    {
        bool isSet = _words[word] != 0;
        int bit = word;
        foreach (int start in _starts)
        {
            ref ulong above = ref _levels[start + (bit >> Shift)];
            bool was = above != 0;
            above = isSet ? above | (1ul << bit) : above & ~(1ul << bit);
            isSet = above != 0;
            if (isSet == was)
            {
                break;
            }

            bit >>= Shift;
        }

        UpdateLowest(word);
    }

    /// <summary>
    /// Words have changed, all of them between the first and the last one into the same. Time: a 64th of so many words,
    /// filled as a span.
    /// </summary>
    /// <param name="low">The number of the first one.</param>
    /// <param name="high">The number of the last one.</param>
    /// <param name="set">Whether all bits between the two are set now; else none is.</param>
    internal void Update(int low, int high, bool set)
    {
        int lowest = low;
        bool lowIsSet = _words[low] != 0;
        bool highIsSet = _words[high] != 0;
        foreach (int start in _starts)
        {
            Span<ulong> bits = _levels.AsSpan(start);
            BitRuns.Mark(bits, low, 1, lowIsSet);
            BitRuns.Mark(bits, high, 1, highIsSet);
            if (high - low > 1)
            {
                BitRuns.Mark(bits, low + 1, high - low - 1, set);
            }

            low >>= Shift;
            high >>= Shift;
            lowIsSet = bits[low] != 0;
            highIsSet = bits[high] != 0;
        }

        UpdateLowest(lowest);
    }

    /// <summary>Counts the levels anew, and sees that no bit stands for what does not exist.</summary>
    /// <exception cref="InvalidOperationException">One of them says something else.</exception>
    internal void SelfCheck()
    {
        ReadOnlySpan<ulong> below = _words;
        for (int level = 0; level < _starts.Length; level++)
        {
            int end = level + 1 < _starts.Length ? _starts[level + 1] : _levels.Length;
            ReadOnlySpan<ulong> words = _levels.AsSpan(_starts[level]..end);
            for (int bit = 0; bit < words.Length << Shift; bit++)
            {
                bool says = (words[bit >> Shift] >> bit & 1) != 0;
                if (says != (bit < below.Length && below[bit] != 0))
                {
                    throw new InvalidOperationException($"Level {level + 1} is wrong about word {bit} below it.");
                }
            }

            below = words;
        }

        int lowest = _words.AsSpan().IndexOfAnyExcept(0ul);
        if (_lowest[0] != (lowest < 0 ? _words.Length : lowest))
        {
            throw new InvalidOperationException($"Word {_lowest[0]} is not the lowest that is not zero.");
        }
    }

    private static int Words(int bits) => (bits + 63) >> Shift;

    // No word before this one has changed.
    private void UpdateLowest(int word)
    {
        if (word <= _lowest[0])
        {
            _lowest[0] = _words[word] != 0 ? word : LowestWord();
        }
    }

    private int LowestWord()
    {
        int word = 0;
        for (int level = _starts.Length - 1; level >= 0; level--)
        {
            ulong bits = _levels[_starts[level] + word];
            if (bits == 0)
            {
                return _words.Length;
            }

            word = (word << Shift) + BitOperations.TrailingZeroCount(bits);
        }

        return _words[word] == 0 ? _words.Length : word;
    }
}
