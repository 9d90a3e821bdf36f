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

    // The seven steps of docs/semantics.md, section 5.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Destroy<TRule>(ref State state, DataspaceSet doomed)
        where TRule : struct, IRule
    {
        doomed = Closure<TRule>(in state, doomed);
        DataspaceSet hollowed = HollowedBelow<TRule>(in state, doomed);
        DataspaceSet pinned = PinnedAmong<TRule>(in state, doomed);
        Reparent<TRule>(ref state, gone: doomed - pinned);
        DataspaceSet gone = WithUnpinned<TRule>(in state, gone: doomed - pinned, pinned);
        CutRegions(ref state, gone, lost: (pinned - gone) | hollowed);
        Settle(ref state, gone, zombies: pinned - gone, hollowed);
    }

    // 1. The doomed, and below them every alias whose fate is to be destroyed with its parent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DataspaceSet Closure<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule =>
        !Rule<TRule>.Uses(AliasFate.Destroyed) ? doomed
        : Rule<TRule>.IsBlindToKinship ? doomed | state.DescendantsOf(doomed)
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

    // 2. The aliases that lose their backing, and everything below them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DataspaceSet HollowedBelow<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule =>
        Rule<TRule>.Uses(AliasFate.Hollowed) ? HollowedTreesBelow<TRule>(in state, doomed) : default;

    private static DataspaceSet HollowedTreesBelow<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule
    {
        DataspaceSet hollowed = Rule<TRule>.Aliases(in state, doomed, AliasFate.Hollowed);
        return (hollowed | state.DescendantsOf(hollowed)) - doomed;
    }

    // 3. The doomed that must stay as zombies: those with a pinning alias that itself stays. The greatest such set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DataspaceSet PinnedAmong<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule =>
        Rule<TRule>.Uses(AliasFate.Pinning) ? GreatestPinned<TRule>(in state, doomed) : default;

    private static DataspaceSet GreatestPinned<TRule>(in State state, DataspaceSet doomed)
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

    // 4. Whoever loses its parent gets the nearest ancestor that is left if it is adopted, else none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reparent<TRule>(ref State state, DataspaceSet gone)
        where TRule : struct, IRule
    {
        DataspaceSet bereft = state.ChildrenOf(gone) - gone;
        if (!Rule<TRule>.Uses(AliasFate.Adopted))
        {
            state.Orphan(bereft);
            return;
        }

        foreach (DataspaceId alias in bereft)
        {
            state.SetParent(alias, FosterParentOf<TRule>(in state, alias, gone));
        }
    }

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

    // 5. What goes, and the zombies, old and new, whose last alias goes with it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DataspaceSet WithUnpinned<TRule>(in State state, DataspaceSet gone, DataspaceSet pinned)
        where TRule : struct, IRule =>
        !Rule<TRule>.Uses(AliasFate.Pinning) && state.Zombies.IsEmpty ? gone
        : WithUnpinnedAmong(in state, gone, state.Zombies | pinned);

    private static DataspaceSet WithUnpinnedAmong(in State state, DataspaceSet gone, DataspaceSet zombies)
    {
        DataspaceSet before;
        do
        {
            before = gone;
            foreach (DataspaceId zombie in zombies - before)
            {
                if (state.ChildrenOf(zombie) <= gone)
                {
                    gone += zombie;
                }
            }
        }
        while (gone != before);

        return gone;
    }

    // 6. What becomes of the regions attached through dataspaces that are destroyed, or lost to their sessions.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CutRegions(ref State state, DataspaceSet gone, DataspaceSet lost)
    {
        if (!state.Regions.IsEmpty)
        {
            CutSomeRegions(ref state, gone, lost);
        }
    }

    private static void CutSomeRegions(ref State state, DataspaceSet gone, DataspaceSet lost)
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

    // 7. Zombies, hollow ones and empty slots; and frames that nothing pins any more are free.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Settle(ref State state, DataspaceSet gone, DataspaceSet zombies, DataspaceSet hollowed)
    {
        if (!(zombies | hollowed).IsEmpty)
        {
            state.MakeZombies(zombies);
            state.MakeHollow(hollowed);
        }

        state.Remove(gone);
        ReleaseFrames(ref state);
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
        internal static bool IsBlindToKinship
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => TRule.Of(Kinship.Own) == TRule.Of(Kinship.Foreign);
        }

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
            return IsBlindToKinship ? aliases
                : TRule.Of(Kinship.Own) == fate ? aliases & state.OwnKin
                : aliases - state.OwnKin;
        }
    }

    private readonly struct AtFree : IRule
    {
        public static AliasFate Of(Kinship kinship) => TLifetime.OnFree(kinship);
    }

    private readonly struct AtClose : IRule
    {
        public static AliasFate Of(Kinship kinship) => TLifetime.OnClose(kinship);
    }

    private readonly struct AtRevoke : IRule
    {
        public static AliasFate Of(Kinship kinship) => AliasFate.Destroyed;
    }
}
