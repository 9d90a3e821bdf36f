using System.Numerics;

using ModelCheck.Implementation.Bits;
using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Frames;

/// <summary>
/// The summary of the free runs at every scale: a tree of fan-out 8 over leaves of eight words, in one array, without
/// pointers.
/// </summary>
/// <remarks>
/// <code>
/// level 5    [                            0                            ]   2^24 frames a node, the root at most
/// level 4    [   0   |   1   |   2   |   3   |   4   |   5   |   6 |  7 ]   2^21
/// level 3    [0|1|..                                                   ]   2^18, 1 GiB of frames of 4 KiB
/// level 2    :                                                             2^15
/// level 1    :        the children of node i are the nodes 8i..8i+7        2^12
/// level 0    :                of the level below                           2^9,  2 MiB of frames of 4 KiB
/// words      |64|64|64|64|64|64|64|64|  ..  of a leaf: 8i..8i+7
///
/// _nodes     [ level 0, padded to a multiple of 8 | level 1, padded | .. | the root ]
///            ^ _starts[0]                         ^ _starts[1]           ^ _starts[Height]
/// </code>
/// A tree has the levels that it needs and no more: of up to 512 frames the root is the only leaf. What pads a level,
/// and the frames after the last one, count as taken, so that every node has the nominal size of its level.
/// <para>
/// Why eight: a leaf of eight words is as large as a line of the cache, and with a fan-out of eight there are levels of
/// 2 MiB and of 1 GiB, the sizes of huge pages, so that an aligned huge page is one whole node. Leaves of 4 to 16 words
/// and fan-outs of 2 to 16 were within one half of each other when measured: smaller ones go through more levels, each
/// of which waits for the one below, larger ones join more numbers on each. A fan-out of 4 was about a tenth faster for
/// short runs, and takes more memory: the tree has 96 bits x (1 + 1/8 + 1/64 + ..) for 512 frames.
/// </para>
/// <para>
/// First fit works in one place for long, and to sum up all levels is most of what it takes to allocate a frame or to
/// free one. So the leaf in which frames changed last, and the nodes above it, may be behind: they are brought up to
/// date when another leaf changes, or when a hole is looked for. It is one leaf and no more, so that no operation has
/// to make up for more than one other.
/// </para>
/// </remarks>
internal sealed class RunTree
{
    /// <summary>How many words a leaf has.</summary>
    internal const int LeafWords = 1 << LeafWordsShift;

    /// <summary>How many frames a leaf has.</summary>
    internal const int LeafFrames = LeafWords * BitRuns.WordBits;

    /// <summary>How many children an inner node has.</summary>
    internal const int FanOut = 1 << FanOutShift;

    private const int LeafWordsShift = 3;
    private const int FanOutShift = 3;

    // The words are those of the bitmap, which changes them.
    private readonly ulong[] _words;
    private readonly RunSummary[] _nodes;
    private readonly int[] _starts;

    // The number of the leaf that is behind, or -1.
    private int _behind = -1;

    /// <summary>A tree over words whose frames are all taken.</summary>
    /// <param name="words">The words; a multiple of <see cref="LeafWords"/>, up to 2^24 frames.</param>
    internal RunTree(ulong[] words)
    {
        int count = words.Length / LeafWords;
        int height = 0;
        for (int above = count; above > 1; above = Parents(above))
        {
            height++;
        }

        _words = words;
        _starts = new int[height + 1];
        int total = 0;
        for (int level = 0; level < height; level++)
        {
            _starts[level] = total;
            count = Parents(count);
            total += count * FanOut;
        }

        _starts[height] = total;
        _nodes = new RunSummary[total + 1];
    }

    /// <summary>All nodes, to be saved when none of them is behind.</summary>
    internal ImageSection Section => ImageSection.Of(_nodes);

    /// <summary>The level of the root, 0 to 5.</summary>
    internal int Height => _starts.Length - 1;

    /// <summary>The nodes of a level, with those that pad it.</summary>
    /// <param name="level">The level, 0 to <see cref="Height"/>.</param>
    /// <returns>The nodes; what is written to them is not checked.</returns>
    internal Span<RunSummary> Level(int level) =>
        _nodes.AsSpan(_starts[level]..(level == Height ? _nodes.Length : _starts[level + 1]));

    /// <summary>Whether a node need not be what its frames say, because it is brought up to date later.</summary>
    /// <param name="level">The level of the node, 0 to <see cref="Height"/>.</param>
    /// <param name="index">Its number in the level.</param>
    /// <returns>True iff it is the leaf that changed last, or above it.</returns>
    internal bool IsBehind(int level, int index) =>
        _behind >= 0 && _behind >> (level * FanOutShift) == index;

