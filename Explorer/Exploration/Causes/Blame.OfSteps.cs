using System.Globalization;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <content>What is wrong with a step, in the order of docs/semantics.md, section 8.</content>
public sealed partial record Blame
{
    /// <summary>What is wrong with a step that violates a requirement; null where it does not.</summary>
    internal static Blame? OfStep(StepRequirement requirement, in StepView step) =>
        !requirement.Concerns.Contains(step.Operation.Kind) || requirement.Holds(in step) ? null
        : requirement.Name switch
        {
            "FreeSucceeds" => RefusedFree(in step),
            "FreeIsConstant" => Cascade(in step),
            "NoForeignRevocation" or "NoForeignRevocationByClose" => ForeignRevocation(in step),
            "NoForeignCharge" => ForeignCharge(in step),
            "CloseReturnsQuota" => QuotaLeft(in step),
            "Confinement" => BeyondExtent(in step) ?? BeyondRight(in step),
            "ConfinedExtent" => BeyondExtent(in step),
            "ConfinedRight" => BeyondRight(in step),
            "SealHolds" => WriterThroughSealed(in step),
            "FreshMemoryIsZero" => Remains(in step),
            "FreeEndsAccess" => AccessLeft(in step),
            "FreeReleases" => MemoryLeft(in step),
            "NoForeignUnmapping" => ForeignUnmapping(in step),
            "NoForeignWithdrawal" => ForeignWithdrawal(in step),
            "SealSucceeds" => RefusedSeal(in step),
            "DonationReturns" => QuotaExceeded(
                step.After.Sessions - step.Actor, step.After, $"after {step.Operation} "),
            _ => null,
        } ?? Told($"{step.Operation} breaks {requirement.Name}", sessions: SessionSet.Of(step.Actor));

    private static Blame RefusedFree(in StepView step)
    {
        ref readonly State state = ref step.Before.State;
        DataspaceId freed = step.Operation.Dataspace;
        DataspaceSet children = step.Outcome.Refusal == Refusal.HasAliases ? state.ChildrenOf(freed) : default;
        RegionSet regions = step.Outcome.Refusal == Refusal.Busy
            ? state.RegionsThrough(DataspaceSet.Of(freed))
            : default;
        SessionSet holders = step.Outcome.Refusal == Refusal.Busy
            ? state.HoldersOf(freed) - state.OwnerOf(freed)
            : default;
        string why = !children.IsEmpty
            ? $": {InWords.Of(children, in state)} "
                + $"{InWords.Agreeing(children.Count, "is an alias", "are aliases")} of it"
            : !regions.IsEmpty
            ? $": {InWords.Of(regions, in state)} {InWords.Agreeing(regions.Count, "is", "are")} attached through it"
            : !holders.IsEmpty
            ? $": {InWords.Of(holders)} {InWords.Agreeing(holders.Count, "holds", "hold")} a capability for it"
            : string.Empty;
        return Told(
            $"{step.Operation} is refused with {step.Outcome.Refusal}{why}",
            dataspaces: children + freed,
            regions: regions,
            sessions: regions.IsEmpty ? holders : default);
    }

