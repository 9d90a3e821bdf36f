using ModelCheck.Model.Requirements;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <content>What is wrong with a state, in the order of docs/semantics.md, section 8.</content>
public sealed partial record Blame
{
    /// <summary>What is wrong with a state that violates an invariant; null where it does not.</summary>
    internal static Blame? OfState(Invariant invariant, in StateView at) => invariant.Holds(in at) ? null
        : invariant.Name switch
        {
            "FrameConservation" => StrayRecord(in at),
            "AliasWithinParent" => AliasBeyondParent(in at),
            "NoPermissionEscalation" => Escalation(in at),
            "QuotaRespected" => QuotaExceeded(at.Sessions, in at),
            "NoFreeMemory" => FreeMemory(in at),
            "NoDoubleCharge" => DoubleCharge(in at),
            "PaysOnlyForOwn" => PaysForOthers(in at),
            "QuotaBacksMemory" => QuotaWithoutMemory(in at),
            "NoStrandedFrames" => StrandedFrames(in at),
            "AlwaysBacked" => Unbacked(in at),
            "NoAccessAfterFree" => AccessAfterFree(in at),
            "NoStaleAccess" => StaleAccess(in at),
            "SealIsFinal" => WriterOfSealed(in at),
            _ => null,
        } ?? Told($"{invariant.Name} does not hold in the state at the end", frames: at.Ledger.Allocated);

    private static Blame? StrayRecord(in StateView at)
    {
        ref readonly State state = ref at.State;
        FrameSet allocated = at.Ledger.Allocated;
        FrameSet shown = state.FramesOf(state.Live) - allocated;
        FrameSet paid = state.Paid - allocated;
        FrameSet quarantined = state.Paid & at.Ledger.Quarantined;
        FrameSet unpaid = at.Model.Shape.Payers ? allocated - at.Ledger.Quarantined - state.Paid : default;
        FrameSet written = state.Written - allocated;
        FrameSet sealedBlocks = state.SealedBlocks - allocated;
        return !shown.IsEmpty
            ? Told(
                $"{InWords.Of(shown)} {Are(shown)} free, though "
                + $"{InWords.Of(DataspacesOver(shown, state.Live, in state), in state)} shows {It(shown)}",
                shown,
                DataspacesOver(shown, state.Live, in state))
            : !unpaid.IsEmpty ? Told($"{InWords.Of(unpaid)} {Are(unpaid)} allocated and no payer is on record", unpaid)
            : !paid.IsEmpty ? Told($"{InWords.Of(paid)} {Are(paid)} free and a payer is on record", paid)
            : !quarantined.IsEmpty
            ? Told($"{InWords.Of(quarantined)} {Are(quarantined)} in quarantine and a payer is on record", quarantined)
            : !written.IsEmpty ? Told($"{InWords.Of(written)} {Are(written)} free and a writer is on record", written)
            : !sealedBlocks.IsEmpty
            ? Told($"{InWords.Of(sealedBlocks)} {Are(sealedBlocks)} free and a seal is on record", sealedBlocks)
            : null;
    }

    private static Blame AliasBeyondParent(in StateView at)
    {
        var parts = new List<string>();
        FrameSet frames = default;
        DataspaceSet aliases = default;
        foreach (DataspaceId alias in at.State.ChildrenOf(DataspaceSet.First(DataspaceId.Capacity)))
        {
            DataspaceId parent = at.State.ParentOf(alias).Lowest;
            FrameSet beyond = at.State.ExtentOf(alias).Frames - at.State.ExtentOf(parent).Frames;
            if (!beyond.IsEmpty)
            {
                parts.Add($"{alias} shows {InWords.Of(beyond)}, which its parent {parent} does not");
                frames |= beyond;
                aliases += alias;
            }
        }

        return Told(InWords.Listed(parts), frames, aliases);
    }

    private static Blame Escalation(in StateView at)
    {
        var parts = new List<string>();
        DataspaceSet aliases = default;
        foreach (DataspaceId alias in
            at.State.ChildrenOf(DataspaceSet.First(DataspaceId.Capacity)) & at.State.Writable)
        {
            DataspaceId parent = at.State.ParentOf(alias).Lowest;
            if (!at.State.Writable.Contains(parent))
            {
                parts.Add($"{alias} is writable and its parent {parent} is not");
                aliases += alias;
            }
        }

        return Told(InWords.Listed(parts), dataspaces: aliases);
    }

