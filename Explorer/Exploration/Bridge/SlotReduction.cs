using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// Slots may be exchanged, and sessions that the scope does not tell apart. Dataspaces and regions are a forest: a
/// dataspace below its parent, a region below the dataspace that it was attached through. Forests have a canonical form
/// that is found by sorting, from the leaves up (Aho, Hopcroft and Ullman): each node is ranked by what is said of it
/// and by the ranks of its children, and two nodes have one rank exactly when their trees are the same but for the
/// slots. Sessions are sorted by what they have, slots left aside; only those that still look alike are tried in every
/// order.
/// </summary>
internal readonly struct SlotReduction : IReduction
{
    private const int Nodes = 24;
    private const int Root = Nodes;
    private const ulong WithoutSessions = uint.MaxValue;
    private const ulong Held = 1ul << 32;

    private readonly int _dataspaces;
    private readonly int _regions;
    private readonly bool _lends;

    /// <summary>Exchanges all slots of a scope, and the sessions of each of some disjoint sets.</summary>
    internal SlotReduction(Scope scope, IEnumerable<SessionSet> interchangeable)
    {
        _dataspaces = scope.Dataspaces;
        _regions = scope.Regions;
        _lends = scope.Operations.Contains(OperationKind.Donate);
        Interchangeable = [.. interchangeable];
    }

    /// <inheritdoc/>
    public static bool Reduces => true;

    /// <summary>The sets of sessions that are exchanged.</summary>
    internal SessionSet[] Interchangeable { get; }

    /// <summary>1: how many states of an orbit are reachable is known at the end (<c>OrbitCounter</c>).</summary>
    /// <inheritdoc/>
    public long OrbitOf(in State state) => 1;

    /// <inheritdoc/>
    public Names Canonicalise(ref State state)
    {
        Span<byte> members = stackalloc byte[SessionId.Capacity];
        Span<byte> order = stackalloc byte[SessionId.Capacity];
        Span<ulong> weights = stackalloc ulong[SessionId.Capacity];
        int count = 0;
        for (int set = 0; set < Interchangeable.Length; set++)
        {
            int first = count;
            foreach (SessionId session in Interchangeable[set])
            {
                members[count] = (byte)session.Index;
                ulong weight = WeightOf(in state, session);

                // Sessions of two sets never weigh the same, unless they have nothing.
                weight = weight == 0 ? 0 : (weight & ~7ul) | (uint)(set + 1);
                int place = count++;
                for (; place > first && weight > weights[place - 1]; place--)
                {
                    weights[place] = weights[place - 1];
                    order[place] = order[place - 1];
                }

                weights[place] = weight;
                order[place] = (byte)session.Index;
            }
        }

        members = members[..count];
        order = order[..count];
        Names names = SlotsUnder(in state, Assigned(members, order));
        State least = state.Renamed(in names);
        while (NextOrder(order, weights))
        {
            Names others = SlotsUnder(in state, Assigned(members, order));
            State other = state.Renamed(in others);
            if (State.Compare(in other, in least) < 0)
            {
                least = other;
                names = others;
            }
        }

        state = least;
        return names;
    }

    // The session at a place of the order gets the name at that place of the list of members.
    private static Permutation Assigned(ReadOnlySpan<byte> members, ReadOnlySpan<byte> order)
    {
        ulong renamed = 0;
        for (int place = 0; place < order.Length; place++)
        {
            renamed |= (ulong)(members[place] ^ order[place]) << (4 * order[place]);
        }

        return new Permutation(renamed);
    }

    // What a session has, whatever slots it lies in; 0 for nothing at all. That two sessions weigh the same by accident
    // costs time, not truth: they are then tried in both orders.
    private ulong WeightOf(in State state, SessionId session)
    {
        ulong weight = 0;
        foreach (DataspaceId dataspace in state.OwnedBy(session))
        {
            weight += Code64.Mix(LabelOf(in state, dataspace, default) & WithoutSessions);
        }

        foreach (DataspaceId dataspace in state.Nameable)
        {
            if (state.HoldersOf(dataspace).Contains(session))
            {
                weight += Code64.Mix((LabelOf(in state, dataspace, default) & WithoutSessions) | Held);
            }
        }

        foreach (RegionId region in state.RegionsOf(session))
        {
            weight += Code64.Mix(LabelOf(in state, region, default) & WithoutSessions);
        }

        ulong frames = state.PaidBy(session).Bits | ((ulong)state.WrittenBy(session).Bits << Frame.Capacity);
        weight += frames == 0 ? 0 : Code64.Mix(frames);
        ulong beyond = state.AllocatedBy(session).Bits;
        if (_lends)
        {
            beyond |= ((ulong)state.GivenBy(session) << Frame.Capacity)
                | ((ulong)state.GivenTo(session) << (Frame.Capacity + 12));
        }

        return weight + (beyond == 0 ? 0 : Code64.Mix(~beyond));
    }

    // The next order of sessions that weigh the same and have something; in the end all are as at first, and false.
    private static bool NextOrder(Span<byte> order, ReadOnlySpan<ulong> weights)
    {
        for (int first = 0, end; first < order.Length; first = end)
        {
            for (end = first + 1; end < order.Length && weights[end] == weights[first]; end++)
            {
            }

            if (weights[first] != 0 && NextPermutation(order[first..end]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool NextPermutation(Span<byte> items)
    {
        int pivot = items.Length - 2;
        while (pivot >= 0 && items[pivot] > items[pivot + 1])
        {
            pivot--;
        }

        if (pivot >= 0)
        {
            int successor = items.Length - 1;
            while (items[successor] < items[pivot])
            {
                successor--;
            }

            (items[pivot], items[successor]) = (items[successor], items[pivot]);
        }

        items[(pivot + 1)..].Reverse();
        return pivot >= 0;
    }

    // The slots that a state's forest takes once its sessions have other names.
    private Names SlotsUnder(in State state, Permutation sessions)
    {
        Span<ulong> labels = stackalloc ulong[Nodes];
        Span<byte> parents = stackalloc byte[Nodes];
        Span<byte> nodes = stackalloc byte[Nodes];
        int count = 0;
        foreach (DataspaceId dataspace in state.Occupied)
        {
            labels[dataspace.Index] = LabelOf(in state, dataspace, sessions);
            parents[dataspace.Index] = NodeOf(state.ParentOf(dataspace));
            nodes[count++] = (byte)dataspace.Index;
        }

        foreach (RegionId region in state.Regions)
        {
            int node = DataspaceId.Capacity + region.Index;
            labels[node] = LabelOf(in state, region, sessions);
            parents[node] = NodeOf(state.DataspaceOf(region));
            nodes[count++] = (byte)node;
        }

        nodes = nodes[..count];
        SortByTree(labels, parents, nodes);
        return NumberedFromTheRoots(sessions, parents, nodes);
    }

    // Sorts by height, then by what is said of the node, then by the ranks of its children. The ranks of the children
    // are held as a number whose digits say how often each rank occurs: 24 ranks, 5 bits each.
    private static void SortByTree(ReadOnlySpan<ulong> labels, ReadOnlySpan<byte> parents, Span<byte> nodes)
    {
        Span<UInt128> children = stackalloc UInt128[Nodes + 1];
        Span<byte> unranked = stackalloc byte[Nodes + 1];
        children.Clear();
        unranked.Clear();
        foreach (byte node in nodes)
        {
            unranked[parents[node]]++;
        }

        int rank = 0;
        for (int done = 0, end; done < nodes.Length; done = end)
        {
            end = done;
            for (int i = done; i < nodes.Length; i++)
            {
                if (unranked[nodes[i]] == 0)
                {
                    byte node = nodes[i];
                    nodes[i] = nodes[end];
                    int place = end++;
                    for (; place > done && Precedes(node, nodes[place - 1], labels, children); place--)
                    {
                        nodes[place] = nodes[place - 1];
                    }

                    nodes[place] = node;
                }
            }

            for (int i = done; i < end; i++)
            {
                rank += i > done && Precedes(nodes[i - 1], nodes[i], labels, children) ? 1 : 0;
                children[parents[nodes[i]]] += UInt128.One << (5 * rank);
                unranked[parents[nodes[i]]]--;
            }

            rank++;
        }
    }

    private static bool Precedes(byte node, byte other, ReadOnlySpan<ulong> labels, ReadOnlySpan<UInt128> children) =>
        labels[node] < labels[other] || (labels[node] == labels[other] && children[node] < children[other]);

    // Roots first, then the children of the first, of the second, and so on, each time in sorted order.
    private Names NumberedFromTheRoots(Permutation sessions, ReadOnlySpan<byte> parents, ReadOnlySpan<byte> nodes)
    {
        Span<byte> dataspaces = stackalloc byte[DataspaceId.Capacity];
        Span<byte> regions = stackalloc byte[RegionId.Capacity];
        int dataspaceCount = 0;
        int regionCount = 0;
        DataspaceSet empty = DataspaceSet.First(_dataspaces);
        RegionSet unused = RegionSet.First(_regions);
        for (int reached = -1; reached < dataspaceCount; reached++)
        {
            int parent = reached < 0 ? Root : dataspaces[reached];
            foreach (byte node in nodes)
            {
                if (parents[node] != parent)
                {
                    continue;
                }

                if (node < DataspaceId.Capacity)
                {
                    dataspaces[dataspaceCount++] = node;
                    empty -= new DataspaceId(node);
                }
                else
                {
                    int region = node - DataspaceId.Capacity;
                    regions[regionCount++] = (byte)region;
                    unused -= new RegionId(region);
                }
            }
        }

        foreach (DataspaceId slot in empty)
        {
            dataspaces[dataspaceCount++] = (byte)slot.Index;
        }

        foreach (RegionId slot in unused)
        {
            regions[regionCount++] = (byte)slot.Index;
        }

        return new Names(
            sessions, Permutation.Into(dataspaces[..dataspaceCount]), Permutation.Into(regions[..regionCount]));
    }

    private static byte NodeOf(DataspaceSet parent) => (byte)(parent.IsEmpty ? Root : parent.Lowest.Index);

    // What a state says of a dataspace, but for slots: every field has bits of its own.
    private static ulong LabelOf(in State state, DataspaceId dataspace, Permutation sessions)
    {
        int life = state.Zombies.Contains(dataspace) ? 1 : state.Hollow.Contains(dataspace) ? 2 : 0;
        return LabelOf(state.ExtentOf(dataspace), state.Writable.Contains(dataspace))
            | (LabelOf(state.BlockOf(dataspace), state.Sealed.Contains(dataspace)) << 12)
            | ((ulong)life << 24)
            | (state.Aliases.Contains(dataspace) ? 1ul << 26 : 0)
            | ((ulong)sessions[state.OwnerOf(dataspace).Index] << 32)
            | ((ulong)sessions.Of(state.HoldersOf(dataspace)).Bits << 40);
    }

    private static ulong LabelOf(in State state, RegionId region, Permutation sessions) =>
        LabelOf(state.ExtentOf(region), state.WritableRegions.Contains(region))
        | (1ul << 27)
        | (state.StaleRegions.Contains(region) ? 1ul << 28 : 0)
        | ((ulong)sessions[state.SessionOf(region).Index] << 32);

    private static ulong LabelOf(Extent extent, bool mark) =>
        (uint)extent.Base | ((uint)extent.Length << 5) | (mark ? 1u << 11 : 0);
}
