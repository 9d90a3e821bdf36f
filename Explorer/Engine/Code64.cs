namespace ModelCheck.Explorer.Engine;

/// <summary>A code of one word.</summary>
/// <param name="Word">The word.</param>
public readonly record struct Code64(ulong Word) : ICode<Code64>
{
    /// <inheritdoc/>
    public static int Words => 1;

    /// <inheritdoc/>
    public ulong Hash => Mix(Word);

    /// <inheritdoc/>
    public static Code64 operator ~(Code64 code) => new(~code.Word);

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(Code64 left, Code64 right) => left.Word < right.Word;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(Code64 left, Code64 right) => left.Word > right.Word;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(Code64 left, Code64 right) => left.Word <= right.Word;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(Code64 left, Code64 right) => left.Word >= right.Word;

    /// <inheritdoc/>
    public static Code64 FromWords(ReadOnlySpan<ulong> words) => new(words[0]);

    /// <inheritdoc/>
    public void CopyTo(Span<ulong> words) => words[0] = Word;

    /// <inheritdoc/>
    public int CompareTo(Code64 other) => Word.CompareTo(other.Word);

    /// <summary>A bijection on words in which every bit of the input changes about half of the output.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The mixed word.</returns>
    internal static ulong Mix(ulong word)
    {
        // The finaliser of MurmurHash3, public domain constants.
        word ^= word >> 33;
        word *= 0xff51afd7ed558ccd;
        word ^= word >> 33;
        word *= 0xc4ceb9fe1a85ec53;
        return word ^ (word >> 33);
    }
}
