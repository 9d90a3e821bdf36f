using System.Numerics;

using ModelCheck.Implementation.Bits;
using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Frames;

/// <summary>
/// Which frames are free: one bit for each frame, and above the bits a tree that knows the longest free run, the free
/// prefix and the free suffix of every stretch, so that first fit finds a hole of any length without a scan. Single
/// frames are found without the tree, by bits for words that have a free frame.
/// </summary>
/// <remarks>
/// <code>
/// frame     0                       511 512                    1023
/// words     |64|64|64|64|64|64|64|64|   |64|64|64|64|64|64|64|64|   ..   1 bit a frame, 1 = free
/// leaves    { longest, prefix, suffix } { longest, prefix, suffix } ..   3 x 32 bits for 512 frames
/// parents   { longest, prefix, suffix  of 8 leaves                } ..   and so on, up to one root
/// </code>
/// <para>
/// Time, for N frames: to find a hole, <see cref="TryAllocate"/> looks at the root, at no more than 8 nodes on each of
/// log8(N / 512) levels (5 for 16,777,216 frames), and at 8 words; to find a single frame, at one word.
/// <see cref="TryAllocate"/>, <see cref="Take"/> and <see cref="Free"/> of n frames check and fill n / 64 words as
/// spans, fill n / 512 leaves, n / 4096 parents and so on, and sum up at most three nodes on each level: none as long
/// as one operation after the other is within one leaf, and no hole of several frames is looked for.
/// </para>
/// <para>
/// Memory: at most 1 + 96 / 512 x 8 / 7 + 1 / 63, that is 1.2302 bits a frame (2,520 KiB for 16,777,216 frames), and
/// 1,100 bytes for padding and objects. Nothing is allocated after construction, unless an exception is thrown. Not
/// safe for use by several threads at a time.
/// </para>
/// </remarks>
internal sealed class FrameBitmap
{
    /// <summary>The most frames a bitmap can have: 16,777,216, which is 64 GiB of frames of 4 KiB.</summary>
    internal const int MaximalFrames = 1 << 24;

    // A multiple of whole leaves; the bits after the last frame are never set.
    private readonly ulong[] _words;

    // Which of them have a free frame.
    private readonly WordSummary _freeWords;

    // An array, so that it can be saved like the rest.
    private readonly int[] _freeCount = new int[1];