    private static Blame QuotaExceeded(SessionSet sessions, in StateView at, string when = "")
    {
        var parts = new List<string>();
        FrameSet frames = default;
        SessionSet over = default;
        foreach (SessionId session in sessions)
        {
            if (at.Ledger.UsedBy(session) > at.Model.QuotaOf(in at.State, session))
            {
                parts.Add(InWords.UseOf(session, in at));
                frames |= at.Charged(session).Support;
                over += session;
            }
        }

        return Told(when + string.Join("; ", parts), frames, sessions: over);
    }

    private static FrameBag ChargesIn(in StateView at)
    {
        FrameBag charges = default;
        foreach (SessionId session in at.Sessions)
        {
            charges += at.Charged(session);
        }

        return charges;
    }

    private static Blame FreeMemory(in StateView at)
    {
        FrameSet frames = at.Ledger.Allocated - ChargesIn(in at).Support;
        (DataspaceSet dataspaces, RegionSet regions) = KeepersOf(frames, in at.State);
        return Told(
            $"{InWords.Of(frames)} {Are(frames)} charged to nobody"
            + KeptBy(", though ", frames, dataspaces, regions, in at.State),
            frames,
            dataspaces,
            regions);
    }

    private static Blame DoubleCharge(in StateView at)
    {
        FrameSet frames = ChargesIn(in at).Repeated;
        var parts = new List<string>();
        SessionSet payers = default;
        foreach (Frame frame in frames)
        {
            var charges = new List<string>();
            foreach (SessionId session in at.Sessions)
            {
                int times = at.Charged(session).CountOf(frame);
                if (times > 0)
                {
                    charges.Add($"{(times == 1 ? "once" : times == 2 ? "twice" : $"{times} times")} to {session}");
                    payers += session;
                }
            }

            parts.Add($"frame {frame.Index} is charged {InWords.Listed(charges)}");
        }

        return Told(
            string.Join("; ", parts),
            frames,
            DataspacesOver(frames, at.Model.Covering(in at.State), in at.State),
            sessions: payers);
    }

    private static Blame PaysForOthers(in StateView at)
    {
        var parts = new List<string>();
        FrameSet frames = default;
        DataspaceSet dataspaces = default;
        RegionSet regions = default;
        SessionSet payers = default;
        foreach (SessionId session in at.Sessions)
        {
            DataspaceSet own = at.State.OwnedBy(session) & at.State.Live;
            FrameSet beyond = Beyond(at.Charged(session), at.State.CoverOf(own));
            if (beyond.IsEmpty)
            {
                continue;
            }

            FrameSet uncovered = beyond - at.State.FramesOf(own);
            (DataspaceSet keeping, RegionSet showing) = KeepersOf(beyond, in at.State);
            keeping -= own;
            parts.Add(uncovered.IsEmpty
                ? $"{session} pays for {InWords.Of(beyond)} more often than its own live dataspaces cover {It(beyond)}"
                    + KeptBy(", since ", beyond, keeping, showing, in at.State)
                : $"{session} pays for {InWords.Of(uncovered)}, which no live dataspace of its own covers"
                    + KeptBy(": ", uncovered, keeping, showing, in at.State));
            frames |= beyond;
            dataspaces |= keeping;
            regions |= showing;
            payers += session;
        }

        return Told(string.Join("; ", parts), frames, dataspaces, regions, payers);
    }

    // The frames that are counted more often on the left.
    private static FrameSet Beyond(FrameBag left, FrameBag right)
    {
        FrameSet beyond = default;
        foreach (Frame frame in left.Support)
        {
            beyond |= left.CountOf(frame) > right.CountOf(frame) ? FrameSet.Of(frame) : default;
        }

        return beyond;
    }

    private static Blame QuotaWithoutMemory(in StateView at)
    {
        var parts = new List<string>();
        SessionSet sessions = default;
        foreach (SessionId session in at.Sessions)
        {
            if (at.Ledger.UsedBy(session) < at.Model.QuotaOf(in at.State, session))
            {
                parts.Add(InWords.UseOf(session, in at));
                sessions += session;
            }
        }

        // More is allocated than is charged, or else somebody uses more than its quota.
        FrameSet uncharged = at.Ledger.Allocated - ChargesIn(in at).Support;
        string why = uncharged.IsEmpty ? string.Empty
            : $"; {InWords.Of(uncharged)} {Are(uncharged)} charged to nobody";
        return Told(
            $"no frame is free, yet {InWords.Listed(parts)}{why}",
            uncharged.IsEmpty ? at.Ledger.Allocated : uncharged,
            sessions: sessions);
    }

