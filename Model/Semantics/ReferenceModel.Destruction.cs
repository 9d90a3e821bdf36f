using System.Runtime.CompilerServices;

using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <content>
/// The mechanism behind Free, Revoke and Close. It destroys a set of dataspaces at once, so that the result cannot
/// depend on an order, and asks a rule for the fate of each use of what is destroyed.
/// </content>
public readonly partial struct ReferenceModel<TLifetime, TCharging, TPlatform, TSealing>
{
    private interface IRule
    {
        static abstract CapabilityFate Capability { get; }

        static abstract AliasFate Of(Kinship kinship);

        static abstract MappingFate Mapping(Kinship kinship);
    }

    // What a holder keeps from being destroyed gets it: the lowest session beside the owner.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DataspaceSet Pass<TRule>(ref State state, DataspaceSet doomed)
        where TRule : struct, IRule =>
        _delegated && TRule.Capability == CapabilityFate.Passing ? PassSome(ref state, doomed) : default;

    private static DataspaceSet PassSome(ref State state, DataspaceSet doomed)
    {
        DataspaceSet passed = default;
        foreach (DataspaceId dataspace in doomed & state.Nameable)
        {
            SessionSet heirs = state.HoldersOf(dataspace) - state.OwnerOf(dataspace);
            if (!heirs.IsEmpty)
            {
                state.SetOwner(dataspace, heirs.Lowest);
                state.SetHolders(dataspace, heirs);
                passed += dataspace;
            }
        }

        return passed;
    }

    // The seven steps of docs/semantics.md, section 5.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Destroy<TRule>(ref State state, DataspaceSet doomed)
        where TRule : struct, IRule
    {
        doomed = Closure<TRule>(in state, doomed);
        DataspaceSet hollowed = HollowedBelow<TRule>(in state, doomed);
        DataspaceSet pinned = PinnedAmong<TRule>(in state, doomed);
        Reparent<TRule>(ref state, gone: doomed - pinned, pinned);
        EndRegions<TRule>(ref state, lost: (doomed - pinned) | hollowed, pinned);
        DataspaceSet gone = WithUnkept<TRule>(in state, gone: doomed - pinned, pinned);
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

    // 3. The doomed that must stay as zombies: those with a pinning alias that itself stays, or with a region that
    // keeps them. The greatest such set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DataspaceSet PinnedAmong<TRule>(in State state, DataspaceSet doomed)
        where TRule : struct, IRule =>
        Rule<TRule>.Uses(AliasFate.Pinning) || Rule<TRule>.Uses(MappingFate.Keeping)
            ? GreatestPinned<TRule>(in state, doomed)
            : default;

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
                if (pinning <= doomed - pinned
                    && Rule<TRule>.Regions(in state, original, MappingFate.Keeping).IsEmpty)
                {
                    pinned -= dataspace;
                }
            }
        }
        while (pinned != before);

        return pinned;
    }

    // 4. Whoever loses its parent gets the nearest ancestor that is left if it is adopted, else none. What becomes a
    // zombie is lost to aliases that do not pin it just as what goes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reparent<TRule>(ref State state, DataspaceSet gone, DataspaceSet pinned)
        where TRule : struct, IRule
    {
        DataspaceSet bereft = state.ChildrenOf(gone) - gone;
        if (!pinned.IsEmpty)
        {
            bereft |= (Rule<TRule>.Aliases(in state, pinned, AliasFate.Orphaned)
                | Rule<TRule>.Aliases(in state, pinned, AliasFate.Adopted)) - gone;
        }

        if (!Rule<TRule>.Uses(AliasFate.Adopted))
        {
            state.Orphan(bereft);
            return;
        }

        // All are found before any moves, so that no order matters.
        DataspaceSet adopted = Rule<TRule>.Aliases(in state, gone | pinned, AliasFate.Adopted);
        PerDataspace<DataspaceSet> parents = default;
        foreach (DataspaceId alias in bereft & adopted)
        {
            parents[alias.Index] = FosterParentOf(in state, alias, gone | pinned);
        }

        foreach (DataspaceId alias in bereft)
        {
            state.SetParent(alias, parents[alias.Index]);
        }
    }

    private static DataspaceSet FosterParentOf(in State state, DataspaceId alias, DataspaceSet lost)
    {
        DataspaceSet parent = state.ParentOf(alias);
        while (parent.Overlaps(lost | state.Zombies))
        {
            parent = state.ParentOf(parent.Lowest);
        }

        return parent;
    }

    // 5. The regions attached through what is lost, and those that do not keep what is pinned, end as the platform ends
    // them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndRegions<TRule>(ref State state, DataspaceSet lost, DataspaceSet pinned)
        where TRule : struct, IRule
    {
        // A region that outlives its dataspace is cut off from it in step 7.
        if (TPlatform.EndOfRegions == RegionEnd.Outlives || state.Regions.IsEmpty)
        {
            return;
        }

        RegionSet ended = state.RegionsThrough(lost | pinned)
            - Rule<TRule>.Regions(in state, pinned, MappingFate.Keeping);
        if (TPlatform.EndOfRegions == RegionEnd.Unmapped)
        {
            state.Remove(ended);
        }
        else
        {
            state.ForgetDataspaces(ended);
        }
    }

    // 6. What goes, and the zombies, old and new, whose last use goes with it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DataspaceSet WithUnkept<TRule>(in State state, DataspaceSet gone, DataspaceSet pinned)
        where TRule : struct, IRule =>
        pinned.IsEmpty && state.Zombies.IsEmpty ? gone
        : WithUnkeptAmong(in state, gone, state.Zombies | pinned);

    private static DataspaceSet WithUnkeptAmong(in State state, DataspaceSet gone, DataspaceSet zombies)
    {
        DataspaceSet before;
        do
        {
            before = gone;
            foreach (DataspaceId zombie in zombies - before)
            {
                if (state.ChildrenOf(zombie) <= gone
                    && (!KnowsKeeping || state.RegionsThrough(DataspaceSet.Of(zombie)).IsEmpty))
                {
                    gone += zombie;
                }
            }
        }
        while (gone != before);

        return gone;
    }

    // What a region alone kept, after it has gone by itself.
    private void RemoveUnkeptZombies(ref State state)
    {
        if (KnowsKeeping && !state.Zombies.IsEmpty)
        {
            DataspaceSet gone = WithUnkeptAmong(in state, default, state.Zombies);
            Settle(ref state, gone, default, default);
        }
    }

    private static bool KnowsKeeping
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Rule<AtFree>.Uses(MappingFate.Keeping) || Rule<AtClose>.Uses(MappingFate.Keeping);
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

        if (TPlatform.EndOfRegions == RegionEnd.Outlives && !state.Regions.IsEmpty)
        {
            state.ForgetDataspaces(state.RegionsThrough(gone));
        }

        state.Remove(gone);
        ReleaseFrames(ref state);
    }

    // What the state records of a frame goes when nothing pins the frame any more.
    private void ReleaseFrames(ref State state)
    {
        if (!_recordsFrames && !_recordsAllocators)
        {
            return;
        }

        FrameSet pinned = TPlatform.Pinned(in state);
        if (_recordsFrames)
        {
            state.Release(pinned, TPlatform.Quarantined(in state));
        }

        if (_recordsAllocators)
        {
            state.ReleaseAllocated(pinned);
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

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static bool Uses(MappingFate fate) =>
            TRule.Mapping(Kinship.Own) == fate || TRule.Mapping(Kinship.Foreign) == fate;

        // The regions attached through some dataspaces that meet this fate when those are destroyed.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static RegionSet Regions(in State state, DataspaceSet dataspaces, MappingFate fate) =>
            Uses(fate) ? SomeRegions(in state, dataspaces, fate) : default;

        private static RegionSet SomeRegions(in State state, DataspaceSet dataspaces, MappingFate fate)
        {
            RegionSet regions = default;
            foreach (RegionId region in state.RegionsThrough(dataspaces))
            {
                bool own = state.OwnerOf(state.DataspaceOf(region).Lowest) == state.SessionOf(region);
                if (TRule.Mapping(own ? Kinship.Own : Kinship.Foreign) == fate)
                {
                    regions += region;
                }
            }

            return regions;
        }

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
        public static CapabilityFate Capability => TLifetime.CapabilityOnFree;

        public static AliasFate Of(Kinship kinship) => TLifetime.OnFree(kinship);

        public static MappingFate Mapping(Kinship kinship) => TLifetime.MappingOnFree(kinship);
    }

    private readonly struct AtClose : IRule
    {
        public static CapabilityFate Capability => TLifetime.CapabilityOnClose;

        public static AliasFate Of(Kinship kinship) => TLifetime.OnClose(kinship);

        public static MappingFate Mapping(Kinship kinship) => TLifetime.MappingOnClose(kinship);
    }

    private readonly struct AtRevoke : IRule
    {
        public static CapabilityFate Capability => CapabilityFate.Withdrawn;

        public static AliasFate Of(Kinship kinship) => AliasFate.Destroyed;

        public static MappingFate Mapping(Kinship kinship) => MappingFate.Unmapped;
    }
}
