using System.Runtime.InteropServices;

using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Charging;

/// <summary>
/// How many frames each session covers, those that several of its dataspaces cover counted once: what charging
/// HolderOnce charges.
/// </summary>
/// <remarks>
/// Each session has a balanced tree (AVL) of the ends of its covering dataspaces, in their order on the memory. Each
/// node knows how often the least covered gap below it is covered, relative to what is before it, and how long such
/// gaps are in all; nothing is covered less than 0 times, so from the root one sees how much is not covered at all.
/// <para>
/// Time: logarithmic in the number of dataspaces that the session owns, whatever their lengths. Memory: 72 bytes a
/// dataspace, 4 bytes a session. For all other charging policies nothing of this exists.
/// </para>
/// </remarks>
internal sealed class Footprints
{
    /// <summary>More than any number of dataspaces: what stands in a node without gaps.</summary>
    internal const int NoGap = 1 << 30;

    // The longest way down in a tree of 2^21 nodes has fewer.
    private const int MaximalHeight = 32;

    // For each session 1 + the root of its tree.
    private readonly int[] _roots;

    // The beginning of the dataspace in slot s is number 2s, its end 2s + 1.
    private readonly EndPoint[] _points;

    /// <summary>No dataspaces.</summary>
    internal Footprints(int sessions, int dataspaces)
    {
        _roots = new int[sessions];
        _points = new EndPoint[2 * dataspaces];
    }

    /// <summary>All that there is to save.</summary>
    internal ImageSection[] Sections => [ImageSection.Of(_roots), ImageSection.Of(_points)];

    /// <summary>Forgets all dataspaces.</summary>
    internal void Clear()
    {
        Array.Clear(_roots);
        Array.Clear(_points);
    }

    /// <summary>A session covers an extent, too.</summary>
    /// <param name="session">The session.</param>
    /// <param name="slot">The dataspace that covers it.</param>
    /// <param name="first">The first frame.</param>
    /// <param name="length">How many frames, at least 1.</param>
    /// <returns>How many frames it did not cover before.</returns>
    internal int Add(int session, int slot, int first, int length)
    {
        int before = CoveredBy(session);
        _points[2 * slot].Position = first;
        _points[(2 * slot) + 1].Position = first + length;
        ref int root = ref _roots[session];
        root = With(root, 2 * slot);
        root = With(root, (2 * slot) + 1);
        return CoveredBy(session) - before;
    }

    /// <summary>A dataspace of a session covers its extent no longer.</summary>
    /// <param name="session">The session.</param>
    /// <param name="slot">The dataspace.</param>
    /// <returns>How many frames the session does not cover any more.</returns>
    internal int Remove(int session, int slot)
    {
        int before = CoveredBy(session);
        ref int root = ref _roots[session];
        root = Without(root, 2 * slot);
        root = Without(root, (2 * slot) + 1);
        _points[2 * slot] = default;
        _points[(2 * slot) + 1] = default;
        return before - CoveredBy(session);
    }

    /// <summary>How many frames of an extent a session does not cover.</summary>
    /// <param name="session">The session.</param>
    /// <param name="first">The first frame.</param>
    /// <param name="length">How many frames, at least 1.</param>
    /// <returns>The number, up to the length.</returns>
    internal int NotCovered(int session, int first, int length) =>
        length - (CoveredBefore(session, first + length) - CoveredBefore(session, first));

    /// <summary>Counts everything anew.</summary>
    /// <param name="slots">The dataspaces.</param>
    /// <param name="covers">Whether a dataspace covers frames.</param>
    /// <param name="used">For each session what it covers, to be added.</param>
    /// <exception cref="InvalidOperationException">Something disagrees; the first such thing is named.</exception>
    internal void SelfCheck(ReadOnlySpan<Slot> slots, Func<SlotFlags, bool> covers, Span<long> used)
    {
        int expected = 0;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            bool covering = covers(slots[slot].Flags);
            expected += covering ? 2 : 0;
            if (!covering && (!IsUnused(in _points[2 * slot]) || !IsUnused(in _points[(2 * slot) + 1])))
            {
                throw new InvalidOperationException($"Dataspace {slot} covers nothing, but has ends.");
            }
        }

        int found = 0;
        for (int session = 0; session < _roots.Length; session++)
        {
            var walk = new Walk(slots, covers, session);
            Check(_roots[session], MaximalHeight + 1, ref walk);
            found += walk.Found;
            used[session] += walk.Covered;
        }

