using FsCheck;
using FsCheck.Fluent;

using ModelCheck.Engine;
using ModelCheck.Properties.Engine.Toys;

using Property = ModelCheck.Engine.Property;

namespace ModelCheck.Properties.Engine;

/// <summary>
/// A small graph, the plainest search of it that there is, and the plainest judgement of its flags: what the engine
/// must agree with. A label is the number of its attempt, so that a trace can be followed.
/// </summary>
/// <param name="StateFlags">The flags of each node.</param>
/// <param name="Attempts">The edges; one that leads to no node is disabled.</param>
internal sealed record RandomGraph(int[] StateFlags, (int From, int To, int Flags)[] Attempts)
{
    private const int Nowhere = -1;

    private static readonly Property[] _properties =
    [
        new("Invariant", PropertyKind.Invariant),
        new("Reachable", PropertyKind.Reachable),
        new("Transition invariant", PropertyKind.TransitionInvariant),
        new("Always reachable", PropertyKind.AlwaysReachable),
        new("Always reachable as well", PropertyKind.AlwaysReachable),
    ];

    internal static Arbitrary<RandomGraph> Any { get; } = Graphs().ToArbitrary();

    internal Graph System
    {
        get
        {
            var graph = new Graph(_properties);
            for (int node = 0; node < StateFlags.Length; node++)
            {
                graph.State((ulong)node, (ulong)StateFlags[node]);
            }

            for (int label = 0; label < Attempts.Length; label++)
            {
                (int from, int to, int flags) = Attempts[label];
                _ = to == Nowhere
                    ? graph.Disabled((ulong)from, (uint)label, (ulong)flags)
                    : graph.Edge((ulong)from, (uint)label, (ulong)to, (ulong)flags);
            }

            return graph;
        }
    }

    private IEnumerable<(int From, int To, int Flags)> Edges => Attempts.Where(attempt => attempt.To != Nowhere);

    /// <summary>Whether what was found is true, and as short as can be.</summary>
    internal bool AgreesWith(SearchResult found)
    {
        Dictionary<int, int> levels = Levels();
        (int From, int To, int Flags)[] met = [.. Attempts.Where(attempt => levels.ContainsKey(attempt.From))];
        return found.Complete
            && found.DistinctStates == levels.Count
            && found.Transitions == met.Count(attempt => attempt.To != Nowhere)
            && found.DisabledActions == met.Count(attempt => attempt.To == Nowhere)
            && found.Levels.SequenceEqual(Sizes(levels))
            && Enumerable.Range(0, _properties.Length).All(bit => Agrees(found.Findings[bit], bit, levels));
    }

    private bool Agrees(Finding finding, int bit, Dictionary<int, int> levels)
    {
        PropertyKind kind = finding.Property.Kind;
        bool possibility = kind == PropertyKind.Reachable;
        (int Node, int Label)[] expected =
        [
            .. Witnesses(kind, bit, levels).OrderBy(witness => levels[witness.Node]).ThenBy(witness => witness),
        ];
        if (expected.Length == 0)
        {
            return finding.Trace is null && finding.Verdict == (possibility ? Verdict.NotShown : Verdict.Holds);
        }

        (int node, int label) = expected[0];
        int[] way = finding.Trace is { } trace ? [.. trace.Select(step => (int)step)] : [int.MaxValue];
        if (label != Nowhere)
        {
            if (way.Length == 0 || way[^1] != label)
            {
                return false;
            }

            way = way[..^1];
        }

        return finding.Verdict == (possibility ? Verdict.Shown : Verdict.Violated)
            && way.Length == levels[node]
            && EndOf(way) == node;
    }

    // Where a property's flag counts: a node, and for steps the label.
    private IEnumerable<(int Node, int Label)> Witnesses(PropertyKind kind, int bit, Dictionary<int, int> levels)
    {
        int flag = 1 << bit;
        switch (kind)
        {
            case PropertyKind.TransitionInvariant:
                return Enumerable.Range(0, Attempts.Length)
                    .Where(label => (Attempts[label].Flags & flag) != 0 && levels.ContainsKey(Attempts[label].From))
                    .Select(label => (Attempts[label].From, label));
            case PropertyKind.AlwaysReachable:
                HashSet<int> free = [.. levels.Keys.Where(node => (StateFlags[node] & flag) != 0)];
                while (Edges.Any(edge => (edge.Flags & flag) != 0 && free.Contains(edge.To) && free.Add(edge.From)))
                {
                }

                return levels.Keys.Where(node => !free.Contains(node)).Select(node => (node, Nowhere));
            default:
                return levels.Keys.Where(node => (StateFlags[node] & flag) != 0).Select(node => (node, Nowhere));
        }
    }

    private Dictionary<int, int> Levels()
    {
        var levels = new Dictionary<int, int> { [0] = 0 };
        for (int level = 0; levels.ContainsValue(level); level++)
        {
            int[] here = [.. levels.Keys.Where(node => levels[node] == level)];
            foreach ((int _, int to, int _) in Edges.Where(edge => here.Contains(edge.From)).ToList())
            {
                levels.TryAdd(to, level + 1);
            }
        }

        return levels;
    }

    private static IEnumerable<long> Sizes(Dictionary<int, int> levels) =>
        Enumerable.Range(0, levels.Values.Max() + 1).Select(level => levels.Values.LongCount(its => its == level));

    private int EndOf(IEnumerable<int> way)
    {
        int node = 0;
        foreach (int label in way)
        {
            if (label >= Attempts.Length || Attempts[label].From != node || Attempts[label].To == Nowhere)
            {
                return Nowhere;
            }

            node = Attempts[label].To;
        }

        return node;
    }

    // Few edges and few goals make deep and partly stuck graphs; edges mostly raise flags, states rarely.
    private static Gen<RandomGraph> Graphs() =>
        from size in Gen.Choose(1, 24)
        from attempts in Gen.Choose(0, 2 * size)
        from stateFlags in Gen.Choose(0, 31).Two().Select(two => two.Item1 & two.Item2 & 0b11011).ArrayOf(size)
        from edges in (
            from start in Gen.Choose(0, size - 1)
            from end in Gen.Choose(-1, size - 1)
            from flags in Gen.Choose(0, 31).Two()
            select (start, end, (flags.Item1 & 0b11100) | (flags.Item2 & 0b11000))).ArrayOf(attempts)
        select new RandomGraph(stateFlags, edges);
}