    private static Blame Cascade(in StepView step) => Told(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Operation} took {step.TakenAway.Count} live dataspaces away: ")
        + InWords.Of(step.TakenAway, in step.Before.State),
        dataspaces: step.TakenAway);

    private static Blame ForeignRevocation(in StepView step)
    {
        ref readonly State state = ref step.Before.State;
        var parts = new List<string>();
        DataspaceSet dataspaces = default;
        RegionSet regions = default;
        SessionSet owners = default;
        foreach (DataspaceId taken in step.TakenAway)
        {
            SessionId owner = state.OwnerOf(taken);
            if (step.IsForeign(owner))
            {
                parts.Add(step.After.State.Hollow.Contains(taken)
                    ? $"took the memory of {taken} away, which {owner} owns"
                    : $"took {taken} away, which {owner} owns");
                dataspaces += taken;
                owners += owner;
            }
        }

        foreach (RegionId region in state.Regions - step.After.State.Regions)
        {
            foreach (DataspaceId through in state.DataspaceOf(region) & state.Live)
            {
                if (state.SessionOf(region) != step.Actor && step.IsForeign(state.OwnerOf(through)))
                {
                    parts.Add($"unmapped {region} of {state.SessionOf(region)}, attached through {through} of "
                        + state.OwnerOf(through));
                    regions += region;
                    owners += state.OwnerOf(through);
                }
            }
        }

        return Told(
            $"{step.Operation} {InWords.Listed(parts)}", dataspaces: dataspaces, regions: regions, sessions: owners);
    }

    private static Blame ForeignCharge(in StepView step)
    {
        var parts = new List<string>();
        FrameSet frames = default;
        SessionSet sessions = default;
        foreach (SessionId session in step.Before.Sessions)
        {
            int before = step.Before.Ledger.UsedBy(session);
            int after = step.After.Ledger.UsedBy(session);
            if (after > before && step.IsForeign(session))
            {
                parts.Add(string.Create(
                    CultureInfo.InvariantCulture, $"what {session} uses from {before} to {InWords.Count(after)}"));
                frames |= Beyond(step.After.Charged(session), step.Before.Charged(session));
                sessions += session;
            }
        }

        return Told($"{step.Operation} raised {InWords.Listed(parts)}", frames, sessions: sessions);
    }

    private static Blame QuotaLeft(in StepView step)
    {
        ref readonly State state = ref step.After.State;
        FrameSet frames = step.After.Charged(step.Actor).Support;
        (DataspaceSet dataspaces, RegionSet regions) = KeepersOf(frames, in state);
        string why = frames.IsEmpty ? string.Empty
            : $": it pays for {InWords.Of(frames)}" + KeptBy(", and ", frames, dataspaces, regions, in state);
        return Told(
            $"after {step.Operation} {step.Actor} still uses "
            + $"{InWords.Count(step.After.Ledger.UsedBy(step.Actor))}{why}",
            frames,
            dataspaces,
            regions,
            SessionSet.Of(step.Actor));
    }

    private static Blame? BeyondExtent(in StepView step)
    {
        var made = new RegionId(step.Outcome.Slot);
        DataspaceId through = step.Operation.Dataspace;
        FrameSet beyond = FramesOf(made, in step.After.State) - step.After.State.ExtentOf(through).Frames;
        return beyond.IsEmpty ? null
            : Told(
                $"{step.Operation} gave {step.Actor} in {made} {InWords.Of(beyond)}, which {through} does not show",
                beyond,
                DataspaceSet.Of(through),
                RegionSet.Of(made));
    }

    private static Blame? BeyondRight(in StepView step)
    {
        var made = new RegionId(step.Outcome.Slot);
        DataspaceId through = step.Operation.Dataspace;
        string what = step.Before.State.Writable.Contains(through) ? "sealed" : "read-only";
        return step.After.State.WritableRegions.Contains(made)
            ? Told(
                $"{step.Operation} gave {step.Actor} in {made} the right to write, and {through} is {what}",
                FramesOf(made, in step.After.State),
                DataspaceSet.Of(through),
                RegionSet.Of(made))
            : null;
    }

    private static Blame WriterThroughSealed(in StepView step)
    {
        var made = new RegionId(step.Outcome.Slot);
        DataspaceId through = step.Operation.Dataspace;
        DataspaceSet original = DataspaceSet.Of(through);
        while (!original.Overlaps(step.After.State.Sealed))
        {
            original = step.After.State.ParentOf(original.Lowest);
        }

        string where = original.Contains(through) ? string.Empty : $", an ancestor of {through},";
        return Told(
            $"{step.Operation} gave {step.Actor} in {made} the right to write, and {InWords.Of(original)}{where} is "
            + "sealed",
            FramesOf(made, in step.After.State),
            original + through,
            RegionSet.Of(made));
    }

    private static Blame Remains(in StepView step)
    {
        var made = new DataspaceId(step.Outcome.Slot);
        FrameSet frames = step.After.State.Written & step.After.State.ExtentOf(made).Frames;
        SessionSet writers = default;
        foreach (SessionId session in step.After.Sessions)
        {
            writers |= step.After.State.WrittenBy(session).Overlaps(frames) ? SessionSet.Of(session) : default;
        }

        return Told(
            $"{made}, fresh from {step.Operation}, shows in {InWords.Of(frames)} what {InWords.Of(writers)} wrote",
            frames,
            DataspaceSet.Of(made),
            sessions: writers);
    }

    private static Blame AccessLeft(in StepView step)
    {
        ref readonly State state = ref step.After.State;
        FrameSet freed = step.Before.State.ExtentOf(step.Operation.Dataspace).Frames;
        var parts = new List<string>();
        FrameSet frames = default;
        DataspaceSet dataspaces = default;
        RegionSet regions = default;
        SessionSet sessions = default;
        foreach (SessionId session in step.After.Sessions)
        {
            FrameSet reached = step.After.ReachedBy(session) & freed;
            if (!step.IsUntrusted(session) || reached.IsEmpty)
            {
                continue;
            }

            DataspaceSet through = default;
            foreach (DataspaceId dataspace in (state.OwnedBy(session) | state.HeldBy(session)) & state.Live)
            {
                through |= step.After.Model.GrantOf(in state, dataspace).Extent.Frames.Overlaps(reached)
                    ? DataspaceSet.Of(dataspace)
                    : default;
            }

            RegionSet mapped = RegionsOver(reached, state.RegionsOf(session), in state);
            parts.Add($"{session} still reaches {InWords.Of(reached)} through "
                + InWords.Of(through, mapped, in state));
            frames |= reached;
            dataspaces |= through;
            regions |= mapped;
            sessions += session;
        }

        return Told(
            $"after {step.Operation} {InWords.Listed(parts)}", frames, dataspaces, regions, sessions);
    }

    private static Blame MemoryLeft(in StepView step)
    {
        ref readonly State state = ref step.After.State;
        FrameSet frames = step.Before.State.ExtentOf(step.Operation.Dataspace).Frames
            & (step.After.Ledger.Allocated - step.After.Ledger.Quarantined);
        (DataspaceSet dataspaces, RegionSet regions) = KeepersOf(frames, in state);
        return Told(
            $"after {step.Operation} {InWords.Of(frames)} {Are(frames)} still allocated"
            + KeptBy(": ", frames, dataspaces, regions, in state),
            frames,
            dataspaces,
            regions);
    }

    private static Blame ForeignUnmapping(in StepView step)
    {
        RegionSet regions = default;
        SessionSet sessions = default;
        foreach (RegionId region in step.Unmapped)
        {
            SessionId session = step.Before.State.SessionOf(region);
            if (step.IsForeign(session))
            {
                regions += region;
                sessions += session;
            }
        }

        return Told(
            $"{step.Operation} unmapped {InWords.Of(regions, in step.Before.State)}",
            step.Before.State.FramesOf(regions),
            regions: regions,
            sessions: sessions);
    }

    private static Blame ForeignWithdrawal(in StepView step)
    {
        ref readonly State before = ref step.Before.State;
        ref readonly State after = ref step.After.State;
        var parts = new List<string>();
        DataspaceSet dataspaces = default;
        SessionSet sessions = default;
        foreach (SessionId session in step.Before.Sessions)
        {
            DataspaceSet given = (before.Live & before.HeldBy(session)) - before.OwnedBy(session);
            DataspaceSet withdrawn = given - (after.HeldBy(session) & after.Live);
            if (step.IsForeign(session) && !withdrawn.IsEmpty)
            {
                parts.Add($"from {session} the capability for {InWords.Of(withdrawn, in before)}");
                dataspaces |= withdrawn;
                sessions += session;
            }
        }

        return Told(
            $"{step.Operation} took {InWords.Listed(parts)}", dataspaces: dataspaces, sessions: sessions);
    }

    private static Blame RefusedSeal(in StepView step)
    {
        ref readonly State state = ref step.Before.State;
        DataspaceId original = step.Operation.Dataspace;
        FrameSet extent = state.ExtentOf(original).Frames;
        RegionSet regions = RegionsOver(extent, state.WritableRegions, in state);
        DataspaceSet below = (state.Writable - state.Sealed) & state.Live
            & state.DescendantsOf(DataspaceSet.Of(original));
        string why = !regions.IsEmpty
            ? $": {InWords.Of(regions, in state)} can write {InWords.Of(state.FramesOf(regions) & extent)}"
            : !below.IsEmpty
            ? $": {InWords.Of(below, in state)}, made of it, {InWords.Agreeing(below.Count, "is", "are")} writable"
            : string.Empty;
        return Told(
            $"{step.Operation} is refused with {step.Outcome.Refusal}{why}",
            state.FramesOf(regions) & extent,
            below + original,
            regions);
    }
}