    private static Blame StrandedFrames(in StateView at)
    {
        FrameSet frames = at.Ledger.Allocated - at.State.FramesOf(at.State.Live);
        (DataspaceSet dataspaces, RegionSet regions) = KeepersOf(frames, in at.State);
        return Told(
            $"{InWords.Of(frames)} {Are(frames)} allocated and no live dataspace covers {It(frames)}"
            + KeptBy(": ", frames, dataspaces, regions, in at.State),
            frames,
            dataspaces,
            regions);
    }

    private static Blame Unbacked(in StateView at)
    {
        var parts = new List<string>();
        SessionSet owners = default;
        foreach (DataspaceId dataspace in at.State.Hollow)
        {
            owners += at.State.OwnerOf(dataspace);
            parts.Add($"{dataspace} of {at.State.OwnerOf(dataspace)}");
        }

        return Told(
            $"{InWords.Listed(parts)} {InWords.Agreeing(parts.Count, "has", "have")} lost the memory behind "
            + InWords.Agreeing(parts.Count, "it", "them"),
            dataspaces: at.State.Hollow,
            sessions: owners);
    }

    private static Blame AccessAfterFree(in StateView at)
    {
        var parts = new List<string>();
        RegionSet regions = default;
        DataspaceSet lost = default;
        foreach (RegionId region in at.State.Regions)
        {
            DataspaceSet through = at.State.DataspaceOf(region);
            if (!through.Overlaps(at.State.Live))
            {
                parts.Add($"{region} of {at.State.SessionOf(region)} shows {InWords.Of(FramesOf(region, in at.State))}"
                    + (through.IsEmpty ? ", and the dataspace that it was attached through is gone"
                        : $", and all that is left to it is {InWords.Of(through, in at.State)}"));
                regions += region;
                lost |= through;
            }
        }

        return Told(string.Join("; ", parts), at.State.FramesOf(regions), lost, regions);
    }

    private static Blame StaleAccess(in StateView at)
    {
        var parts = new List<string>();
        FrameSet frames = default;
        RegionSet regions = default;
        DataspaceSet given = default;
        foreach (RegionId region in at.State.Regions)
        {
            FrameSet shown = FramesOf(region, in at.State);
            FrameSet free = shown - at.Ledger.Allocated;
            if (free.IsEmpty && !at.State.StaleRegions.Contains(region))
            {
                continue;
            }

            DataspaceSet others = DataspacesOver(shown, at.State.Live, in at.State) - at.State.DataspaceOf(region);
            string name = $"{region} of {at.State.SessionOf(region)} still shows ";
            parts.Add(!free.IsEmpty ? $"{name}{InWords.Of(free)}, which {Are(free)} free"
                : others.IsEmpty ? $"{name}{InWords.Of(shown)}, of which some became free meanwhile"
                : $"{name}{InWords.Of(shown)}, of which some became free and now belong to "
                    + InWords.Of(others, in at.State));
            frames |= free.IsEmpty ? shown : free;
            regions += region;
            given |= free.IsEmpty ? others : default;
        }

        return Told(string.Join("; ", parts), frames, given, regions);
    }

    private static Blame WriterOfSealed(in StateView at)
    {
        var parts = new List<string>();
        DataspaceSet sealedLive = at.State.Sealed & at.State.Live;
        FrameSet frames = default;
        DataspaceSet written = default;
        RegionSet regions = default;
        foreach (RegionId region in at.State.WritableRegions)
        {
            FrameSet shown = FramesOf(region, in at.State) & at.State.FramesOf(sealedLive);
            if (!shown.IsEmpty)
            {
                DataspaceSet over = DataspacesOver(shown, sealedLive, in at.State);
                parts.Add($"{region} of {at.State.SessionOf(region)} can write {InWords.Of(shown)} of "
                    + $"{InWords.Of(over)}, which {InWords.Agreeing(over.Count, "is", "are")} sealed");
                frames |= shown;
                written |= over;
                regions += region;
            }
        }

        return Told(string.Join("; ", parts), frames, written, regions);
    }

    private static FrameSet FramesOf(RegionId region, in State state) => state.ExtentOf(region).Frames;
}
