using ModelCheck.Implementation.Bits;

namespace ModelCheck.Implementation.Frames;

/// <summary>
/// The free runs of a bitmap, each as long as it can be, from the lowest one on: both the sequence and its enumerator.
/// It reads the words and no summary, and allocates nothing. The bitmap must not change meanwhile.
/// </summary>
internal ref struct FreeRuns
{
    private readonly ReadOnlySpan<ulong> _words;
    private int _end;

    internal FreeRuns(ReadOnlySpan<ulong> words) => _words = words;

    /// <summary>The run reached: the number of its first frame, and how many frames it has.</summary>
    public (int First, int Length) Current { get; private set; }

    /// <summary>The sequence from its beginning on.</summary>
    /// <returns>The enumerator.</returns>
    public readonly FreeRuns GetEnumerator() => new(_words);

    /// <summary>Goes on to the next run.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveNext()
    {
        int limit = _words.Length * BitRuns.WordBits;
        int first = BitRuns.Find(_words, _end, limit, set: true);
        _end = BitRuns.Find(_words, first, limit, set: false);
        Current = (first, _end - first);
        return first < limit;
    }
}