        if (found != expected)
        {
            throw new InvalidOperationException($"{expected} ends of dataspaces are in trees as {found}.");
        }
    }

    private static bool IsUnused(ref readonly EndPoint point) =>
        (point.Left | point.Right | point.Height | point.Position | point.Sum | point.Least | point.Gap | point.First
            | point.Last) == 0;

    private static int Step(int point) => (point & 1) == 0 ? 1 : -1;

    private int CoveredBy(int session)
    {
        int root = _roots[session];
        if (root == 0)
        {
            return 0;
        }

        ref readonly EndPoint all = ref _points[root - 1];
        return all.Last - all.First - (all.Least == 0 ? all.Gap : 0);
    }

    // Of the frames before one.
    private int CoveredBefore(int session, int frame)
    {
        int link = _roots[session];
        if (link == 0 || frame <= _points[link - 1].First)
        {
            return 0;
        }

        int first = _points[link - 1].First;
        int previous = first;
        int empty = 0;
        int sum = 0;
        while (link != 0)
        {
            ref readonly EndPoint here = ref _points[link - 1];
            if (here.Position > frame)
            {
                link = here.Left;
                continue;
            }

            if (here.Left != 0)
            {
                ref readonly EndPoint before = ref _points[here.Left - 1];
                empty += sum == 0 ? before.First - previous : 0;
                empty += sum + before.Least == 0 ? before.Gap : 0;
                sum += before.Sum;
                previous = before.Last;
            }

            empty += sum == 0 ? here.Position - previous : 0;
            sum += Step(link - 1);
            previous = here.Position;
            link = here.Right;
        }

        empty += sum == 0 ? frame - previous : 0;
        return frame - first - empty;
    }

    // In the order of positions; which of two that are at one position comes first is the same each time.
    private bool Precedes(int point, int other) =>
        _points[point].Position != _points[other].Position
            ? _points[point].Position < _points[other].Position
            : point < other;

    // Trees are given and returned by 1 + their root. The ways down are short: the calls within calls are few.
    private int With(int root, int point)
    {
        if (root == 0)
        {
            Count(point);
            return point + 1;
        }

        ref EndPoint here = ref _points[root - 1];
        if (Precedes(point, root - 1))
        {
            here.Left = With(here.Left, point);
        }
        else
        {
            here.Right = With(here.Right, point);
        }

        return Balanced(root);
    }

    private int Without(int root, int point)
    {
        if (root == 0)
        {
            throw new InvalidOperationException($"End {point & 1} of dataspace {point >> 1} is in no tree.");
        }

        ref EndPoint here = ref _points[root - 1];
        if (root - 1 != point)
        {
            if (Precedes(point, root - 1))
            {
                here.Left = Without(here.Left, point);
            }
            else
            {
                here.Right = Without(here.Right, point);
            }

            return Balanced(root);
        }

        if (here.Left == 0 || here.Right == 0)
        {
            return here.Left | here.Right;
        }

        int right = WithoutFirst(here.Right, out int next);
        ref EndPoint heir = ref _points[next - 1];
        heir.Left = here.Left;
        heir.Right = right;
        return Balanced(next);
    }

    private int WithoutFirst(int root, out int first)
    {
        ref EndPoint here = ref _points[root - 1];
        if (here.Left == 0)
        {
            first = root;
            return here.Right;
        }

        here.Left = WithoutFirst(here.Left, out first);
        return Balanced(root);
    }

    // The two trees below are balanced, and differ in height by 2 at the most.
    private int Balanced(int root)
    {
        ref EndPoint here = ref _points[root - 1];
        int lean = HeightOf(here.Left) - HeightOf(here.Right);
        if (lean > 1)
        {
            ref readonly EndPoint left = ref _points[here.Left - 1];
            if (HeightOf(left.Left) < HeightOf(left.Right))
            {
                here.Left = TurnedLeft(here.Left);
            }

            return TurnedRight(root);
        }

        if (lean < -1)
        {
            ref readonly EndPoint right = ref _points[here.Right - 1];
            if (HeightOf(right.Right) < HeightOf(right.Left))
            {
                here.Right = TurnedRight(here.Right);
            }

            return TurnedLeft(root);
        }

        Count(root - 1);
        return root;
    }

    private int TurnedLeft(int root)
    {
        ref EndPoint here = ref _points[root - 1];
        int top = here.Right;
        here.Right = _points[top - 1].Left;
        _points[top - 1].Left = root;
        Count(root - 1);
        Count(top - 1);
        return top;
    }

    private int TurnedRight(int root)
    {
        ref EndPoint here = ref _points[root - 1];
        int top = here.Left;
        here.Left = _points[top - 1].Right;
        _points[top - 1].Right = root;
        Count(root - 1);
        Count(top - 1);
        return top;
    }

    private int HeightOf(int root) => root == 0 ? 0 : _points[root - 1].Height;

    // What a node knows of what is below it, from what the two below know.
    private void Count(int point) => _points[point] = Counted(point);

    private EndPoint Counted(int point)
    {
        EndPoint here = _points[point];
        int height = 0;
        int sum = 0;
        int least = NoGap;
        int gap = 0;
        here.First = here.Position;
        here.Last = here.Position;
        if (here.Left != 0)
        {
            ref readonly EndPoint left = ref _points[here.Left - 1];
            height = left.Height;
            sum = left.Sum;
            least = left.Least;
            gap = left.Gap;
            here.First = left.First;
            AddGap(ref least, ref gap, sum, here.Position - left.Last);
        }

        sum += Step(point);
        if (here.Right != 0)
        {
            ref readonly EndPoint right = ref _points[here.Right - 1];
            height = Math.Max(height, right.Height);
            here.Last = right.Last;
            AddGap(ref least, ref gap, sum, right.First - here.Position);
            if (right.Least != NoGap)
            {
                AddGap(ref least, ref gap, sum + right.Least, right.Gap);
            }

            sum += right.Sum;
        }

        here.Height = height + 1;
        here.Sum = sum;
        here.Least = least;
        here.Gap = gap;
        return here;
    }

    private static void AddGap(ref int least, ref int gap, int covered, int length)
    {
        if (covered < least)
        {
            least = covered;
            gap = length;
        }
        else if (covered == least)
        {
            gap += length;
        }
    }

    // Nothing is trusted: heights fall on each way down and the order is looked at on the way, so that it ends.
    private void Check(int root, int limit, ref Walk walk)
    {
        if (root == 0)
        {
            return;
        }

        if ((uint)(root - 1) >= (uint)_points.Length)
        {
            throw new InvalidOperationException($"A tree has node {root - 1} of {_points.Length}.");
        }

        ref readonly EndPoint here = ref _points[root - 1];
        if (here.Height < 1 || here.Height >= limit)
        {
            throw new InvalidOperationException($"Node {root - 1} has height {here.Height} below {limit}.");
        }

        Check(here.Left, here.Height, ref walk);
        walk.Visit(root - 1, here.Position);
        Check(here.Right, here.Height, ref walk);
        EndPoint counted = Counted(root - 1);
        if (!MemoryMarshal.AsBytes(new ReadOnlySpan<EndPoint>(in here)).SequenceEqual(
                MemoryMarshal.AsBytes(new ReadOnlySpan<EndPoint>(in counted)))
            || Math.Abs(HeightOf(here.Left) - HeightOf(here.Right)) > 1)
        {
            throw new InvalidOperationException($"Node {root - 1} counts what is below it wrongly.");
        }
    }

    /// <summary>A walk over the ends of what a session covers, in their order.</summary>
    private ref struct Walk(ReadOnlySpan<Slot> slots, Func<SlotFlags, bool> covers, int session)
    {
        private readonly ReadOnlySpan<Slot> _slots = slots;
        private int _point = -1;
        private int _position;
        private int _depth;

        internal int Found { get; private set; }

        internal int Covered { get; private set; }

        internal void Visit(int point, int position)
        {
            ref readonly Slot dataspace = ref _slots[point >> 1];
            if (!covers(dataspace.Flags)
                || dataspace.Owner != session
                || position != dataspace.Base + ((point & 1) * dataspace.Length))
            {
                throw new InvalidOperationException(
                    $"Session {session} has an end of dataspace {point >> 1} at {position}, but should not.");
            }

            if (Found > 0 && (position < _position || (position == _position && point <= _point)))
            {
                throw new InvalidOperationException($"Node {point} of session {session} is out of order.");
            }

            Covered += _depth > 0 ? position - _position : 0;
            _depth += Step(point);
            _point = point;
            _position = position;
            Found++;
        }
    }
}
