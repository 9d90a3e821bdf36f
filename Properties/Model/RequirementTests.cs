using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model;

/// <summary>Each requirement is kept by one state or step made by hand and broken by another close to it.</summary>
public sealed class RequirementTests
{
    private static readonly Scene Plain = new(Roomy);

    private static readonly Scene Trusting = new(Roomy with { Trusts = [SessionSet.Of(S1), default, default] });

    public static TheoryData<string, string> Kinds => new()
    {
        {
            nameof(Invariant),
            "AliasWithinParent AlwaysBacked FrameConservation NoAccessAfterFree NoDoubleCharge NoFreeMemory "
            + "NoPermissionEscalation NoStaleAccess NoStrandedFrames PaysOnlyForOwn QuotaBacksMemory QuotaRespected "
            + "SealIsFinal"
        },
        {
            nameof(StepRequirement),
            "CloseReturnsQuota ConfinedExtent ConfinedRight Confinement DonationReturns FreeEndsAccess FreeIsConstant "
            + "FreeReleases FreeSucceeds FreshMemoryIsZero NoForeignCharge NoForeignRevocation "
            + "NoForeignRevocationByClose NoForeignUnmapping NoForeignWithdrawal SealHolds SealSucceeds"
        },
        { nameof(BranchingRequirement), "MemoryReclaim Recoverable SelfReclaim" },
        { nameof(StatePossibility), "CanDowngrade CanMapTogether CanShare" },
        { nameof(StepPossibility), "CanOutlive CanReclaimPart CanRevoke CanUnmap" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_catalog_has_the_requirements_of_the_contract(string kind, string names) =>
        Assert.Equal(
            names,
            string.Join(' ', Catalog.Requirements.Where(requirement => requirement.GetType().Name == kind)
                .Select(requirement => requirement.Name).Order(StringComparer.Ordinal)));

    [Fact]
    public void AliasWithinParent_is_broken_by_a_frame_outside()
    {
        State state = With(D0, S0, Extent.Of(1, 2));
        Assert.True(Plain.Judge("AliasWithinParent", With(state, D1, S1, Extent.Of(1, 2), parent: D0)));
        Assert.True(Plain.Judge("AliasWithinParent", With(state, D1, S1, Extent.Of(0, 3))));
        Assert.False(Plain.Judge("AliasWithinParent", With(state, D1, S1, Extent.Of(0, 2), parent: D0)));
        Assert.False(Plain.Judge("AliasWithinParent", With(state, D1, S1, Extent.Of(2, 2), parent: D0)));
    }

    [Fact]
    public void NoPermissionEscalation_is_broken_by_a_writable_alias_of_a_read_only_dataspace()
    {
        State writable = With(D0, S0, Extent.Of(0, 2));
        State readOnly = With(default, D0, S0, Extent.Of(0, 2), writable: Ro);
        Assert.True(Plain.Judge("NoPermissionEscalation", With(writable, D1, S1, Extent.Of(0, 1), parent: D0)));
        Assert.True(Plain.Judge("NoPermissionEscalation", With(readOnly, D1, S1, Extent.Of(0, 1), parent: D0, Ro)));
        Assert.True(Plain.Judge("NoPermissionEscalation", With(readOnly, D1, S1, Extent.Of(0, 1))));
        Assert.False(Plain.Judge("NoPermissionEscalation", With(readOnly, D1, S1, Extent.Of(0, 1), parent: D0)));
    }

    [Fact]
    public void FrameConservation_is_broken_by_a_record_of_a_frame_that_nothing_pins_and_by_a_missing_one()
    {
        var paying = new Scene(Roomy, charging: "Allocator");
        State unpaid = With(D0, S0, Extent.Of(0, 2));
        State paid = unpaid;
        paid.SetPayer(S0, FrameSet.First(2));
        State tooMuch = paid;
        tooMuch.SetPayer(S1, FrameSet.Of(new Frame(3)));
        Assert.True(paying.Judge("FrameConservation", paid));
        Assert.False(paying.Judge("FrameConservation", unpaid));
        Assert.False(paying.Judge("FrameConservation", tooMuch));
        Assert.True(Plain.Judge("FrameConservation", unpaid));

        State written = unpaid;
        written.SetWriter(S1, FrameSet.Of(new Frame(1)));
        Assert.True(Plain.Judge("FrameConservation", written));
        written.SetWriter(S1, FrameSet.Of(new Frame(2)));
        Assert.False(Plain.Judge("FrameConservation", written));

        State sealedBlock = unpaid;
        sealedBlock.SealBlocks(FrameSet.First(2));
        Assert.True(Plain.Judge("FrameConservation", sealedBlock));
        sealedBlock.SealBlocks(FrameSet.First(3));
        Assert.False(Plain.Judge("FrameConservation", sealedBlock));
    }

    [Fact]
    public void QuotaRespected_is_broken_by_one_frame_too_many()
    {
        var scene = new Scene(Roomy with { Quotas = [16, 2, 16] });
        Assert.True(scene.Judge("QuotaRespected", With(D0, S1, Extent.Of(0, 2))));
        Assert.False(scene.Judge("QuotaRespected", With(D0, S1, Extent.Of(0, 3))));
        Assert.True(scene.Judge("QuotaRespected", With(D0, S0, Extent.Of(0, 3))));
    }

    [Fact]
    public void NoFreeMemory_is_broken_by_a_frame_that_nobody_pays()
    {
        var scene = new Scene(Roomy, charging: "Nobody");
        State alias = With(D1, S1, Extent.Of(0, 2));
        alias.MarkAlias(D1);
        Assert.False(scene.Judge("NoFreeMemory", alias));
        Assert.False(scene.Judge("NoFreeMemory", With(alias, D0, S0, Extent.Of(0, 1))));
        Assert.True(scene.Judge("NoFreeMemory", With(alias, D0, S0, Extent.Of(0, 2))));
    }

    [Fact]
    public void NoDoubleCharge_is_broken_by_two_payers_and_by_one_who_pays_twice()
    {
        State state = With(D0, S0, Extent.Of(0, 2));
        Assert.True(Plain.Judge("NoDoubleCharge", With(state, D1, S1, Extent.Of(2, 1))));
        Assert.False(Plain.Judge("NoDoubleCharge", With(state, D1, S1, Extent.Of(1, 2))));
        Assert.False(Plain.Judge("NoDoubleCharge", With(state, D1, S0, Extent.Of(1, 1))));
    }

    [Fact]
    public void PaysOnlyForOwn_is_broken_by_the_charge_for_a_zombie()
    {
        State state = With(With(D0, S0, Extent.Of(0, 2)), D1, S0, Extent.Of(0, 1), parent: D0);
        Assert.True(Plain.Judge("PaysOnlyForOwn", state));
        Assert.False(Plain.Judge("PaysOnlyForOwn", Zombie(state, D0)));

        // The payer on record has no dataspace of its own over the frame, only another session has.
        State foreign = With(D0, S1, Extent.Of(0, 1));
        foreign.SetPayer(S0, FrameSet.First(1));
        Assert.False(new Scene(Roomy, charging: "Allocator").Judge("PaysOnlyForOwn", foreign));
    }

    [Fact]
    public void QuotaBacksMemory_is_broken_by_quota_without_a_free_frame()
    {
        var scene = new Scene(Scope.Uniform(4, 2, 4, quota: 2));
        State full = With(With(D0, S0, Extent.Of(0, 2)), D1, S1, Extent.Of(2, 2));
        Assert.Null(scene.ObstacleTo("QuotaBacksMemory"));
        Assert.True(scene.Judge("QuotaBacksMemory", full));
        Assert.True(scene.Judge("QuotaBacksMemory", With(D0, S0, Extent.Of(0, 3))));
        Assert.False(scene.Judge("QuotaBacksMemory", With(D0, S0, Extent.Of(0, 4))));
        Assert.NotNull(new Scene(Scope.Uniform(4, 2, 4, quota: 3)).ObstacleTo("QuotaBacksMemory"));
    }

    [Fact]
    public void NoStrandedFrames_is_broken_by_a_zombie_wider_than_what_is_live()
    {
        State state = With(With(D0, S0, Extent.Of(0, 2)), D1, S1, Extent.Of(0, 1), parent: D0);
        Assert.True(Plain.Judge("NoStrandedFrames", state));
        Assert.False(Plain.Judge("NoStrandedFrames", Zombie(state, D0)));
        Assert.True(Plain.Judge("NoStrandedFrames", Zombie(With(state, D2, S1, Extent.Of(1, 1), parent: D0), D0)));
    }

    [Fact]
    public void AlwaysBacked_is_broken_by_a_hollow_dataspace()
    {
        State state = With(D0, S0, Extent.Of(0, 1));
        Assert.True(Plain.Judge("AlwaysBacked", state));
        state.MakeHollow(DataspaceSet.Of(D0));
        Assert.False(Plain.Judge("AlwaysBacked", state));
    }

    [Fact]
    public void NoAccessAfterFree_is_broken_by_a_region_over_what_is_gone()
    {
        State state = WithRegion(With(D0, S0, Extent.Of(0, 1)), R0, S1, D0, Extent.Of(0, 1));
        Assert.True(Plain.Judge("NoAccessAfterFree", state));
        state.ForgetDataspaces(RegionSet.Of(R0));
        Assert.False(Plain.Judge("NoAccessAfterFree", state));
        Assert.NotNull(new Scene(Roomy with { Regions = 0 }).ObstacleTo("NoAccessAfterFree"));
    }

    [Fact]
    public void NoAccessAfterFree_is_broken_by_one_region_through_what_is_not_live()
    {
        State state = With(With(D0, S0, Extent.Of(0, 2)), D1, S1, Extent.Of(0, 1), parent: D0);
        state = WithRegion(WithRegion(state, R0, S1, D0, Extent.Of(0, 2)), R1, S2, D1, Extent.Of(0, 1));
        Assert.True(Plain.Judge("NoAccessAfterFree", state));
        Assert.False(Plain.Judge("NoAccessAfterFree", Zombie(state, D0)));
        Assert.False(Plain.Judge("NoAccessAfterFree", Zombie(state, D1)));
        Assert.False(Plain.Judge("NoAccessAfterFree", Hollow(state, D0)));
        Assert.False(Plain.Judge("NoAccessAfterFree", Hollow(state, D1)));

        // A zombie and a hollow dataspace that no region was attached through take no part.
        State others = With(With(state, D2, S2, Extent.Of(2, 1)), D3, S2, Extent.Of(3, 1));
        Assert.True(Plain.Judge("NoAccessAfterFree", Hollow(Zombie(others, D2), D3)));
    }

    // Of two sessions the second is always the last one; a predicate that stops early shows with three.
    [Fact]
    public void What_is_asked_of_every_session_is_asked_of_the_last_of_three_and_of_the_one_between()
    {
        State state = With(With(D0, S0, Extent.Of(0, 1)), D1, S2, Extent.Of(0, 1), parent: D0);
        Assert.False(Plain.Judge("NoDoubleCharge", state));
        Assert.False(Plain.Judge("NoDoubleCharge", With(With(D0, S1, Extent.Of(0, 1)), D1, S2, Extent.Of(0, 1))));
        Assert.True(Plain.Judge("CanShare", state));
        Assert.True(Plain.Judge("CanShare", With(With(D0, S1, Extent.Of(0, 1)), D1, S2, Extent.Of(0, 1))));
        Assert.True(new Scene(Roomy, charging: "Nobody").Judge("NoFreeMemory", With(D0, S2, Extent.Of(0, 1))));
        Assert.False(
            new Scene(Roomy with { Quotas = [16, 16, 1] }).Judge("QuotaRespected", With(D0, S2, Extent.Of(0, 2))));
        Assert.False(Plain.Judge("PaysOnlyForOwn", Zombie(With(D0, S2, Extent.Of(0, 1)), D0)));
        State full = With(With(D0, S0, Extent.Of(0, 2)), D1, S1, Extent.Of(2, 2));
        Assert.False(new Scene(Roomy with { Quotas = [2, 2, 1] }).Judge("QuotaBacksMemory", full));
        Assert.True(new Scene(Roomy with { Quotas = [2, 2, 0] }).Judge("QuotaBacksMemory", full));
        Assert.False(
            Plain.Judge(
                "NoForeignCharge", default, Operation.Revoke(S0, D0), Outcome.Granted, With(D0, S2, Extent.Of(0, 1))));
        Assert.Equal([true, true, false], Plain.Reached("SelfReclaim", With(D0, S2, Extent.Of(0, 1))));
    }

    [Fact]
    public void FreeSucceeds_is_broken_by_a_refusal_to_the_owner_of_a_live_dataspace_only()
    {
        State state = With(With(D0, S0, Extent.Of(0, 1)), D1, S0, Extent.Of(0, 1), parent: D0);
        Assert.False(Refused(state, S0));
        Assert.True(Refused(state, S1));
        Assert.True(Refused(Zombie(state, D0), S0));
        Assert.True(Plain.Judge("FreeSucceeds", state, Operation.Free(S0, D0), Outcome.Granted, default));

        static bool Refused(State state, SessionId session) => Plain.Judge(
            "FreeSucceeds", state, Operation.Free(session, D0), Outcome.Refused(Refusal.HasAliases), state);
    }

    [Fact]
    public void FreeIsConstant_is_broken_by_the_second_dataspace_that_goes()
    {
        State two = With(With(D0, S0, Extent.Of(0, 1)), D1, S0, Extent.Of(0, 1), parent: D0);
        var free = Operation.Free(S0, D0);
        Assert.True(Plain.Judge("FreeIsConstant", two, free, Outcome.Granted, With(D1, S0, Extent.Of(0, 1))));
        Assert.False(Plain.Judge("FreeIsConstant", two, free, Outcome.Granted, default));
        Assert.False(Plain.Judge("FreeIsConstant", two, free, Outcome.Granted, Zombie(two, D0, D1)));
    }

    [Theory]
    [InlineData("NoForeignRevocation", OperationKind.Free)]
    [InlineData("NoForeignRevocationByClose", OperationKind.Close)]
    public void No_foreign_revocation_is_broken_by_the_loss_of_a_dataspace_of_one_who_does_not_trust(
        string requirement, OperationKind kind)
    {
        State of0And1 = With(With(D0, S0, Extent.Of(0, 1)), D1, S1, Extent.Of(0, 1), parent: D0);
        State of0 = With(D0, S0, Extent.Of(0, 1));
        State of1 = With(D1, S1, Extent.Of(0, 1));
        Operation by0 = By(kind, S0, D0);
        Operation by1 = By(kind, S1, D1);
        Assert.True(Plain.Judge(requirement, of0And1, by0, Outcome.Granted, of1));
        Assert.False(Plain.Judge(requirement, of0And1, by0, Outcome.Granted, default));
        Assert.False(Plain.Judge(requirement, of0And1, by0, Outcome.Granted, Zombie(of0And1, D1)));
        Assert.False(Plain.Judge(requirement, of0And1, by1, Outcome.Granted, default));

        // s0 trusts s1, and not the other way round.
        Assert.True(Trusting.Judge(requirement, of0And1, by1, Outcome.Granted, default));
        Assert.False(Trusting.Judge(requirement, of0And1, by0, Outcome.Granted, of0));
    }

    [Theory]
    [InlineData("NoForeignRevocation", OperationKind.Free)]
    [InlineData("NoForeignRevocationByClose", OperationKind.Close)]
    public void No_foreign_revocation_is_broken_by_a_region_of_another_unmapped_from_a_foreign_dataspace(
        string requirement, OperationKind kind)
    {
        State unmapped = With(With(D0, S0, Extent.Of(0, 1)), D1, S1, Extent.Of(1, 1));
        State foreign = WithRegion(unmapped, R0, S2, D1, Extent.Of(1, 1));
        State own = WithRegion(unmapped, R0, S0, D1, Extent.Of(1, 1));
        State overActors = WithRegion(unmapped, R0, S2, D0, Extent.Of(0, 1));
        Operation by0 = By(kind, S0, D0);
        Assert.False(Plain.Judge(requirement, foreign, by0, Outcome.Granted, unmapped));
        Assert.True(Plain.Judge(requirement, foreign, by0, Outcome.Granted, foreign));
        Assert.True(Plain.Judge(requirement, own, by0, Outcome.Granted, unmapped));
        Assert.True(Plain.Judge(requirement, overActors, by0, Outcome.Granted, unmapped));
    }

    [Fact]
    public void NoForeignCharge_is_broken_by_a_rise_of_another_session_that_does_not_trust()
    {
        State less = With(With(D0, S0, Extent.Of(0, 1)), D1, S1, Extent.Of(0, 1));
        State more0 = With(less, D2, S0, Extent.Of(1, 1));
        State more1 = With(less, D2, S1, Extent.Of(1, 1));
        Assert.True(Judge(Plain, S0, less, more0));
        Assert.False(Judge(Plain, S0, less, more1));
        Assert.True(Judge(Plain, S0, more1, less));
        Assert.False(Judge(Plain, S1, less, more0));
        Assert.True(Judge(Trusting, S1, less, more0));
        Assert.False(Judge(Trusting, S0, less, more1));

        static bool Judge(Scene scene, SessionId actor, State before, State after) =>
            scene.Judge("NoForeignCharge", before, Operation.Revoke(actor, D0), Outcome.Granted, after);
    }

    [Fact]
    public void CloseReturnsQuota_is_broken_by_a_charge_that_stays_with_the_session()
    {
        State state = With(With(D0, S0, Extent.Of(0, 1)), D1, S1, Extent.Of(0, 1), parent: D0);
        State rest = With(D1, S1, Extent.Of(0, 1));
        Assert.True(Plain.Judge("CloseReturnsQuota", state, Operation.Close(S0), Outcome.Granted, rest));
        Assert.False(Plain.Judge("CloseReturnsQuota", state, Operation.Close(S1), Outcome.Granted, rest));
        Assert.False(Plain.Judge("CloseReturnsQuota", state, Operation.Close(S0), Outcome.Granted, Zombie(state, D0)));
    }

    [Fact]
    public void Confinement_is_broken_by_a_frame_or_a_right_too_many()
    {
        State before = With(default, D0, S0, Extent.Of(1, 2), writable: Ro);
        State writable = With(D0, S0, Extent.Of(1, 2));
        State isSealed = writable;
        isSealed.Seal(D0);
        Assert.True(Attached(before, Extent.Of(1, 2), Ro));
        Assert.True(Attached(before, Extent.Of(2, 1), Ro));
        Assert.True(Attached(writable, Extent.Of(1, 2), Rw));
        Assert.False(Attached(before, Extent.Of(0, 3), Ro));
        Assert.False(Attached(before, Extent.Of(1, 2), Rw));
        Assert.False(Attached(isSealed, Extent.Of(1, 2), Rw));

        static bool Attached(State before, Extent extent, bool writable) => Plain.Judge(
            "Confinement",
            before,
            Operation.Attach(S1, D0),
            Outcome.Made(R1.Index),
            WithRegion(before, R1, S1, D0, extent, writable));
    }

    [Fact]
    public void SealHolds_is_broken_by_a_writable_region_through_or_below_a_sealed_dataspace()
    {
        State chain = With(
            With(With(D0, S0, Extent.Of(0, 2)), D1, S1, Extent.Of(0, 2), parent: D0),
            D2, S1, Extent.Of(0, 1), parent: D1);
        State top = Sealed(chain, D0);
        Assert.True(Attached(chain, D2, Rw));
        Assert.True(Attached(top, D2, Ro));
        Assert.False(Attached(top, D0, Rw));
        Assert.False(Attached(top, D1, Rw));
        Assert.False(Attached(top, D2, Rw));
        Assert.True(Attached(Sealed(chain, D2), D1, Rw));

        static State Sealed(State state, DataspaceId dataspace)
        {
            state.Seal(dataspace);
            return state;
        }

        static bool Attached(State before, DataspaceId dataspace, bool writable) => Plain.Judge(
            "SealHolds",
            before,
            Operation.Attach(S2, dataspace),
            Outcome.Made(R0.Index),
            WithRegion(before, R0, S2, dataspace, before.ExtentOf(dataspace), writable));
    }

    [Fact]
    public void FreshMemoryIsZero_is_broken_by_a_written_frame_in_a_new_dataspace()
    {
        var scene = new Scene(WithContents);
        State after = With(D0, S0, Extent.Of(0, 2));
        State elsewhere = after;
        elsewhere.SetWriter(S1, FrameSet.Of(new Frame(2)));
        State within = after;
        within.SetWriter(S1, FrameSet.Of(new Frame(1)));
        Assert.True(Allocated(after));
        Assert.True(Allocated(elsewhere));
        Assert.False(Allocated(within));
        Assert.Null(scene.ObstacleTo("FreshMemoryIsZero"));
        Assert.NotNull(Plain.ObstacleTo("FreshMemoryIsZero"));

        bool Allocated(State state) => scene.Judge(
            "FreshMemoryIsZero", default, Operation.Alloc(S0, 2), Outcome.Made(D0.Index), state);
    }

    [Fact]
    public void CanShare_needs_two_sessions_with_live_dataspaces_over_one_frame()
    {
        State state = With(D0, S0, Extent.Of(0, 2));
        State shared = With(state, D1, S1, Extent.Of(1, 1), parent: D0);
        Assert.True(Plain.Judge("CanShare", shared));
        Assert.False(Plain.Judge("CanShare", Zombie(shared, D0)));
        Assert.False(Plain.Judge("CanShare", With(state, D1, S0, Extent.Of(1, 1), parent: D0)));
        Assert.False(Plain.Judge("CanShare", With(state, D1, S1, Extent.Of(2, 1))));
        shared.MakeHollow(DataspaceSet.Of(D1));
        Assert.False(Plain.Judge("CanShare", shared));
    }

    [Fact]
    public void CanDowngrade_needs_both_rights_over_one_frame()
    {
        State state = With(D0, S0, Extent.Of(0, 2));
        State both = With(state, D1, S0, Extent.Of(1, 1), parent: D0, Ro);
        Assert.True(Plain.Judge("CanDowngrade", both));
        Assert.False(Plain.Judge("CanDowngrade", Zombie(both, D0)));
        Assert.False(Plain.Judge("CanDowngrade", With(state, D1, S0, Extent.Of(1, 1), parent: D0)));
        Assert.False(Plain.Judge("CanDowngrade", With(state, D1, S0, Extent.Of(2, 1), writable: Ro)));
    }

    [Fact]
    public void CanOutlive_needs_a_child_that_is_live_after_a_Free_that_was_granted()
    {
        State state = With(With(D0, S0, Extent.Of(0, 2)), D1, S1, Extent.Of(1, 1), parent: D0);
        State child = With(D1, S1, Extent.Of(1, 1));
        State hollow = child;
        hollow.MakeHollow(DataspaceSet.Of(D1));
        var free = Operation.Free(S0, D0);
        Assert.True(Plain.Judge("CanOutlive", state, free, Outcome.Granted, child));
        Assert.False(Plain.Judge("CanOutlive", state, free, Outcome.Granted, hollow));
        Assert.False(Plain.Judge("CanOutlive", state, free, Outcome.Granted, default));
        Assert.False(Plain.Judge("CanOutlive", state, free, Outcome.Refused(Refusal.HasAliases), state));
    }

    [Fact]
    public void CanReclaimPart_needs_a_frame_released_and_another_kept()
    {
        State state = With(With(D0, S0, Extent.Of(0, 2)), D1, S1, Extent.Of(1, 1), parent: D0);
        var free = Operation.Free(S0, D0);
        Assert.True(Plain.Judge("CanReclaimPart", state, free, Outcome.Granted, With(D1, S1, Extent.Of(1, 1))));
        Assert.False(Plain.Judge("CanReclaimPart", state, free, Outcome.Granted, Zombie(state, D0)));
        Assert.False(Plain.Judge("CanReclaimPart", state, free, Outcome.Granted, default));
    }

    [Fact]
    public void CanRevoke_needs_the_loss_of_a_live_dataspace_of_another_session()
    {
        State state = With(With(D0, S0, Extent.Of(0, 2)), D1, S1, Extent.Of(1, 1), parent: D0);
        State original = With(D0, S0, Extent.Of(0, 2));
        Assert.True(Plain.Judge("CanRevoke", state, Operation.Revoke(S0, D0), Outcome.Granted, original));
        Assert.False(Plain.Judge("CanRevoke", state, Operation.Free(S1, D1), Outcome.Granted, original));
        Assert.False(Plain.Judge("CanRevoke", state, Operation.Revoke(S0, D0), Outcome.Granted, state));
        Assert.False(Plain.Judge("CanRevoke", Zombie(state, D1), Operation.Close(S0), Outcome.Granted, original));
    }

    [Fact]
    public void Recoverable_leads_to_the_initial_state_by_any_operation()
    {
        Assert.Equal([true], Plain.Reached("Recoverable", default));
        Assert.Equal([false], Plain.Reached("Recoverable", With(D0, S0, Extent.Of(0, 1))));
        Assert.Equal([true], Plain.Allowed("Recoverable", Operation.Close(S1)));
    }

    [Fact]
    public void SelfReclaim_leads_each_session_to_no_charge_by_its_own_operations_but_a_close()
    {
        Assert.Equal([true, true, true], Plain.Reached("SelfReclaim", default));
        Assert.Equal([true, false, true], Plain.Reached("SelfReclaim", With(D0, S1, Extent.Of(0, 1))));
        Assert.Equal([false, true, false], Plain.Allowed("SelfReclaim", Operation.Free(S1, D0)));
        Assert.Equal([false, false, false], Plain.Allowed("SelfReclaim", Operation.Close(S1)));
    }

    private static Operation By(OperationKind kind, SessionId session, DataspaceId dataspace) =>
        kind == OperationKind.Close ? Operation.Close(session) : Operation.Upon(kind, session, dataspace);

    private static State With(DataspaceId slot, SessionId owner, Extent extent) => With(default, slot, owner, extent);

    private static State With(
        State state,
        DataspaceId slot,
        SessionId owner,
        Extent extent,
        DataspaceId? parent = null,
        bool writable = Rw)
    {
        state.Place(slot, owner, extent, parent is { } above ? DataspaceSet.Of(above) : default, writable);
        return state;
    }

    private static State WithRegion(
        State state, RegionId slot, SessionId session, DataspaceId through, Extent extent, bool writable = Rw)
    {
        state.Place(slot, session, DataspaceSet.Of(through), extent, writable);
        return state;
    }

    private static State Hollow(State state, DataspaceId dataspace)
    {
        state.MakeHollow(DataspaceSet.Of(dataspace));
        return state;
    }

    private static State Zombie(State state, params ReadOnlySpan<DataspaceId> dataspaces)
    {
        foreach (DataspaceId dataspace in dataspaces)
        {
            state.MakeZombies(DataspaceSet.Of(dataspace));
        }

        return state;
    }
}
