using System.Numerics;
using System.Runtime.InteropServices;

using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Frames;

/// <summary>
/// How many dataspaces cover each frame. An extent is cut into the largest aligned stretches there are, and each is
/// counted once: an aligned GiB is one number, not 262,144.
/// </summary>
/// <remarks>
/// <code>
/// level 6  [                               0                              ]  2^21 frames a node
///  ..                    the children of node i are the nodes 8i..8i+7
/// level 2  [       0       |       1       |  ..                          ]  512, 2 MiB of frames of 4 KiB
/// level 1  [ 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |  ..                          ]  64
/// frames   [ 64 numbers | 64 numbers |  ..                                ]  1
/// </code>
/// What covers a frame is the number of the frame, and the numbers (<see cref="CountNode.Own"/>) of all nodes above it.
/// A frame is free when all of them are 0. So that free frames are found without a look at every number, each node
/// knows how many of its parts are in use at all.
/// <para>
/// Time, for n frames: <see cref="Add"/> and <see cref="Remove"/> touch at most 2 x 63 numbers of frames, as vectors,
/// and 2 x 7 nodes on each level. <see cref="ReleaseUncovered"/> looks at the nodes in use within the range only.
/// </para>
/// <para>
/// Memory: 4 bytes a frame, and 8 bytes for 64, 512, 4,096 .. frames: 4.15 bytes in all. A number goes up to the number
/// of dataspaces, 1,048,576 at the most, and so cannot overflow; one that would fall below 0 is an exception.
/// </para>
/// </remarks>
internal sealed class FrameCounts
{
    private const int BlockShift = 6;
    private const int FanOutShift = 3;

    private readonly int[] _frames;
    private readonly CountNode[] _nodes;

    // Where each level begins; the first entry is level 1.
    private readonly int[] _starts;

    /// <summary>Frames that nothing covers.</summary>
    /// <param name="frames">How many, at least 1.</param>
    internal FrameCounts(int frames)
    {
        Frames = frames;
        int count = Parents(frames, BlockShift);
        _frames = new int[count << BlockShift];
        var starts = new List<int>();
        int total = 0;
        for (; count > 1; count = Parents(count, FanOutShift))
        {
            starts.Add(total);
            total += Parents(count, FanOutShift) << FanOutShift;
        }

        starts.Add(total);
        _starts = [.. starts];
        _nodes = new CountNode[total + 1];
    }

    /// <summary>How many frames there are.</summary>
    internal int Frames { get; }

    /// <summary>All that there is to save.</summary>
    internal ImageSection[] Sections => [ImageSection.Of(_frames), ImageSection.Of(_nodes)];

    private int Height => _starts.Length;

    /// <summary>How many dataspaces cover a frame. Time: a number for each level.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Their number.</returns>
    internal int CountOf(int frame)
    {
        int count = _frames[frame];
        int node = frame >> BlockShift;
        foreach (int start in _starts)
        {
            count += _nodes[start + node].Own;
            node >>= FanOutShift;
        }

        return count;
    }

    /// <summary>Forgets all counts.</summary>
    internal void Clear()
    {
        Array.Clear(_frames);
        Array.Clear(_nodes);
    }

    /// <summary>One more dataspace covers an extent.</summary>
    /// <param name="first">The first frame.</param>
    /// <param name="length">How many frames, at least 1.</param>
    internal void Add(int first, int length) => Change(first, length, 1);

    /// <summary>One dataspace less covers an extent.</summary>
    /// <param name="first">The first frame.</param>
    /// <param name="length">How many frames, at least 1.</param>
    /// <exception cref="InvalidOperationException">None covers a part of it.</exception>
    internal void Remove(int first, int length) => Change(first, length, -1);

    /// <summary>
    /// Gives the frames of an extent that nothing covers any more back to a bitmap, but for those that something else
    /// keeps.
    /// </summary>
    /// <param name="first">The first frame.</param>
    /// <param name="length">How many frames, at least 1; each is taken in the bitmap.</param>
    /// <param name="free">The bitmap.</param>
    /// <param name="keeping">What else keeps frames, or null.</param>
    /// <returns>How many frames nothing covers here, kept or not.</returns>
    internal int ReleaseUncovered(int first, int length, FrameBitmap free, FrameCounts? keeping = null)
    {
        // From the lowest node on that the extent lies in, unless what is above that one is covered as a whole.
        int level = 1;
        int low = first >> BlockShift;
        for (int high = (first + length - 1) >> BlockShift; low < high; low >>= FanOutShift, high >>= FanOutShift)
        {
            level++;
        }

        int node = low;
        for (int above = level; above < Height; above++)
        {
            node >>= FanOutShift;
            if (_nodes[_starts[above] + node].Own != 0)
            {
                return 0;
            }
        }

        var release = new Release(this, free, keeping, first, first + length);
        release.Visit(level, low);
        return release.Finish();
    }

