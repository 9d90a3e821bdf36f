using System.Collections.Immutable;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <content>'Destroying a set' of section 5, step by step and by its numbers.</content>
internal sealed partial class PlainModel
{
    private PlainState Destroyed(PlainState state, IEnumerable<int> destroyed, PlainFates fates)
    {
        ILookup<int, int> aliases = AliasesByParent(state);
        IEnumerable<int> Aliases(int parent, AliasFate fate) =>
            aliases[parent].Where(alias => FateOf(state, alias, fates) == fate);
        ILookup<int, PlainRegion> mappings = RegionsByDataspace(state.Regions);
        bool Keeps(PlainRegion mapping) => FateOf(state, mapping, fates) == MappingFate.Keeping;

        // 1. Closure.
        var doomed = new HashSet<int>();
        var toAdd = new Stack<int>(destroyed);
        while (toAdd.TryPop(out int slot))
        {
            if (doomed.Add(slot))
            {
                foreach (int alias in Aliases(slot, AliasFate.Destroyed))
                {
                    toAdd.Push(alias);
                }
            }
        }

        // 2. Hollowing.
        var hollowed = new HashSet<int>();
        foreach (int alias in doomed.SelectMany(slot => Aliases(slot, AliasFate.Hollowed)))
        {
            hollowed.Add(alias);
            hollowed.UnionWith(DescendantsOf(aliases, alias));
        }

        hollowed.ExceptWith(doomed);

        // 3. Pinning: what has no reason to stay is taken out until all that is left has one. From the highest slot
        // down, since aliases mostly lie above their parents.
        var pinned = new HashSet<int>(doomed);
        RemoveUntilStable(pinned, slot => !mappings[slot].Any(Keeps)
            && !Aliases(slot, AliasFate.Pinning).Any(alias => !doomed.Contains(alias) || pinned.Contains(alias)));
        var gone = new HashSet<int>(doomed.Except(pinned));

        // 4. Re-parenting.
        ImmutableArray<PlainDataspace?>.Builder dataspaces = state.Dataspaces.ToBuilder();
        for (int slot = 0; slot < dataspaces.Count; slot++)
        {
            if (dataspaces[slot] is not { Parent: { } parent } orphan || gone.Contains(slot))
            {
                continue;
            }

            AliasFate fate = FateOf(state, slot, fates);
            bool leaves = fate is AliasFate.Orphaned or AliasFate.Adopted;
            if (!gone.Contains(parent) && !(pinned.Contains(parent) && leaves))
            {
                continue;
            }

            int? ancestor = fate == AliasFate.Adopted ? parent : null;
            while (ancestor is { } passed
                && (gone.Contains(passed) || pinned.Contains(passed)
                    || state.Dataspaces[passed]!.Life == Life.Zombie))
            {
                ancestor = state.Dataspaces[passed]!.Parent;
            }

            dataspaces[slot] = orphan with { Parent = ancestor };
        }

        // 5. Regions.
        bool Ends(PlainRegion region) => region.Dataspace is { } slot
            && (gone.Contains(slot) || hollowed.Contains(slot) || (pinned.Contains(slot) && !Keeps(region)));
        ImmutableArray<PlainRegion?> regions =
            [.. state.Regions.Select(region => region is not null && Ends(region) ? Ended(region) : region)];

        // 6. and 7.
        return CleanedUp(
            state with { Dataspaces = dataspaces.ToImmutable(), Regions = regions }, gone, pinned, hollowed);
    }

    // Zombies that nothing keeps any more go.
    private PlainState CleanedUp(PlainState state) => CleanedUp(state, [], [], []);

    private PlainState CleanedUp(
        PlainState state, HashSet<int> gone, HashSet<int> pinned, HashSet<int> hollowed)
    {
        // 6. Clean-up.
        ImmutableArray<PlainDataspace?>.Builder dataspaces = state.Dataspaces.ToBuilder();
        ILookup<int, int> aliases = AliasesByParent(state);
        ILookup<int, PlainRegion> mappings = RegionsByDataspace(state.Regions);
        bool mappingsKeep = _rules.OnFree.KnowsKeeping || _rules.OnClose.KnowsKeeping;
        var zombies = new HashSet<int>(pinned);
        zombies.UnionWith(Enumerable.Range(0, dataspaces.Count)
            .Where(slot => dataspaces[slot] is { Life: Life.Zombie } && !gone.Contains(slot)));
        RemoveUntilStable(
            zombies,
            slot => aliases[slot].All(gone.Contains) && !(mappingsKeep && mappings[slot].Any()),
            slot => gone.Add(slot));
        pinned.ExceptWith(gone);

        // 7. What becomes of whom.
        foreach (int slot in pinned)
        {
            dataspaces[slot] = dataspaces[slot]! with { Life = Life.Zombie, Holders = [] };
        }

        foreach (int slot in hollowed)
        {
            dataspaces[slot] = dataspaces[slot]! with { Life = Life.Hollow, Block = default };
        }

        foreach (int slot in gone)
        {
            dataspaces[slot] = null;
        }

        return state with
        {
            Dataspaces = dataspaces.ToImmutable(),
            Regions =
            [
                .. state.Regions.Select(region =>
                    region?.Dataspace is { } slot && gone.Contains(slot) ? region with { Dataspace = null } : region),
            ],
        };
    }

