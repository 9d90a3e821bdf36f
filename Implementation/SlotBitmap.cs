using System.Numerics;

namespace ModelCheck.Implementation;

/// <summary>
/// Which slots are empty: a bit for each, 1 for empty, and above them levels in which a bit says that a word of the
/// level below is not zero. The lowest empty slot is found with one look at each level.
/// </summary>
/// <remarks>
/// <code>
/// level 3            [ 0 ]                  one word, for up to 64^4 slots
/// level 2          [ 0 | 1 | 2 .. ]         bit w: word w of the level below has an empty slot
/// level 1    [ 0 | 1 | 2 | 3 | 4 .. ]
/// level 0    [ 64 slots | 64 slots | .. ]   bit s % 64 of word s / 64: slot s is empty
/// </code>
/// Memory: 1 + 1/64 + .. bits a slot.
/// </remarks>
internal sealed class SlotBitmap
{
    private const int Shift = 6;

    private readonly ulong[] _words;
    private readonly int[] _starts;

    /// <summary>Slots that are all empty.</summary>
    /// <param name="slots">How many, at least 0.</param>
    internal SlotBitmap(int slots)
    {
        Slots = slots;
        var starts = new List<int>();
        int total = 0;
        for (int bits = slots; ; bits = Words(bits))
        {
            starts.Add(total);
            total += Math.Max(1, Words(bits));
            if (Words(bits) <= 1)
            {
                break;
            }
        }

        _starts = [.. starts];
        _words = new ulong[total];
        EmptyAll();
    }

    /// <summary>How many slots there are.</summary>
    internal int Slots { get; }

    /// <summary>All that there is to save.</summary>
    internal ImageSection Section => ImageSection.Of(_words);

    /// <summary>The lowest empty slot, or -1.</summary>
    internal int Lowest
    {
        get
        {
            int slot = 0;
            for (int level = _starts.Length - 1; level >= 0; level--)
            {
                ulong word = _words[_starts[level] + slot];
                if (word == 0)
                {
                    return -1;
                }

                slot = (slot << Shift) + BitOperations.TrailingZeroCount(word);
            }

            return slot;
        }
    }

    /// <summary>Makes every slot empty, whatever it was.</summary>
    internal void EmptyAll()
    {
        Array.Clear(_words);
        for (int slot = 0; slot < Slots; slot++)
        {
            SetEmpty(slot);
        }
    }

    /// <summary>Whether a slot is empty.</summary>
    internal bool IsEmpty(int slot) => (_words[slot >> Shift] >> slot & 1) != 0;

    /// <summary>Records that an empty slot is in use now.</summary>
    internal void SetUsed(int slot)
    {
        Require(IsEmpty(slot), slot);
        foreach (int start in _starts)
        {
            ref ulong word = ref _words[start + (slot >> Shift)];
            word &= ~(1ul << slot);
            if (word != 0)
            {
                return;
            }

            slot >>= Shift;
        }
    }

    /// <summary>Records that a slot in use is empty now.</summary>
    internal void SetEmpty(int slot)
    {
        Require(!IsEmpty(slot), slot);
        foreach (int start in _starts)
        {
            ref ulong word = ref _words[start + (slot >> Shift)];
            bool known = word != 0;
            word |= 1ul << slot;
            if (known)
            {
                return;
            }

            slot >>= Shift;
        }
    }

    /// <summary>Counts the upper levels anew, and sees that no bit stands for what does not exist.</summary>
    /// <exception cref="InvalidOperationException">One of them says something else.</exception>
    internal void SelfCheck()
    {
        for (int level = 0, bits = Slots; level < _starts.Length; level++, bits = Words(bits))
        {
            // Whatever follows the last bit of a level is in the word of that bit.
            int last = level + 1 < _starts.Length ? _starts[level + 1] - 1 : _words.Length - 1;
            if (bits == 0 ? _words[last] != 0 : bits % 64 != 0 && _words[last] >> bits != 0)
            {
                throw new InvalidOperationException($"Level {level} says more than there is below it.");
            }
        }

        for (int level = 1; level < _starts.Length; level++)
        {
            int below = _starts[level - 1];
            for (int word = 0; word < _starts[level] - below; word++)
            {
                bool says = (_words[_starts[level] + (word >> Shift)] >> word & 1) != 0;
                if (says != (_words[below + word] != 0))
                {
                    throw new InvalidOperationException($"Level {level} is wrong about word {word} below it.");
                }
            }
        }
    }

    private static int Words(int bits) => (bits + 63) >> Shift;

    private static void Require(bool expected, int slot)
    {
        if (!expected)
        {
            throw new InvalidOperationException($"Slot {slot} is not as it is said to be.");
        }
    }
}