    /// <summary>How many frames a node of a level has.</summary>
    internal static int Size(int level) => LeafFrames << (level * FanOutShift);

    /// <summary>
    /// The lowest base from which on that many frames are free. Time: at most 8 nodes of each level and 8 words,
    /// whatever the length, and as much again for what is behind.
    /// </summary>
    /// <param name="length">How many frames, at least 1.</param>
    /// <returns>The base, or -1 when no run is long enough.</returns>
    internal int FirstFit(int length)
    {
        CatchUp();
        if (_nodes[^1].Longest < length)
        {
            return -1;
        }

        int node = 0;
        for (int level = Height - 1; level >= 0; level--)
        {
            // The run that may go on from the last child to the next one.
            int run = 0;
            int size = Size(level);
            int child = node * FanOut;
            node = -1;
            foreach (ref readonly RunSummary part in _nodes.AsSpan(_starts[level] + child, FanOut))
            {
                if (run + part.Prefix >= length)
                {
                    return (child * size) - run;
                }

                if (part.Longest >= length)
                {
                    // The run lies wholly inside: what precedes the child is too short even with its prefix.
                    node = child;
                    break;
                }

                run = part.Prefix == size ? run + size : part.Suffix;
                child++;
            }

            if (node < 0)
            {
                throw Inconsistent(level, length);
            }
        }

        return FirstFit(node, length);
    }

    /// <summary>
    /// Takes note of frames that became free or taken. Time: nothing if they are in the leaf in which frames changed
    /// last. Else on each level at most two nodes are summed up from their children and those between them filled as a
    /// span, and one for the leaf that was behind; it ends at the first level where nothing changes.
    /// </summary>
    /// <param name="first">The first frame.</param>
    /// <param name="length">How many frames, at least 1.</param>
    /// <param name="free">What they have become.</param>
    internal void Update(int first, int length, bool free)
    {
        int low = first / LeafFrames;
        int high = (first + length - 1) / LeafFrames;
        if (low < high)
        {
            CatchUp();
            SumUp(low, high, free);
        }
        else if (low != _behind)
        {
            CatchUp();
            _behind = low;
        }
    }

    /// <summary>Brings all nodes up to date.</summary>
    internal void CatchUp()
    {
        if (_behind >= 0)
        {
            SumUp(_behind, _behind, free: false);
            _behind = -1;
        }
    }

    /// <summary>All nodes have been replaced by such as are up to date.</summary>
    internal void Replaced() => _behind = -1;

    private static int Parents(int nodes) => (nodes + FanOut - 1) / FanOut;

    // First fit among the words of a leaf whose longest run is long enough.
    private int FirstFit(int leaf, int length)
    {
        int run = 0;
        int first = leaf * LeafFrames;
        foreach (ulong word in _words.AsSpan(leaf * LeafWords, LeafWords))
        {
            if (run + BitOperations.TrailingZeroCount(~word) >= length)
            {
                return first - run;
            }

            ulong starts = length < BitRuns.WordBits ? BitRuns.Starts(word, length) : 0;
            if (starts != 0)
            {
                return first + BitOperations.TrailingZeroCount(starts);
            }

            run = word == BitRuns.AllSet ? run + BitRuns.WordBits : BitOperations.LeadingZeroCount(~word);
            first += BitRuns.WordBits;
        }

        throw Inconsistent(0, length);
    }

    // All frames of the leaves between the two have become free or taken.
    private void SumUp(int low, int high, bool free)
    {
        bool changed = true;
        for (int level = 0; level <= Height && changed; level++, low >>= FanOutShift, high >>= FanOutShift)
        {
            changed = SumUp(level, low);
            if (low < high)
            {
                var between = RunSummary.Uniform(free ? Size(level) : 0);
                _nodes.AsSpan(_starts[level] + low + 1, high - low - 1).Fill(between);
                SumUp(level, high);
                changed = true;
            }
        }
    }

    private bool SumUp(int level, int index)
    {
        RunSummary now = level == 0
            ? RunSummary.Of(_words.AsSpan(index * LeafWords, LeafWords))
            : RunSummary.Of(_nodes.AsSpan(_starts[level - 1] + (index * FanOut), FanOut), Size(level - 1));
        ref RunSummary node = ref _nodes[_starts[level] + index];
        bool changed = node != now;
        node = now;
        return changed;
    }

    private static InvalidOperationException Inconsistent(int level, int length) =>
        new($"A summary promises {length} free frames that level {level} does not have.");
}
