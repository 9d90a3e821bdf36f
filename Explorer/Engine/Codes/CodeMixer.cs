using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ModelCheck.Engine.Codes;

/// <summary>
/// A bijection on the numbers of a certain width in which every bit of the input changes about half of the output. The
/// visited set stores mixed codes: the upper bits of one choose a place, and only what the place does not tell is kept.
/// Two codes are never mixed to one, so nothing is lost by it.
/// </summary>
internal readonly struct CodeMixer
{
    private const ulong FirstFactor = 0xff51afd7ed558ccd;
    private const ulong SecondFactor = 0xc4ceb9fe1a85ec53;

    // Modulo 2^64, and so modulo every smaller power of two.
    private const ulong FirstInverse = 0x4f74430c22a54005;
    private const ulong SecondInverse = 0x9cb4b2f8129337db;

    private readonly int _shift;
    private readonly ulong _mask;

    /// <summary>Mixes numbers of a width.</summary>
    /// <param name="bits">The width, 1 to 64.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal CodeMixer(int bits)
    {
        Debug.Assert(bits is >= 1 and <= 64, "the width of a word or less");
        Bits = bits;
        _mask = ulong.MaxValue >> (64 - bits);

        // A shift by half of the width or more undoes itself: what it changes are bits that it does not read again.
        _shift = (bits / 2) + 1;
    }

    /// <summary>The width.</summary>
    internal int Bits { get; }

    /// <summary>The mixed number.</summary>
    /// <param name="word">A number within the width.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Mix(ulong word)
    {
        // The finaliser of MurmurHash3, public domain constants, modulo the width.
        word ^= word >> _shift;
        word = (word * FirstFactor) & _mask;
        word ^= word >> _shift;
        word = (word * SecondFactor) & _mask;
        return word ^ (word >> _shift);
    }

    /// <summary>The number that is mixed to a given one.</summary>
    /// <param name="mixed">What <see cref="Mix"/> returned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Unmix(ulong mixed)
    {
        ulong word = mixed ^ (mixed >> _shift);
        word = (word * SecondInverse) & _mask;
        word ^= word >> _shift;
        word = (word * FirstInverse) & _mask;
        return word ^ (word >> _shift);
    }
}
