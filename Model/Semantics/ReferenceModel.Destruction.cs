using System.Runtime.CompilerServices;

using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <content>
/// The mechanism behind Free, Revoke and Close. It destroys a set of dataspaces at once, so that the result cannot
/// depend on an order, and asks a rule for the fate of each alias that loses its parent.
/// </content>
public readonly partial struct ReferenceModel<TLifetime, TCharging, TPlatform>
{
    private interface IRule
    {
        static abstract AliasFate Of(Kinship kinship);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Destroy<TRule>(ref State state, DataspaceSet doomed)
        where TRule : struct, IRule
    {
        doomed = WithDestroyedAliases<TRule>(in state, doomed);
        DataspaceSet hollowed = Rule<TRule>.Uses(AliasFate.Hollowed) ? HollowedBy<TRule>(in state, doomed) : default;
        DataspaceSet zombies = Rule<TRule>.Uses(AliasFate.Pinning) ? PinnedBy<TRule>(in state, doomed) : default;
        DataspaceSet gone = doomed - zombies;

        DataspaceSet bereft = state.ChildrenOf(gone) - gone;
        if (Rule<TRule>.Uses(AliasFate.Adopted))
        {
            foreach (DataspaceId survivor in bereft)
            {
                state.SetParent(survivor, FosterParentOf<TRule>(in state, survivor, gone));
            }
        }
        else
        {
            state.Orphan(bereft);
        }

        if (Rule<TRule>.Uses(AliasFate.Pinning) || !state.Zombies.IsEmpty)
        {
            gone |= Unpinned(in state, gone, zombies);
            zombies -= gone;
        }

        if (!state.Regions.IsEmpty)
        {
            CutRegions(ref state, gone, zombies | hollowed);
        }

        if (!(zombies | hollowed).IsEmpty)
        {
            state.MakeZombies(zombies);
            state.MakeHollow(hollowed);
        }

        state.Remove(gone);
        ReleaseFrames(ref state);
    }

    // The doomed, and below them every alias whose fate is to be destroyed with its parent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DataspaceSet WithDestroyedAliases<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule =>
        !Rule<TRule>.Uses(AliasFate.Destroyed) ? doomed
        : TRule.Of(Kinship.Own) == TRule.Of(Kinship.Foreign) ? doomed | state.DescendantsOf(doomed)
        : WithSomeDestroyedAliases<TRule>(in state, doomed);

    private static DataspaceSet WithSomeDestroyedAliases<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule
    {
        DataspaceSet front = doomed;
        while (!front.IsEmpty)
        {
            front = Rule<TRule>.Aliases(in state, front, AliasFate.Destroyed) - doomed;
            doomed |= front;
        }

        return doomed;
    }

    // The aliases that lose their backing, and everything below them.
    private static DataspaceSet HollowedBy<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule
    {
        DataspaceSet hollowed = Rule<TRule>.Aliases(in state, doomed, AliasFate.Hollowed);
        return (hollowed | state.DescendantsOf(hollowed)) - doomed;
    }

    // The doomed that must stay as zombies: those with a pinning alias that itself stays. The greatest such set.
    private static DataspaceSet PinnedBy<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule
    {
        DataspaceSet pinned = doomed;
        DataspaceSet before;
        do
        {
            before = pinned;
            foreach (DataspaceId dataspace in before)
            {
                DataspaceSet original = DataspaceSet.Of(dataspace);
                DataspaceSet pinning = Rule<TRule>.Aliases(in state, original, AliasFate.Pinning);
                if (pinning <= doomed - pinned)
                {
                    pinned -= dataspace;
                }
            }
        }
        while (pinned != before);

        return pinned;
    }

    // The nearest ancestor that is left for an adopted alias; nobody for any other.
    private static DataspaceSet FosterParentOf<TRule>(in State state, DataspaceId alias, DataspaceSet gone)
        where TRule : struct, IRule
    {
        DataspaceSet parent = state.ParentOf(alias);
        if (!Rule<TRule>.Aliases(in state, parent, AliasFate.Adopted).Contains(alias))
        {
            return default;
        }

        while (parent.Overlaps(gone))
        {
            parent = state.ParentOf(parent.Lowest);
        }

        return parent;
    }

    // The zombies, old and new, whose last alias goes.
    private static DataspaceSet Unpinned(in State state, DataspaceSet gone, DataspaceSet zombies)
    {
        DataspaceSet candidates = state.Zombies | zombies;
        DataspaceSet unpinned = default;
        DataspaceSet before;
        do
        {
            before = unpinned;
            foreach (DataspaceId zombie in candidates - gone - unpinned)
            {
                if (state.ChildrenOf(zombie) <= (gone | unpinned))
                {
                    unpinned += zombie;
                }
            }
        }
        while (unpinned != before);

        return unpinned;
    }

    // What becomes of the regions attached through dataspaces that are destroyed, or lost to their sessions.
    private static void CutRegions(ref State state, DataspaceSet gone, DataspaceSet lost)
    {
        RegionSet unmapped = default;
        foreach (RegionId region in state.Regions)
        {
            DataspaceSet through = state.DataspaceOf(region);
            if (TPlatform.RegionsOutliveDataspaces)
            {
                if (through.Overlaps(gone))
                {
                    state.ForgetDataspace(region);
                }
            }
            else if (through.Overlaps(gone | lost))
            {
                unmapped += region;
            }
        }

        state.Remove(unmapped);
    }

    // What the state records of a frame goes when nothing pins the frame any more.
    private void ReleaseFrames(ref State state)
    {
        if (_recordsFrames)
        {
            state.Release(TPlatform.Pinned(in state));
        }
    }

    private static class Rule<TRule>
        where TRule : struct, IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static bool Uses(AliasFate fate) =>
            TRule.Of(Kinship.Own) == fate || TRule.Of(Kinship.Foreign) == fate;

        // The aliases of some dataspaces that meet this fate when those are destroyed.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static DataspaceSet Aliases(in State state, DataspaceSet originals, AliasFate fate)
        {
            if (!Uses(fate))
            {
                return default;
            }

            DataspaceSet aliases = state.ChildrenOf(originals);
            return TRule.Of(Kinship.Own) == TRule.Of(Kinship.Foreign) ? aliases
                : TRule.Of(Kinship.Own) == fate ? aliases & state.OwnKin
                : aliases - state.OwnKin;
        }
    }

    private readonly struct Free : IRule
    {
        public static AliasFate Of(Kinship kinship) => TLifetime.OnFree(kinship);
    }

    private readonly struct Close : IRule
    {
        public static AliasFate Of(Kinship kinship) => TLifetime.OnClose(kinship);
    }

    private readonly struct Revocation : IRule
    {
        public static AliasFate Of(Kinship kinship) => AliasFate.Destroyed;
    }
}
