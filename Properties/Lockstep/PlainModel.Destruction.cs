using System.Collections.Immutable;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <content>'Destroying a set' of section 5, step by step and by its numbers.</content>
internal sealed partial class PlainModel
{
    private PlainState Destroyed(PlainState state, IEnumerable<int> destroyed, Func<Kinship, AliasFate> rule)
    {
        ILookup<int, int> aliases = AliasesByParent(state);
        IEnumerable<int> Aliases(int parent, AliasFate fate) =>
            aliases[parent].Where(alias => FateOf(state, alias, rule) == fate);

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
        RemoveUntilStable(pinned, slot => !Aliases(slot, AliasFate.Pinning)
            .Any(alias => !doomed.Contains(alias) || pinned.Contains(alias)));
        var gone = new HashSet<int>(doomed.Except(pinned));

        // 4. Re-parenting.
        ImmutableArray<PlainDataspace?>.Builder dataspaces = state.Dataspaces.ToBuilder();
        for (int slot = 0; slot < dataspaces.Count; slot++)
        {
            if (dataspaces[slot] is { Parent: { } parent } orphan && !gone.Contains(slot) && gone.Contains(parent))
            {
                int? ancestor = null;
                if (FateOf(state, slot, rule) == AliasFate.Adopted)
                {
                    ancestor = parent;
                    while (ancestor is { } dead && gone.Contains(dead))
                    {
                        ancestor = state.Dataspaces[dead]!.Parent;
                    }
                }

                dataspaces[slot] = orphan with { Parent = ancestor };
            }
        }

        // 5. Clean-up.
        ILookup<int, int> aliasesLeft = AliasesByParent(state with { Dataspaces = dataspaces.ToImmutable() });
        var zombies = new HashSet<int>(pinned);
        zombies.UnionWith(Enumerable.Range(0, dataspaces.Count)
            .Where(slot => dataspaces[slot] is { Life: Life.Zombie } && !gone.Contains(slot)));
        RemoveUntilStable(zombies, slot => aliasesLeft[slot].All(gone.Contains), slot => gone.Add(slot));
        pinned.ExceptWith(gone);

        // 6. Regions.
        var cut = new HashSet<int>([.. gone, .. pinned, .. hollowed]);
        ImmutableArray<PlainRegion?> regions =
            [.. state.Regions.Select(region => region is null || cut.Contains(region.Dataspace) ? null : region)];

        // 7. What becomes of whom.
        foreach (int slot in pinned)
        {
            dataspaces[slot] = dataspaces[slot]! with { Life = Life.Zombie, Holders = [] };
        }

        foreach (int slot in hollowed)
        {
            dataspaces[slot] = dataspaces[slot]! with { Life = Life.Hollow };
        }

        foreach (int slot in gone)
        {
            dataspaces[slot] = null;
        }

        return WithoutWritersOfFreeFrames(
            state with { Dataspaces = dataspaces.ToImmutable(), Regions = regions });
    }

    private PlainState WithoutWritersOfFreeFrames(PlainState state)
    {
        if (state.Writers.IsEmpty)
        {
            return state;
        }

        bool[] allocated = new PlainModel(_rules, Bounds, state).WhatIsAllocated();
        return state with { Writers = state.Writers.RemoveRange(state.Writers.Keys.Where(frame => !allocated[frame])) };
    }

    // What becomes of an alias when its parent is destroyed.
    private static AliasFate FateOf(PlainState state, int alias, Func<Kinship, AliasFate> rule)
    {
        PlainDataspace dataspace = state.Dataspaces[alias]!;
        PlainDataspace parent = state.Dataspaces[dataspace.Parent!.Value]!;
        return rule(dataspace.Owner == parent.Owner ? Kinship.Own : Kinship.Foreign);
    }

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
