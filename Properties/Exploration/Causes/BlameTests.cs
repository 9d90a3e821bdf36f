using System.Collections.Concurrent;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>What is blamed at the end of a trace is what makes the requirement false.</summary>
public sealed class BlameTests
{
    private const int MostStates = 1024;

    // What no policy violates: two that every policy keeps by what an alias is, two that guard the model itself.
    private static readonly string[] NeverViolated =
        ["AliasWithinParent", "FrameConservation", "FreshMemoryIsZero", "NoPermissionEscalation"];

    private static readonly Scope[] Scopes =
    [
        Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Contents = true },
        Scope.Uniform(1, 2, 2, quota: 1, operations: OperationKinds.All) with { Sharing = Sharing.Delegated },
        Scope.Uniform(
            1,
            2,
            2,
            quota: 1,
            regions: 1,
            operations: OperationKinds.Of(
                OperationKind.Alloc, OperationKind.Alias, OperationKind.Attach, OperationKind.Free, OperationKind.Seal))
            with { RecordsAllocators = true },
        Scope.Uniform(
            2,
            2,
            2,
            quota: 1,
            operations: OperationKinds.Of(
                OperationKind.Alloc, OperationKind.Alias, OperationKind.Free, OperationKind.Donate)),
    ];

    private static readonly Scope Pair = Scope.Uniform(2, 2, 3, quota: 2, regions: 1);

    [Fact]
    public void What_is_blamed_is_what_makes_each_requirement_false()
    {
        var violated = new ConcurrentDictionary<string, int>();
        Parallel.ForEach(PoliciesInScopes(), at => Tables.With(at.Policy, at.Scope, model =>
        {
            PolicyResult result = ModelExplorer.ExploreTabled(
                at.Policy,
                at.Scope,
                Catalog.Requirements,
                exchanges: false,
                new SearchLimits { MaximalStates = MostStates },
                new SearchProgress(),
                default);
            foreach (RequirementResult found in result.Requirements.Where(found => found.Trace is not null))
            {
                Blame? blame = Blame.Of(model, found.Requirement, found.Trace!, MostStates);
                if (found.Requirement is StatePossibility or StepPossibility)
                {
                    Assert.Null(blame);
                    continue;
                }

                Assert.NotNull(blame);
                violated.AddOrUpdate(found.Requirement.Name, 1, static (_, times) => times + 1);
                string said = $"{found.Requirement.Name} under {at.Policy}: {blame.Text} ({blame})";
                Assert.True(NamesSomething(blame), said);
                Assert.NotEqual(found.Requirement.Meaning, blame.Text);
                Assert.DoesNotContain(found.Requirement.Name, blame.Text, StringComparison.Ordinal);
                Assert.Matches("^[A-Zsrd][^{}]*[^ ]\\.$", blame.Text);
                Assert.True(IsTheCause(model, found.Requirement, found.Trace!, blame), said);
            }
        }));
        Assert.Equal(
            Catalog.Requirements.Where(one => one is Invariant or StepRequirement or BranchingRequirement)
                .Select(one => one.Name).Except(violated.Keys).Order(StringComparer.Ordinal),
            NeverViolated);
    }

    [Fact]
    public void A_pinned_frame_is_told_with_what_pins_it()
    {
        IModel pin = ModelOf("Pin", "Holder", Pair);
        Trace trace = Of(
            pin, Operation.Alloc(S0, 2), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0));
        Blame blame = Blame.Of(pin, Requirement("NoStrandedFrames"), trace)!;
        Assert.Equal(
            "Frame 1 is allocated and no live dataspace covers it: zombie d0 of s0 keeps it.", blame.Text);
        Assert.Equal(
            new Blame(blame.Text, FrameSet.Of(new Frame(1)), DataspaceSet.Of(D0), default, default), blame);
        Assert.Equal(
            "s0 alone cannot bring its charge to nothing: whatever it does, it is charged for frames 0 and 1, which "
            + "only zombie d0 of s0 and d1 of s1 keep.",
            Blame.Of(pin, Requirement("SelfReclaim"), trace)!.Text);
        Assert.Equal(
            "s0 pays for frames 0 and 1, which no live dataspace of its own covers: zombie d0 of s0 and d1 of s1 keep "
            + "them.",
            Blame.Of(pin, Requirement("PaysOnlyForOwn"), trace)!.Text);
    }

    [Fact]
    public void A_charge_that_another_session_keeps_is_told_with_what_keeps_it()
    {
        IModel model = ModelOf("FirstClass", "Allocator", Pair);
        Trace trace = Of(
            model, Operation.Alloc(S0, 2), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0));
        Assert.Equal(
            "s0 alone cannot bring its charge to nothing: whatever it does, it is charged for frame 0, which only d1 "
            + "of s1 keeps.",
            Blame.Of(model, Requirement("SelfReclaim"), trace)!.Text);
        Assert.Equal(
            "s0 alone cannot bring its charge to nothing: it is charged for frame 0, which only d1 of s1 keeps.",
            Blame.Of(model, Requirement("SelfReclaim"), trace, maximalStates: 1)!.Text);
        Assert.Null(Blame.Of(model, Requirement("NoStrandedFrames"), trace));
        Assert.Null(Blame.Of(model, Requirement("NoStrandedFrames"), Of(model)));
        Assert.Null(Blame.Of(model, Requirement("FreeSucceeds"), Of(model)));
        Assert.Null(Blame.Of(model, Requirement("CanShare"), trace));
    }

    [Fact]
    public void A_cascade_is_told_with_its_victims()
    {
        IModel model = ModelOf("Cascade", "Holder", Pair);
        Trace trace = Of(
            model, Operation.Alloc(S0, 1), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0));
        Assert.Equal(
            "Free(s0, d0) took d1 away, which s1 owns.",
            Blame.Of(model, Requirement("NoForeignRevocation"), trace)!.Text);
        Assert.Equal(
            "Free(s0, d0) took 2 live dataspaces away: d0 of s0 and d1 of s1.",
            Blame.Of(model, Requirement("FreeIsConstant"), trace)!.Text);
    }

    [Fact]
    public void What_no_policy_does_is_blamed_in_states_made_by_hand()
    {
        IModel model = ModelOf("FirstClass", "Allocator", WithContents);
        State state = default;
        state.Place(D0, S0, Extent.Of(0, 2), parent: default, writable: false);
        state.Place(D1, S1, Extent.Of(1, 2), DataspaceSet.Of(D0), writable: true);
        Assert.Equal("d1 shows frame 2, which its parent d0 does not.", BlameIn("AliasWithinParent").Text);
        Assert.Equal("d1 is writable and its parent d0 is not.", BlameIn("NoPermissionEscalation").Text);
        Assert.Equal(DataspaceSet.Of(D1), BlameIn("NoPermissionEscalation").Dataspaces);
        Assert.Equal("Frames 0, 1 and 2 are allocated and no payer is on record.", BlameIn("FrameConservation").Text);
        state.SetPayer(S0, FrameSet.First(4));
        Assert.Equal("Frame 3 is free and a payer is on record.", BlameIn("FrameConservation").Text);
        state.SetPayer(S0, FrameSet.First(3));
        state.SetWriter(S1, FrameSet.First(1));
        Ledger ledger = model.Audit(in state);
        var view = new StateView(model, in state, in ledger);
        Blame blame = Blame.OfStep(
            (StepRequirement)Requirement("FreshMemoryIsZero"),
            new StepView(view, Operation.Alloc(S0, 2), Outcome.Made(D0.Index), view))!;
        Assert.Equal("d0, fresh from Alloc(s0, 2), shows in frame 0 what s1 wrote.", blame.Text);
        Assert.Equal((FrameSet.First(1), SessionSet.Of(S1)), (blame.Frames, blame.Sessions));

        Blame BlameIn(string invariant)
        {
            Ledger ledger = model.Audit(in state);
            return Blame.OfState((Invariant)Requirement(invariant), new StateView(model, in state, in ledger))!;
        }
    }

    [Fact]
    public void A_requirement_of_which_nothing_is_known_has_its_name_told()
    {
        IModel model = ModelOf("FirstClass", "Holder", Pair);
        Trace trace = Of(model, Operation.Alloc(S0, 1));
        Assert.Equal(
            new Blame(
                "Newest does not hold in the state at the end.",
                FrameSet.First(1),
                default,
                default,
                default),
            Blame.Of(model, new Invariant("Newest", "New.", static (in StateView _) => false), trace));
        Assert.Equal(
            "Alloc(s0, 1) breaks Newest.",
            Blame.Of(
                model,
                new StepRequirement("Newest", "New.", OperationKinds.All, static (in StepView _) => false),
                trace)!.Text);
        Assert.Equal(
            "There is no way.",
            Blame.Of(
                model,
                new BranchingRequirement(
                    "Newest",
                    "New.",
                    static _ => [new Goal(static (in StateView _) => false, static _ => true, "there is no way")]),
                trace)!.Text);
    }

    // Each lifetime with each charging policy, each of these on a platform and with a sealing policy of its own.
    private static IEnumerable<(PolicyName Policy, Scope Scope)> PoliciesInScopes() =>
        from scope in Scopes
        from charging in Catalog.Chargings.Index()
        from lifetime in Catalog.Lifetimes
        let platform = Catalog.Platforms[charging.Index % Catalog.Platforms.Length]
        let sealing = Catalog.Sealings[charging.Index % Catalog.Sealings.Length]
        select (new PolicyName(lifetime.Name, charging.Item.Name, platform.Name, sealing.Name), scope);

    private static bool NamesSomething(Blame blame) =>
        !(blame.Frames.IsEmpty && blame.Dataspaces.IsEmpty && blame.Regions.IsEmpty && blame.Sessions.IsEmpty);

    // Whether what is blamed is what the definition in docs/semantics.md, section 8, fails for.
    private static bool IsTheCause(IModel model, Requirement requirement, Trace trace, Blame blame)
    {
        State[] states = [.. trace.States(model)];
        State before = states.Length > 1 ? states[^2] : default;
        State after = states[^1];
        Ledger ledgerBefore = model.Audit(in before);
        Ledger ledger = model.Audit(in after);
        Operation last = trace.Steps.IsEmpty ? default : trace.Steps[^1].Operation;
        FrameSet covered = after.FramesOf(after.Live);
        DataspaceSet taken = before.Live - after.Live;
        RegionId made = new(Math.Max(trace.Steps.IsEmpty ? 0 : trace.Steps[^1].Outcome.Slot, 0));
        SessionId[] sessions = [.. Enumerable.Range(0, model.Scope.Sessions).Select(index => new SessionId(index))];
        return requirement.Name switch
        {
            "QuotaRespected" or "DonationReturns" => blame.Sessions == Those(
                session => ledger.UsedBy(session) > model.QuotaOf(in after, session)
                    && (requirement is Invariant || session != last.Session)),
            "NoFreeMemory" => blame.Frames == ledger.Allocated - Frames(frame => Charges(frame) > 0),
            "NoDoubleCharge" => blame.Frames == Frames(frame => Charges(frame) > 1),
            "PaysOnlyForOwn" => blame.Frames == Frames(frame => sessions.Any(session => PaysTooOften(session, frame)))
                && blame.Sessions == Those(session => Indices().Any(frame => PaysTooOften(session, frame))),
            "QuotaBacksMemory" => blame.Frames <= ledger.Allocated
                && blame.Sessions == Those(session => ledger.UsedBy(session) < model.QuotaOf(in after, session)),
            "NoStrandedFrames" => blame.Frames == ledger.Allocated - covered
                && blame.Frames <= (after.FramesOf(blame.Regions) | Pinned(blame.Dataspaces)),
            "AlwaysBacked" => blame.Dataspaces == after.Hollow,
            "NoAccessAfterFree" => blame.Regions
                == after.Regions - after.RegionsThrough(after.Live),
            "NoStaleAccess" => after.StaleRegions <= blame.Regions
                && after.FramesOf(after.Regions) - ledger.Allocated <= after.FramesOf(blame.Regions),
            "SealIsFinal" => blame.Frames
                == (after.FramesOf(after.WritableRegions) & after.FramesOf(after.Sealed & after.Live)),
            "FreeSucceeds" or "SealSucceeds" => !trace.Steps[^1].Outcome.IsGranted
                && blame.Dataspaces.Contains(last.Dataspace)
                && (blame.Dataspaces.Count > 1 || !blame.Regions.IsEmpty || !blame.Sessions.IsEmpty),
            "FreeIsConstant" => blame.Dataspaces == taken && taken.Count > 1,
            "NoForeignRevocation" or "NoForeignRevocationByClose" =>
                blame.Dataspaces == taken - before.OwnedBy(last.Session)
                && blame.Sessions == Those(session => before.OwnedBy(session).Overlaps(blame.Dataspaces)),
            "NoForeignCharge" => blame.Sessions == Those(
                session => session != last.Session && ledger.UsedBy(session) > ledgerBefore.UsedBy(session)),
            "CloseReturnsQuota" => ledger.UsedBy(last.Session) > 0
                && blame.Frames == ledger.ChargedTo(last.Session).Support,
            "ConfinedExtent" => blame.Frames
                == after.ExtentOf(made).Frames - after.ExtentOf(last.Dataspace).Frames && blame.Regions.Contains(made),
            "Confinement" or "ConfinedRight" or "SealHolds" =>
                blame.Regions == RegionSet.Of(made) && blame.Dataspaces.Contains(last.Dataspace),
            "FreeEndsAccess" => !blame.Frames.IsEmpty && !blame.Sessions.Contains(last.Session)
                && blame.Frames <= before.ExtentOf(last.Dataspace).Frames
                && !(blame.Dataspaces.IsEmpty && blame.Regions.IsEmpty),
            "FreeReleases" => blame.Frames
                == (before.ExtentOf(last.Dataspace).Frames & (ledger.Allocated - ledger.Quarantined)),
            "NoForeignUnmapping" => !blame.Regions.IsEmpty
                && !blame.Regions.Overlaps(before.RegionsOf(last.Session)),
            "NoForeignWithdrawal" => sessions.Any(session => blame.Sessions.Contains(session)
                && (blame.Dataspaces & before.HeldBy(session)) - (after.HeldBy(session) & after.Live) != default),
            "SelfReclaim" => blame.Sessions.Count == 1
                && blame.Frames <= ledger.ChargedTo(blame.Sessions.Lowest).Support
                && ledger.UsedBy(blame.Sessions.Lowest) > 0,
            "MemoryReclaim" => blame.Sessions.Count == 1 && !blame.Frames.IsEmpty
                && blame.Frames <= after.AllocatedBy(blame.Sessions.Lowest),
            "Recoverable" => blame.Dataspaces <= after.Occupied && blame.Regions <= after.Regions,
            _ => false,
        };

        SessionSet Those(Func<SessionId, bool> which)
        {
            SessionSet those = default;
            foreach (SessionId session in sessions.Where(which))
            {
                those += session;
            }

            return those;
        }

        IEnumerable<Frame> Indices() => Enumerable.Range(0, model.Scope.Frames).Select(index => new Frame(index));

        FrameSet Frames(Func<Frame, bool> which) =>
            Indices().Where(which).Aggregate(default(FrameSet), static (set, frame) => set + frame);

        int Charges(Frame frame) => sessions.Sum(session => ledger.ChargedTo(session).CountOf(frame));

        bool PaysTooOften(SessionId session, Frame frame) =>
            ledger.ChargedTo(session).CountOf(frame)
            > after.CoverOf(after.OwnedBy(session) & after.Live).CountOf(frame);

        FrameSet Pinned(DataspaceSet dataspaces)
        {
            FrameSet pinned = default;
            foreach (DataspaceId dataspace in dataspaces)
            {
                pinned |= after.ExtentOf(dataspace).Frames | after.BlockOf(dataspace).Frames;
            }

            return pinned;
        }
    }
}
