using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <content>What stands in the way of a goal.</content>
public sealed partial record Blame
{
    private static Blame? OfGoals(
        BranchingRequirement requirement, in StateView at, int maximalStates, CancellationToken cancellation)
    {
        Blame? unsettled = null;
        foreach (Goal goal in requirement.Goals(at.Scope))
        {
            Approach approach = Aim.At(goal).From(at.Model, in at.State, maximalStates, cancellation);
            if (approach.Distance.Reach == Reach.Never)
            {
                return OfGoal(requirement, goal, Lasting.In(approach.States, goal.Session), isSettled: true, in at);
            }

            if (approach.Distance.Reach == Reach.NotSettled)
            {
                var present = Lasting.In(new ReachableStates(at.Model, in at.State), goal.Session);
                unsettled ??= OfGoal(requirement, goal, present, isSettled: false, in at);
            }
        }

        return unsettled;
    }

    private static Blame OfGoal(
        BranchingRequirement requirement, Goal goal, Lasting lasting, bool isSettled, in StateView at) =>
        (requirement.Name, goal.Session) switch
        {
            ("SelfReclaim", { } session) => ChargeThatStays(session, lasting, isSettled, in at),
            ("MemoryReclaim", { } session) => MemoryThatStays(session, lasting, isSettled, in at),
            ("Recoverable", null) => WhatStays(lasting, isSettled, in at),
            _ => Told(
                goal.Stuck,
                lasting.Allocated,
                lasting.Occupied,
                lasting.Regions,
                goal.Session is { } session ? SessionSet.Of(session) : default),
        };

    private static Blame ChargeThatStays(SessionId session, Lasting lasting, bool isSettled, in StateView at)
    {
        FrameSet frames = lasting.Charged;
        (DataspaceSet dataspaces, RegionSet regions) = KeepersOf(frames, lasting, in at.State);
        string what = frames.IsEmpty
            ? $"it uses {(isSettled ? "at least " : string.Empty)}{InWords.Count(lasting.Used)}"
            : $"it is charged for {InWords.Of(frames)}" + OnlyKeptBy(frames, dataspaces, regions, in at.State);
        return Told(
            $"{session} alone cannot bring its charge to nothing: {(isSettled ? "whatever it does, " : string.Empty)}"
            + what,
            frames,
            frames.IsEmpty ? lasting.Occupied & at.State.OwnedBy(session) : dataspaces,
            regions,
            SessionSet.Of(session));
    }

    private static Blame MemoryThatStays(SessionId session, Lasting lasting, bool isSettled, in StateView at)
    {
        // It may be one frame now and another one then.
        bool isSame = isSettled && !lasting.AllocatedBySession.IsEmpty;
        FrameSet frames = isSame ? lasting.AllocatedBySession : at.State.AllocatedBy(session);
        (DataspaceSet dataspaces, RegionSet regions) = KeepersOf(frames, lasting, in at.State);
        return Told(
            $"{session} alone cannot make all frames free that it allocated: "
            + (isSame
                ? $"whatever it does, {InWords.Of(frames)} {InWords.Agreeing(frames.Count, "stays", "stay")} allocated"
                : $"{InWords.Of(frames)} {Are(frames)} allocated")
            + OnlyKeptBy(frames, dataspaces, regions, in at.State),
            frames,
            dataspaces,
            regions,
            SessionSet.Of(session));
    }

    private static Blame WhatStays(Lasting lasting, bool isSettled, in StateView at)
    {
        var parts = new List<string>();
        int count = lasting.Occupied.Count + lasting.Regions.Count;
        if (count > 0)
        {
            parts.Add($"{InWords.Of(lasting.Occupied, lasting.Regions, in at.State)} "
                + InWords.Agreeing(count, "stays", "stay"));
        }

        if (!lasting.Givers.IsEmpty)
        {
            parts.Add($"what {InWords.Of(lasting.Givers)} gave away is not given back");
        }

        string what = parts.Count > 0 ? InWords.Listed(parts) : "something stays";
        SessionSet sessions = lasting.Givers;
        foreach (DataspaceId dataspace in parts.Count > 0 ? lasting.Occupied : at.State.Occupied)
        {
            sessions += at.State.OwnerOf(dataspace);
        }

        return Told(
            $"the initial state cannot be reached: {(isSettled ? "whatever is done, " : string.Empty)}{what}",
            lasting.Allocated,
            lasting.Occupied,
            lasting.Regions,
            sessions);
    }

    // What keeps the frames whatever is done.
    private static (DataspaceSet Dataspaces, RegionSet Regions) KeepersOf(
        FrameSet frames, Lasting lasting, in State state)
    {
        (DataspaceSet dataspaces, RegionSet regions) = KeepersOf(frames, in state);
        return (dataspaces & lasting.Occupied, regions & lasting.Regions);
    }

    private static string OnlyKeptBy(FrameSet frames, DataspaceSet dataspaces, RegionSet regions, in State state)
    {
        int count = dataspaces.Count + regions.Count;
        return count == 0 || frames.IsEmpty ? string.Empty
            : $", which only {InWords.Of(dataspaces, regions, in state)} {InWords.Agreeing(count, "keeps", "keep")}";
    }

    // What is the same in every state of a set. A slot that is never empty there holds one and the same object.
    private readonly record struct Lasting(
        FrameSet Allocated,
        FrameSet Charged,
        FrameSet AllocatedBySession,
        DataspaceSet Occupied,
        RegionSet Regions,
        SessionSet Givers,
        int Used)
    {
        internal static Lasting In(ReachableStates states, SessionId? session)
        {
            FrameSet frames = FrameSet.First(Frame.Capacity);
            var lasting = new Lasting(
                frames,
                frames,
                frames,
                DataspaceSet.First(DataspaceId.Capacity),
                RegionSet.First(RegionId.Capacity),
                SessionSet.First(SessionId.Capacity),
                int.MaxValue);
            for (int number = 0; number < states.Count; number++)
            {
                lasting = lasting.And(states.Model, in states[number], session ?? default);
            }

            return lasting;
        }

        private Lasting And(IModel model, in State state, SessionId session)
        {
            model.Audit(in state, out Ledger ledger);
            SessionSet givers = default;
            foreach (SessionId giver in Givers)
            {
                givers |= state.GivenBy(giver) > 0 ? SessionSet.Of(giver) : default;
            }

            return new Lasting(
                Allocated & ledger.Allocated,
                Charged & ledger.ChargedTo(session).Support,
                AllocatedBySession & state.AllocatedBy(session),
                Occupied & state.Occupied,
                Regions & state.Regions,
                givers,
                Math.Min(Used, ledger.UsedBy(session)));
        }
    }
}