    /// <summary>A bitmap of frames that are all free.</summary>
    /// <param name="frames">How many frames, 1 to <see cref="MaximalFrames"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are less or more frames.</exception>
    internal FrameBitmap(int frames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames, MaximalFrames);
        Frames = frames;
        _words = new ulong[(frames + RunTree.LeafFrames - 1) / RunTree.LeafFrames * RunTree.LeafWords];
        Tree = new RunTree(_words);
        _freeWords = new WordSummary(_words);
        Mark(0, frames, free: true);
    }

    /// <summary>How many frames there are, 1 to <see cref="MaximalFrames"/>; they are numbered from 0 on.</summary>
    internal int Frames { get; }

    /// <summary>How many frames are free, 0 to <see cref="Frames"/>.</summary>
    internal int FreeCount
    {
        get => _freeCount[0];
        set => _freeCount[0] = value;
    }

    /// <summary>The free runs, from the lowest one on. Time: all words.</summary>
    internal FreeRuns FreeRuns => new(_words);

    /// <summary>The words, for tests that spoil them.</summary>
    internal Span<ulong> Words => _words;

    /// <summary>The summaries above the words.</summary>
    internal RunTree Tree { get; }

    /// <summary>
    /// All that there is to save: bits, summaries, and how many are free. The tree must not be behind when it is saved.
    /// </summary>
    internal ImageSection[] Sections =>
        [ImageSection.Of(_words), Tree.Section, .. _freeWords.Sections, ImageSection.Of(_freeCount)];

    /// <summary>Takes the lowest run of free frames that is long enough: first fit.</summary>
    /// <param name="length">How many frames, at least 1.</param>
    /// <param name="first">The number of the first frame taken; -1 when none is.</param>
    /// <returns>False when no free run is long enough; nothing has changed then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    internal bool TryAllocate(int length, out int first)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        first = length == 1 ? _freeWords.Lowest : Tree.FirstFit(length);
        if (first < 0)
        {
            return false;
        }

        // Take checks the words themselves: a wrong summary must not give a frame away twice.
        Take(first, length);
        return true;
    }

    /// <summary>Takes frames that are all free.</summary>
    /// <param name="first">The number of the first frame.</param>
    /// <param name="length">How many frames, at least 1; first + length is at most <see cref="Frames"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such frames; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">A frame is taken already; nothing has changed.</exception>
    internal void Take(int first, int length)
    {
        Require(first, length, free: true);
        Mark(first, length, free: false);
    }

    /// <summary>Gives back frames that are all taken. They need not have been taken at once.</summary>
    /// <param name="first">The number of the first frame.</param>
    /// <param name="length">How many frames, at least 1; first + length is at most <see cref="Frames"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such frames; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">A frame is free already; nothing has changed.</exception>
    internal void Free(int first, int length)
    {
        Require(first, length, free: false);
        Mark(first, length, free: true);
    }

    /// <summary>Makes every frame free, whatever it was.</summary>
    internal void FreeAll()
    {
        FreeCount = 0;
        Mark(0, Frames, free: true);
    }

    /// <summary>Whether a frame is free.</summary>
    /// <param name="frame">The number of the frame, 0 to <see cref="Frames"/> - 1.</param>
    /// <returns>True iff it is free.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    internal bool IsFree(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Frames);
        return (_words[frame / BitRuns.WordBits] >> frame & 1) != 0;
    }

    /// <summary>
    /// Counts everything anew, from the bits alone and by other means than those that keep it up to date. Time: all
    /// words, free runs and nodes, once for each level.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something disagrees; the first such thing is named.</exception>
    internal void SelfCheck()
    {
        int beyond = BitRuns.Find(_words, Frames, _words.Length * BitRuns.WordBits, set: true);
        if (beyond < _words.Length * BitRuns.WordBits)
        {
            throw new InvalidOperationException($"Frame {beyond} is free, but there are only {Frames} frames.");
        }

        int free = 0;
        foreach (ulong word in _words)
        {
            free += BitOperations.PopCount(word);
        }

        if (free != FreeCount)
        {
            throw new InvalidOperationException($"FreeCount is {FreeCount}, but {free} frames are free.");
        }

        _freeWords.SelfCheck();
        for (int level = 0; level <= Tree.Height; level++)
        {
            SelfCheck(level);
        }
    }

    // Cuts the free runs at the bounds of the nodes of one level.
    private void SelfCheck(int level)
    {
        int size = RunTree.Size(level);
        int start = 0;
        FreeRuns runs = FreeRuns.GetEnumerator();
        bool more = runs.MoveNext();
        foreach (RunSummary node in Tree.Level(level))
        {
            int end = start + size;
            RunSummary counted = default;
            while (more && runs.Current.First < end)
            {
                int first = Math.Max(start, runs.Current.First);
                int last = Math.Min(end, runs.Current.First + runs.Current.Length);
                counted = new RunSummary(
                    Math.Max(counted.Longest, last - first),
                    first == start ? last - first : counted.Prefix,
                    last == end ? last - first : counted.Suffix);
                if (runs.Current.First + runs.Current.Length > end)
                {
                    break;
                }

                more = runs.MoveNext();
            }

            if (node != counted && !Tree.IsBehind(level, start / size))
            {
                throw new InvalidOperationException(
                    $"The summary of frames {start} to {end - 1}, node {start / size} of level {level}, is {node}, "
                    + $"but the frames give {counted}.");
            }

            start = end;
        }
    }

    private void Require(int first, int length, bool free)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + length, Frames, nameof(length));
        int other = BitRuns.Find(_words, first, first + length, !free);
        if (other < first + length)
        {
            throw new InvalidOperationException($"Frame {other} is already {(free ? "taken" : "free")}.");
        }
    }

    private void Mark(int first, int length, bool free)
    {
        int low = first / BitRuns.WordBits;
        int high = (first + length - 1) / BitRuns.WordBits;
        bool hadFree = _words[low] != 0;
        BitRuns.Mark(_words, first, length, free);
        if (low < high)
        {
            _freeWords.Update(low, high, free);
        }
        else if (hadFree != (_words[low] != 0))
        {
            _freeWords.Update(low);
        }

        Tree.Update(first, length, free);
        FreeCount += free ? length : -length;
    }
}
