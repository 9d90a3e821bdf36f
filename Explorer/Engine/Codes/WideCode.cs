using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCheck.Engine.Codes;

/// <summary>A code of several words: <see cref="Words2"/> to <see cref="Words32"/>.</summary>
/// <typeparam name="TWords">Where the words are.</typeparam>
public readonly struct WideCode<TWords> : ICode<WideCode<TWords>>
    where TWords : unmanaged
{
    private readonly TWords _words;

    private WideCode(TWords words) => _words = words;

    /// <inheritdoc/>
    public static int Words => Unsafe.SizeOf<TWords>() / sizeof(ulong);

    /// <inheritdoc/>
    public ulong Hash => Code64.Mix(HashOfUpperWords ^ Low);

    /// <inheritdoc/>
    public ulong Low => Span(in this)[0];

    private ulong HashOfUpperWords
    {
        get
        {
            ulong hash = 0;
            foreach (ulong word in Span(in this)[1..])
            {
                hash = Code64.Mix(hash ^ word);
            }

            return hash;
        }
    }

    /// <inheritdoc/>
    public static WideCode<TWords> operator ~(WideCode<TWords> code)
    {
        TWords turned = code._words;
        foreach (ref ulong word in MemoryMarshal.Cast<TWords, ulong>(new Span<TWords>(ref turned)))
        {
            word = ~word;
        }

        return new WideCode<TWords>(turned);
    }

    /// <summary>Equality of every word.</summary>
    public static bool operator ==(WideCode<TWords> left, WideCode<TWords> right) => left.Equals(right);

    /// <summary>Difference in some word.</summary>
    public static bool operator !=(WideCode<TWords> left, WideCode<TWords> right) => !left.Equals(right);

    /// <summary>Order of the numbers: the last word weighs most.</summary>
    public static bool operator <(WideCode<TWords> left, WideCode<TWords> right) => left.CompareTo(right) < 0;

    /// <summary>Order of the numbers: the last word weighs most.</summary>
    public static bool operator >(WideCode<TWords> left, WideCode<TWords> right) => left.CompareTo(right) > 0;

    /// <summary>Order of the numbers: the last word weighs most.</summary>
    public static bool operator <=(WideCode<TWords> left, WideCode<TWords> right) => left.CompareTo(right) <= 0;

    /// <summary>Order of the numbers: the last word weighs most.</summary>
    public static bool operator >=(WideCode<TWords> left, WideCode<TWords> right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public static WideCode<TWords> FromWords(ReadOnlySpan<ulong> words) =>
        new(MemoryMarshal.Cast<ulong, TWords>(words)[0]);

    /// <inheritdoc/>
    public bool IsWithin(int bits)
    {
        ReadOnlySpan<ulong> words = Span(in this);
        ulong beyond = 0;
        for (int word = words.Length - 1; bits < 64 * (word + 1) && word >= 0; word--)
        {
            beyond |= words[word] >> Math.Max(bits - (64 * word), 0);
        }

        return beyond == 0;
    }

    /// <inheritdoc/>
    public WideCode<TWords> Mixed(int bits) => WithLow(Hash);

    /// <inheritdoc/>
    public WideCode<TWords> Unmixed(int bits) => WithLow(new CodeMixer(64).Unmix(Low) ^ HashOfUpperWords);

    /// <inheritdoc/>
    public void CopyTo(Span<ulong> words) => Span(in this).CopyTo(words);

    /// <inheritdoc/>
    public bool Equals(WideCode<TWords> other) => Span(in this).SequenceEqual(Span(in other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WideCode<TWords> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(WideCode<TWords> other)
    {
        ReadOnlySpan<ulong> mine = Span(in this);
        ReadOnlySpan<ulong> theirs = Span(in other);
        int word = mine.Length - 1;
        while (word > 0 && mine[word] == theirs[word])
        {
            word--;
        }

        return mine[word].CompareTo(theirs[word]);
    }

    private WideCode<TWords> WithLow(ulong low)
    {
        TWords words = _words;
        MemoryMarshal.Cast<TWords, ulong>(new Span<TWords>(ref words))[0] = low;
        return new WideCode<TWords>(words);
    }

    private static ReadOnlySpan<ulong> Span(in WideCode<TWords> code) =>
        MemoryMarshal.Cast<TWords, ulong>(new ReadOnlySpan<TWords>(in code._words));
}

/// <summary>Room for 128 bits.</summary>
[InlineArray(2)]
public struct Words2
{
    private ulong _first;
}

/// <summary>Room for 256 bits.</summary>
[InlineArray(4)]
public struct Words4
{
    private ulong _first;
}

/// <summary>Room for 512 bits.</summary>
[InlineArray(8)]
public struct Words8
{
    private ulong _first;
}

/// <summary>Room for 1,024 bits.</summary>
[InlineArray(16)]
public struct Words16
{
    private ulong _first;
}

/// <summary>Room for 2,048 bits: the largest scope there is.</summary>
[InlineArray(32)]
public struct Words32
{
    private ulong _first;
}
