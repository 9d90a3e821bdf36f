using System.Runtime.CompilerServices;

namespace ModelCheck.Engine.Codes;

/// <summary>A code of one word.</summary>
/// <param name="Word">The word.</param>
public readonly record struct Code64(ulong Word) : ICode<Code64>
{
    /// <inheritdoc/>
    public static int Words => 1;

    /// <inheritdoc/>
    public ulong Hash => Mix(Word);

    /// <inheritdoc/>
    public ulong Low => Word;

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsWithin(int bits) => (Word & ~(ulong.MaxValue >> (64 - bits))) == 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Code64 Mixed(int bits) => new(new CodeMixer(bits).Mix(Word) << (64 - bits));

    /// <inheritdoc/>
    public Code64 Unmixed(int bits) => new(new CodeMixer(bits).Unmix(Word >> (64 - bits)));

    /// <inheritdoc/>
    public void CopyTo(Span<ulong> words) => words[0] = Word;

    /// <inheritdoc/>
    public int CompareTo(Code64 other) => Word.CompareTo(other.Word);

    /// <summary>A bijection on words in which every bit of the input changes about half of the output.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The mixed word.</returns>
    public static ulong Mix(ulong word) => new CodeMixer(64).Mix(word);
}
