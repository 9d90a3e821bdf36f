using System.Runtime.InteropServices;

using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Codes;

/// <summary>
/// Mixed codes of one shard as a stream of bits, for whoever knows the shard: of each code only the bits that can be
/// set, without those that chose the shard. Mixed codes look random, so that nothing else in them is to be saved but
/// by sorting them (docs/decisions/0014).
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal readonly struct CodePacking<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    private const int WordBits = 64;
    private const int WordShift = 6;

    // Of the lowest word, which is mixed: without the shard's bits, and without those that a narrow code has not.
    private readonly int _lowBits;

    // The highest word that has any bits, and how many.
    private readonly int _last;
    private readonly int _lastBits;

    /// <summary>Packs codes of a width.</summary>
    /// <param name="codeBits">How many bits of codes are mixed: more than choose a shard.</param>
    internal CodePacking(int codeBits)
    {
        // Of a wide code the lowest word is a hash of all of it; the others are as they were.
        int mixed = TCode.Words == 1 ? codeBits : WordBits;
        _lowBits = mixed - BucketLayout.ShardBits;
        _last = (Math.Max(codeBits, WordBits) - 1) / WordBits;
        _lastBits = _last == 0 ? _lowBits : codeBits - (_last * WordBits);
        BitsPerCode = _last == 0 ? _lowBits : codeBits - BucketLayout.ShardBits;
    }

    /// <summary>How many bits a code takes.</summary>
    internal int BitsPerCode { get; }

    /// <summary>How many words so many codes take.</summary>
    internal long WordsFor(long count) => ((count * BitsPerCode) + WordBits - 1) / WordBits;

    /// <summary>How many codes, at least one, take no more than so many words, or than one code does.</summary>
    internal int CodesWithin(int words) =>
        (int)Math.Clamp((long)words * WordBits / BitsPerCode, 1, int.MaxValue);

    /// <summary>What a stream is of, in a word: a shard, and how many codes.</summary>
    internal static ulong HeadOf(int shard, int count) => ((ulong)count << BucketLayout.ShardBits) | (uint)shard;

    /// <summary>Whether a stream can be of what it is said to be of.</summary>
    /// <param name="head">What <see cref="HeadOf"/> would have said, or anything.</param>
    /// <param name="words">How many words the stream has.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="count">How many codes, where they can be so many.</param>
    internal bool IsPossible(ulong head, int words, out int shard, out int count)
    {
        shard = (int)(head & ((1 << BucketLayout.ShardBits) - 1));
        ulong codes = head >> BucketLayout.ShardBits;
        count = (int)Math.Min(codes, (ulong)CodesWithin(words));
        return (ulong)count == codes && WordsFor(count) == words;
    }

    /// <summary>Puts codes into a stream.</summary>
    /// <param name="codes">Mixed codes of one shard.</param>
    /// <param name="before">How many codes are in the stream already.</param>
    /// <param name="stream">The stream, zero behind those.</param>
    internal void Pack(ReadOnlySpan<TCode> codes, int before, Span<ulong> stream)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<TCode, ulong>(codes);
        long bit = (long)before * BitsPerCode;
        for (int first = 0; first < words.Length; first += TCode.Words)
        {
            Put(stream, ref bit, words[first] << BucketLayout.ShardBits >> (WordBits - _lowBits), _lowBits);
            for (int word = 1; word <= _last; word++)
            {
                Put(stream, ref bit, words[first + word], word == _last ? _lastBits : WordBits);
            }
        }
    }

    /// <summary>Takes codes out of a stream.</summary>
    /// <param name="stream">As many words as the codes take, at least.</param>
    /// <param name="shard">The shard that all of them are of.</param>
    /// <param name="codes">Room for the codes.</param>
    internal void Unpack(ReadOnlySpan<ulong> stream, int shard, Span<TCode> codes)
    {
        Span<ulong> words = MemoryMarshal.Cast<TCode, ulong>(codes);
        ulong upper = (ulong)shard << (WordBits - BucketLayout.ShardBits);
        long bit = 0;
        for (int first = 0; first < words.Length; first += TCode.Words)
        {
            ulong low = Get(stream, ref bit, _lowBits);
            words[first] = upper | (low << (WordBits - _lowBits - BucketLayout.ShardBits));
            for (int word = 1; word < TCode.Words; word++)
            {
                words[first + word] =
                    word > _last ? 0 : Get(stream, ref bit, word == _last ? _lastBits : WordBits);
            }
        }
    }

    private static void Put(Span<ulong> stream, ref long bit, ulong value, int bits)
    {
        int word = (int)(bit >> WordShift);
        int used = (int)bit & (WordBits - 1);
        stream[word] |= value << used;
        if (used + bits > WordBits)
        {
            stream[word + 1] = value >> (WordBits - used);
        }

        bit += bits;
    }

    private static ulong Get(ReadOnlySpan<ulong> stream, ref long bit, int bits)
    {
        int word = (int)(bit >> WordShift);
        int used = (int)bit & (WordBits - 1);
        ulong value = stream[word] >> used;
        if (used + bits > WordBits)
        {
            value |= stream[word + 1] << (WordBits - used);
        }

        bit += bits;
        return value & (ulong.MaxValue >> (WordBits - bits));
    }
}
