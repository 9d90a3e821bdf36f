using ModelCheck.Explorer.Engine;

namespace ModelCheck.Properties.Explorer.Engine;

/// <summary>Codes whose hashes are chosen, so that collisions happen where a test wants them.</summary>
internal static class ChosenHash
{
    private const ulong FirstFactor = 0xff51afd7ed558ccd;
    private const ulong SecondFactor = 0xc4ceb9fe1a85ec53;

    /// <summary>A code with a given hash. Of codes of several words there are many: the others choose one.</summary>
    internal static TCode Code<TCode>(ulong hash, ulong others)
        where TCode : unmanaged, ICode<TCode>
    {
        var words = new ulong[TCode.Words];
        for (int i = 0; i < words.Length - 1; i++)
        {
            words[i] = others >> i & 1;
        }

        // The hash is a chain in which each word is mixed into that of the words before it.
        ulong before = words.SkipLast(1).Aggregate(0ul, (chain, word) => Code64.Mix(chain ^ word));
        words[^1] = before ^ Unmix(hash);
        return TCode.FromWords(words);
    }

    /// <summary>The word that is mixed to a given one.</summary>
    internal static ulong Unmix(ulong word)
    {
        // A shift by 33 undoes itself: what it changes are bits that it does not read again.
        word ^= word >> 33;
        word *= Inverse(SecondFactor);
        word ^= word >> 33;
        word *= Inverse(FirstFactor);
        return word ^ (word >> 33);
    }

    // Newton's iteration: an odd number is its own inverse to 3 bits, and each round doubles them.
    private static ulong Inverse(ulong odd)
    {
        ulong inverse = odd;
        for (int bits = 3; bits < 64; bits *= 2)
        {
            inverse *= 2 - (odd * inverse);
        }

        return inverse;
    }
}