    /// <summary>
    /// Whether something covers a frame of an extent. Time: as for <see cref="Add"/>, and less when something does.
    /// </summary>
    /// <param name="first">The first frame.</param>
    /// <param name="length">How many frames, at least 1.</param>
    /// <returns>True iff it does.</returns>
    internal bool CoversAny(int first, int length)
    {
        int low = first;
        int high = first + length;
        int shift = BlockShift;
        for (int level = 0; level < Height; level++)
        {
            int nextLow = (low + (1 << shift) - 1) >> shift;
            int nextHigh = high >> shift;
            if (nextLow >= nextHigh)
            {
                return AnyInUse(level, low, high) || AnyAbove(level, low, high);
            }

            // What is left of a parent on either side; the parents of which all parts are meant are left to the next
            // level.
            if (AnyInUse(level, low, nextLow << shift) || AnyInUse(level, nextHigh << shift, high))
            {
                return true;
            }

            // Parts that are not all there is of their parent are covered with it, too.
            if ((low < nextLow << shift && AnyAbove(level, low, low + 1))
                || (nextHigh << shift < high && AnyAbove(level, high - 1, high)))
            {
                return true;
            }

            low = nextLow;
            high = nextHigh;
            shift = FanOutShift;
        }

        return AnyInUse(Height, low, high);
    }

    /// <summary>Compares with counts made anew.</summary>
    /// <param name="expected">How many dataspaces cover each frame.</param>
    /// <exception cref="InvalidOperationException">Something disagrees; the first such thing is named.</exception>
    internal void SelfCheck(ReadOnlySpan<int> expected)
    {
        for (int level = Height; level > 0; level--)
        {
            Span<CountNode> nodes = LevelAt(level);
            for (int node = 0; node < nodes.Length; node++)
            {
                int used = level == 1 ? UsedFrames(node) : UsedNodes(level - 1, node);
                if (nodes[node].Own < 0 || nodes[node].Inside != used)
                {
                    throw new InvalidOperationException(
                        $"Node {node} of level {level} counts {nodes[node].Own} dataspaces and {nodes[node].Inside} "
                        + $"used parts; {used} are used.");
                }
            }
        }

        for (int block = 0; block < _frames.Length >> BlockShift; block++)
        {
            int above = 0;
            for (int level = 1, node = block; level <= Height; level++, node >>= FanOutShift)
            {
                above += LevelAt(level)[node].Own;
            }

            int first = block << BlockShift;
            ReadOnlySpan<int> counts = _frames.AsSpan(first..Math.Min(first + (1 << BlockShift), Frames));
            for (int i = 0; i < counts.Length; i++)
            {
                if (counts[i] < 0 || counts[i] + above != expected[first + i])
                {
                    throw new InvalidOperationException(
                        $"Frame {first + i} is counted {counts[i] + above} times, but covered {expected[first + i]} "
                        + "times.");
                }
            }
        }

        if (_frames.AsSpan(Frames).ContainsAnyExcept(0))
        {
            throw new InvalidOperationException("A frame after the last one is counted.");
        }
    }

    private bool AnyInUse(int level, int low, int high)
    {
        if (level == 0)
        {
            return low < high && _frames.AsSpan(low, high - low).ContainsAnyExcept(0);
        }

        for (int node = low; node < high; node++)
        {
            if (_nodes[_starts[level - 1] + node].IsUsed)
            {
                return true;
            }
        }

        return false;
    }