    // How a region ends that does not keep its dataspace. On the Linux platforms it stays as it is, and has no
    // dataspace once that is gone.
    private PlainRegion? Ended(PlainRegion region) =>
        _rules.HasDeadRegions ? region with { Dataspace = null }
        : _rules.IsLinux ? region
        : null;

    private PlainModel Settled(PlainModel before)
    {
        // Hardly any step frees a frame, or takes one into quarantine.
        var freed = new List<int>();
        var unpaid = new List<int>();
        for (int frame = 0; frame < Bounds.Frames; frame++)
        {
            if (!Allocated[frame] && before.Allocated[frame])
            {
                freed.Add(frame);
            }
            else if (State.Payers[frame] is not null && IsQuarantined(frame))
            {
                unpaid.Add(frame);
            }
        }

        if (freed.Count + unpaid.Count == 0)
        {
            return this;
        }

        ImmutableArray<int?> payers = State.Payers;
        ImmutableArray<int?> allocators = State.Allocators;
        if (_rules.Charging == "Allocator")
        {
            payers = Without(payers, freed.Concat(unpaid));
        }

        if (_recordsAllocators)
        {
            allocators = Without(allocators, freed);
        }

        return new PlainModel(
            _rules,
            Bounds,
            State with
            {
                Payers = payers,
                Allocators = allocators,
                Writers = State.Writers.RemoveRange(freed),
                SealedFrames = State.SealedFrames.Except(freed),
                Regions = !_rules.MarksStale
                    ? State.Regions
                    :
                    [
                        .. State.Regions.Select(region =>
                            region is not null && freed.Any(region.Extent.Contains)
                                ? region with { Stale = true }
                                : region),
                    ],
            },
            _recordsAllocators);
    }

    private static ImmutableArray<int?> Without(ImmutableArray<int?> names, IEnumerable<int> frames)
    {
        ImmutableArray<int?>.Builder left = names.ToBuilder();
        foreach (int frame in frames)
        {
            left[frame] = null;
        }

        return left.ToImmutable();
    }

    // What becomes of an alias when its parent is destroyed.
    private static AliasFate FateOf(PlainState state, int alias, PlainFates fates)
    {
        PlainDataspace dataspace = state.Dataspaces[alias]!;
        PlainDataspace parent = state.Dataspaces[dataspace.Parent!.Value]!;
        return fates.Alias(dataspace.Owner == parent.Owner ? Kinship.Own : Kinship.Foreign);
    }

    // What becomes of a region when its dataspace is destroyed.
    private static MappingFate FateOf(PlainState state, PlainRegion region, PlainFates fates) =>
        fates.Mapping(region.Session == state.Dataspaces[region.Dataspace!.Value]!.Owner
            ? Kinship.Own
            : Kinship.Foreign);

    private Kinship KinshipOf(int session, int slot) =>
        State.Dataspaces[slot]!.Owner == session ? Kinship.Own : Kinship.Foreign;

    private static ILookup<int, PlainRegion> RegionsByDataspace(ImmutableArray<PlainRegion?> regions) =>
        regions.Where(region => region?.Dataspace is not null).ToLookup(region => region!.Dataspace!.Value)!;

    private static ILookup<int, int> AliasesByParent(PlainState state) =>
        Enumerable.Range(0, state.Dataspaces.Length)
            .Where(slot => state.Dataspaces[slot]?.Parent is not null)
            .ToLookup(slot => state.Dataspaces[slot]!.Parent!.Value);

    private static List<int> DescendantsOf(PlainState state, int slot) => DescendantsOf(AliasesByParent(state), slot);

    private static List<int> DescendantsOf(ILookup<int, int> aliases, int slot)
    {
        var descendants = new List<int>(aliases[slot]);
        for (int next = 0; next < descendants.Count; next++)
        {
            descendants.AddRange(aliases[descendants[next]]);
        }

        return descendants;
    }

    private static void RemoveUntilStable(HashSet<int> slots, Predicate<int> mustGo, Action<int>? andThen = null)
    {
        bool changed;
        do
        {
            changed = false;
            foreach (int slot in slots.OrderDescending().ToArray())
            {
                if (mustGo(slot))
                {
                    slots.Remove(slot);
                    andThen?.Invoke(slot);
                    changed = true;
                }
            }
        }
        while (changed);
    }
}
