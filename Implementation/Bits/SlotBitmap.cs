using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Bits;

/// <summary>
/// Which slots are empty: a bit for each, 1 for empty, in words with a summary, so that the lowest empty slot is found
/// without a scan. Memory: 1 + 1/64 + .. bits a slot.
/// </summary>
internal sealed class SlotBitmap
{
    private const int Shift = 6;

    // Bit s % 64 of word s / 64: slot s is empty.
    private readonly ulong[] _words;
    private readonly WordSummary _summary;

    /// <summary>Slots that are all empty.</summary>
    /// <param name="slots">How many, at least 0.</param>
    internal SlotBitmap(int slots)
    {
        Slots = slots;
        _words = new ulong[Math.Max(1, (slots + 63) >> Shift)];
        _summary = new WordSummary(_words);
        EmptyAll();
    }

    /// <summary>How many slots there are.</summary>
    internal int Slots { get; }

    /// <summary>All that there is to save: the bits of the slots, and those above them.</summary>
    internal ImageSection[] Sections => [ImageSection.Of(_words), .. _summary.Sections];

    /// <summary>The lowest empty slot, or -1.</summary>
    internal int Lowest => _summary.Lowest;

    /// <summary>Makes every slot empty, whatever it was.</summary>
    internal void EmptyAll()
    {
        if (Slots > 0)
        {
            BitRuns.Mark(_words, 0, Slots, set: true);
            _summary.Update(0, _words.Length - 1, set: true);
        }
    }

    /// <summary>Whether a slot is empty.</summary>
    internal bool IsEmpty(int slot) => (_words[slot >> Shift] >> slot & 1) != 0;

    /// <summary>Records that an empty slot is in use now.</summary>
    internal void SetUsed(int slot)
    {
        Require(IsEmpty(slot), slot);
        ref ulong word = ref _words[slot >> Shift];
        word &= ~(1ul << slot);
        if (word == 0)
        {
            _summary.Update(slot >> Shift);
        }
    }

    /// <summary>Records that a slot in use is empty now.</summary>
    internal void SetEmpty(int slot)
    {
        Require(!IsEmpty(slot), slot);
        ref ulong word = ref _words[slot >> Shift];
        bool isFirst = word == 0;
        word |= 1ul << slot;
        if (isFirst)
        {
            _summary.Update(slot >> Shift);
        }
    }

    /// <summary>Counts the summary anew, and sees that no bit stands for a slot that does not exist.</summary>
    /// <exception cref="InvalidOperationException">One of them says something else.</exception>
    internal void SelfCheck()
    {
        int bits = _words.Length * BitRuns.WordBits;
        int beyond = BitRuns.Find(_words, Slots, bits, set: true);
        if (beyond < bits)
        {
            throw new InvalidOperationException($"Slot {beyond} is empty, but there are only {Slots} slots.");
        }

        _summary.SelfCheck();
    }

    private static void Require(bool expected, int slot)
    {
        if (!expected)
        {
            throw new InvalidOperationException($"Slot {slot} is not as it is said to be.");
        }
    }
}