    // Whether the parents of some parts of a level, at most two, or what is above those is counted as a whole.
    private bool AnyAbove(int level, int low, int high)
    {
        int shift = level == 0 ? BlockShift : FanOutShift;
        int first = low;
        int last = high - 1;
        for (int above = level; above < Height; above++)
        {
            first >>= shift;
            last >>= shift;
            shift = FanOutShift;
            if (_nodes[_starts[above] + first].Own != 0 || _nodes[_starts[above] + last].Own != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int Parents(int parts, int shift) => (parts + (1 << shift) - 1) >> shift;

    // A node that only pads its level has no frames.
    private int UsedFrames(int block)
    {
        int first = Math.Min(block << BlockShift, _frames.Length);
        ReadOnlySpan<int> counts = _frames.AsSpan(first..Math.Min(first + (1 << BlockShift), _frames.Length));
        return counts.Length - counts.Count(0);
    }

    private int UsedNodes(int level, int parent)
    {
        Span<CountNode> nodes = LevelAt(level);
        int used = 0;
        for (int node = parent << FanOutShift; node < (parent + 1) << FanOutShift && node < nodes.Length; node++)
        {
            used += nodes[node].IsUsed ? 1 : 0;
        }

        return used;
    }

    private Span<CountNode> LevelAt(int level) =>
        _nodes.AsSpan(_starts[level - 1]..(level == Height ? _nodes.Length : _starts[level]));

    private void Change(int first, int length, int step)
    {
        int low = first;
        int high = first + length;
        int shift = BlockShift;
        for (int level = 0; ; level++)
        {
            if (level == Height)
            {
                ChangeParts(level, low, high, step);
                return;
            }

            // The parents of which all parts are meant are left to the next level.
            int nextLow = (low + (1 << shift) - 1) >> shift;
            int nextHigh = high >> shift;
            if (nextLow >= nextHigh)
            {
                int middle = nextLow << shift;
                if (low < middle && middle < high)
                {
                    ChangeParts(level, low, middle, step);
                    low = middle;
                }

                ChangeParts(level, low, high, step);
                return;
            }

            if (low < nextLow << shift)
            {
                ChangeParts(level, low, nextLow << shift, step);
            }

            if (nextHigh << shift < high)
            {
                ChangeParts(level, nextHigh << shift, high, step);
            }

            low = nextLow;
            high = nextHigh;
            shift = FanOutShift;
        }
    }

    // Parts of one level that have one parent.
    private void ChangeParts(int level, int low, int high, int step)
    {
        int turned = level == 0
            ? ChangeFrames(_frames.AsSpan(low, high - low), step)
            : ChangeNodes(_nodes.AsSpan(_starts[level - 1] + low, high - low), step);
        int shift = level == 0 ? BlockShift : FanOutShift;
        int node = low;

        // So many parts have come into use, or gone out of it; perhaps their parent does so, too.
        for (int parent = level; turned != 0 && parent < Height; parent++)
        {
            node >>= shift;
            shift = FanOutShift;
            ref CountNode above = ref _nodes[_starts[parent] + node];
            bool was = above.IsUsed;
            above.Inside += turned * step;
            turned = was == above.IsUsed ? 0 : 1;
        }
    }

    // How many of the numbers come from 0, or fall to it.
    private static int ChangeFrames(Span<int> counts, int step)
    {
        int edge = step > 0 ? 0 : 1;
        int turned = 0;
        int lowest = 0;
        if (counts.Length >= Vector<int>.Count)
        {
            Span<Vector<int>> vectors = MemoryMarshal.Cast<int, Vector<int>>(counts);
            var turns = Vector<int>.Zero;
            Vector<int> least = Vector<int>.Zero;
            foreach (ref Vector<int> vector in vectors)
            {
                turns -= Vector.Equals(vector, new Vector<int>(edge));
                vector += new Vector<int>(step);
                least = Vector.Min(least, vector);
            }

            turned = Vector.Sum(turns);
            lowest = Vector.LessThanAny(least, Vector<int>.Zero) ? -1 : 0;
            counts = counts[(vectors.Length * Vector<int>.Count)..];
        }

        foreach (ref int count in counts)
        {
            turned += count == edge ? 1 : 0;
            count += step;
            lowest = Math.Min(lowest, count);
        }

        return lowest >= 0 ? turned : throw Underflow();
    }

    private static int ChangeNodes(Span<CountNode> nodes, int step)
    {
        int turned = 0;
        int lowest = 0;
        foreach (ref CountNode node in nodes)
        {
            bool was = node.IsUsed;
            node.Own += step;
            turned += was == node.IsUsed ? 0 : 1;
            lowest = Math.Min(lowest, node.Own);
        }

        return lowest >= 0 ? turned : throw Underflow();
    }

    private static InvalidOperationException Underflow() => new("More dataspaces left a frame than covered it.");

    /// <summary>A walk over what is not covered, from the lowest frame on.</summary>
    private ref struct Release(FrameCounts counts, FrameBitmap free, FrameCounts? keeping, int low, int high)
    {
        private int _first;
        private int _end;
        private int _released;

        internal void Visit(int level, int node)
        {
            CountNode here = counts._nodes[counts._starts[level - 1] + node];
            if (here.Own != 0)
            {
                return;
            }

            int size = 1 << (BlockShift + ((level - 1) * FanOutShift));
            int first = Math.Max(low, node * size);
            int end = Math.Min(high, (node + 1) * size);
            if (here.Inside == 0)
            {
                Add(first, end);
                return;
            }

            if (level == 1)
            {
                VisitFrames(first, end);
                return;
            }

            int part = size >> FanOutShift;
            for (int child = first / part; child * part < end; child++)
            {
                Visit(level - 1, child);
            }
        }

        internal int Finish()
        {
            Flush();
            return _released;
        }

        private void VisitFrames(int first, int end)
        {
            while (first < end)
            {
                ReadOnlySpan<int> rest = counts._frames.AsSpan(first, end - first);
                int covered = rest.IndexOfAnyExcept(0);
                covered = covered < 0 ? rest.Length : covered;
                if (covered > 0)
                {
                    Add(first, first + covered);
                }

                int next = rest[covered..].IndexOf(0);
                first = next < 0 ? end : first + covered + next;
            }
        }

        private void Add(int first, int end)
        {
            if (first != _end)
            {
                Flush();
                _first = first;
            }

            _end = end;
        }

        private void Flush()
        {
            if (_end > _first)
            {
                if (keeping is null)
                {
                    free.Free(_first, _end - _first);
                }
                else
                {
                    keeping.ReleaseUncovered(_first, _end - _first, free);
                }

                _released += _end - _first;
            }

            _first = _end;
        }
    }
}
