using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model;

/// <summary>
/// The checks of each operation, in the order of the contract: where two of them fail, the earlier one is named.
/// </summary>
public sealed class RefusalOrderTests
{
    public static TheoryData<OperationKind> OwnersOperations =>
        [OperationKind.Free, OperationKind.Revoke, OperationKind.Seal];

    [Fact]
    public void Alloc_names_the_size_before_everything_else()
    {
        // One slot, taken; no quota left and no frame free.
        Walk full = new Walk(Scope.Uniform(1, 1, 1, quota: 1), "Cascade").Alloc(S0, 1, D0);
        full.Refuses(Refusal.InvalidSize, Operation.Alloc(S0, 0));
    }

    [Fact]
    public void Alloc_names_the_slots_before_the_quota_and_the_frames()
    {
        Walk full = new Walk(Scope.Uniform(1, 1, 1, quota: 1), "Cascade").Alloc(S0, 1, D0);
        full.Refuses(Refusal.OutOfCaps, Operation.Alloc(S0, 1));
    }

    [Fact]
    public void Alloc_names_the_quota_before_the_frames()
    {
        Walk full = new Walk(Scope.Uniform(1, 1, 2, quota: 1), "Cascade").Alloc(S0, 1, D0);
        full.Refuses(Refusal.OutOfQuota, Operation.Alloc(S0, 1));
    }

    [Fact]
    public void Alloc_is_refused_by_the_frames_alone_when_there_is_quota()
    {
        Walk full = new Walk(Scope.Uniform(1, 1, 2, quota: 2), "Cascade").Alloc(S0, 1, D0);
        full.Refuses(Refusal.OutOfMemory, Operation.Alloc(S0, 1));
    }

    [Fact]
    public void Alloc_needs_frames_that_follow_one_another() =>
        new Walk(Scope.Uniform(3, 1, 4, quota: 9), "Cascade")
            .Alloc(S0, 1, D0).Alloc(S0, 1, D1).Alloc(S0, 1, D2)
            .Free(S0, D0).Free(S0, D2)
            .HasAllocated(1)
            .Refuses(Refusal.OutOfMemory, Operation.Alloc(S0, 2))
            .Alloc(S0, 1, D0)
            .HasExtent(D0, Extent.Of(0, 1));

    [Fact]
    public void Alloc_may_use_up_the_quota_and_not_one_frame_more() =>
        new Walk(Scope.Uniform(4, 1, 4, quota: 3), "Cascade")
            .Refuses(Refusal.OutOfQuota, Operation.Alloc(S0, 4))
            .Alloc(S0, 2, D0)
            .Refuses(Refusal.OutOfQuota, Operation.Alloc(S0, 2))
            .Alloc(S0, 1, D1)
            .Uses(S0, 3);

    [Fact]
    public void Alias_names_the_dataspace_before_the_range() =>
        new Walk(Roomy, "Cascade").Refuses(Refusal.InvalidDataspace, Operation.Alias(S0, D0, Rw, 0, 0));

    [Fact]
    public void Alias_under_Replace_names_the_dataspace_before_the_owner_and_the_owner_before_the_range() =>
        new Walk(Roomy, "Replace")
            .Alloc(S0, 1, D0)
            .Refuses(Refusal.InvalidDataspace, Operation.Alias(S1, D1, Rw, 0, 0))
            .Refuses(Refusal.NotOwner, Operation.Alias(S1, D0, Rw, 0, 0))
            .Refuses(Refusal.InvalidRange, Operation.Alias(S0, D0, Rw, 0, 0));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 4)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(31, 63)]
    [InlineData(0, 63)]
    public void Alias_is_refused_every_part_that_does_not_lie_within(int offset, int size) =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 3, D0)
            .Refuses(Refusal.InvalidRange, Operation.Alias(S1, D0, Rw, offset, size));

    [Fact]
    public void Alias_names_the_range_before_the_backing_and_the_backing_before_the_rights() =>
        new Walk(Roomy, "Managed")
            .Alloc(S0, 2, D0).Alias(S1, D0, Ro, 0, 2, D1).Free(S0, D0)
            .HasHollow(D1)
            .Refuses(Refusal.InvalidRange, Operation.Alias(S1, D1, Rw, 1, 2))
            .Refuses(Refusal.NoBacking, Operation.Alias(S1, D1, Rw, 0, 2));

    [Fact]
    public void Alias_names_the_range_before_the_rights_and_the_rights_before_the_slots()
    {
        // Both slots are taken, and the second one is read-only.
        Walk full = new Walk(Scope.Uniform(2, 1, 2, quota: 9), "Cascade")
            .Alloc(S0, 2, D0).Alias(S0, D0, Ro, 0, 1, D1);
        full.Refuses(Refusal.InvalidRange, Operation.Alias(S0, D1, Rw, 1, 1))
            .Refuses(Refusal.PermissionDenied, Operation.Alias(S0, D1, Rw, 0, 1))
            .Refuses(Refusal.OutOfCaps, Operation.Alias(S0, D1, Ro, 0, 1))
            .Refuses(Refusal.OutOfCaps, Operation.Alias(S0, D0, Rw, 0, 1));
    }

    [Fact]
    public void Alias_names_the_slots_before_the_quota()
    {
        var scope = Scope.Uniform(1, 1, 1, quota: 1);
        new Walk(scope, "Cascade").Alloc(S0, 1, D0).Refuses(Refusal.OutOfCaps, Operation.Alias(S0, D0, Rw, 0, 1));
        new Walk(scope with { Dataspaces = 2 }, "Cascade")
            .Alloc(S0, 1, D0)
            .Refuses(Refusal.OutOfQuota, Operation.Alias(S0, D0, Rw, 0, 1));
    }

    [Fact]
    public void Alias_names_the_backing_before_the_slots_and_the_quota() =>
        new Walk(Scope.Uniform(1, 2, 2, quota: 1), "Managed")
            .Alloc(S0, 1, D0).Alias(S1, D0, Rw, 0, 1, D1).Free(S0, D0).Alloc(S0, 1, D0)
            .HasHollow(D1)
            .Uses(S1, 1)
            .Refuses(Refusal.NoBacking, Operation.Alias(S1, D1, Rw, 0, 1));

    [Fact]
    public void A_sealed_dataspace_gives_read_only_aliases() =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 1, D0).Seal(S0, D0)
            .Refuses(Refusal.PermissionDenied, Operation.Alias(S0, D0, Rw, 0, 1))
            .Alias(S0, D0, Ro, 0, 1, D1);

    [Fact]
    public void A_seal_spares_the_rights_of_the_aliases_that_exist() =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 1, D0).Alias(S1, D0, Rw, 0, 1, D1).Seal(S0, D0)
            .Alias(S2, D1, Rw, 0, 1, D2);

    [Theory]
    [MemberData(nameof(OwnersOperations))]
    public void Only_the_owner_may_and_an_empty_slot_is_named_first(OperationKind kind) =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 1, D0)
            .Refuses(Refusal.InvalidDataspace, Operation.Upon(kind, S1, D1))
            .Refuses(Refusal.NotOwner, Operation.Upon(kind, S1, D0))
            .Grants(Operation.Upon(kind, S0, D0));

    [Theory]
    [MemberData(nameof(OwnersOperations))]
    public void Who_does_not_hold_a_capability_is_told_that_before_that_it_is_not_the_owner(OperationKind kind) =>
        new Walk(Delegated, "Cascade")
            .Alloc(S0, 1, D0)
            .Refuses(Refusal.InvalidDataspace, Operation.Upon(kind, S1, D0))
            .Share(S0, S1, D0)
            .Refuses(Refusal.NotOwner, Operation.Upon(kind, S1, D0))
            .Refuses(Refusal.InvalidDataspace, Operation.Upon(kind, S2, D0));

    [Fact]
    public void Free_under_Refuse_names_the_owner_before_the_aliases() =>
        new Walk(Roomy, "Refuse")
            .Alloc(S0, 1, D0).Alias(S1, D0, Rw, 0, 1, D1)
            .Refuses(Refusal.NotOwner, Operation.Free(S1, D0))
            .Refuses(Refusal.HasAliases, Operation.Free(S0, D0));

    [Fact]
    public void Attach_names_the_dataspace_before_the_regions_and_the_regions_before_the_backing()
    {
        Walk walk = new Walk(Roomy with { Regions = 1 }, "Managed")
            .Alloc(S0, 1, D0).Alias(S1, D0, Rw, 0, 1, D1).Free(S0, D0)
            .Refuses(Refusal.NoBacking, Operation.Attach(S1, D1))
            .Alloc(S0, 1, D0).Attach(S0, D0, R0);
        walk.HasHollow(D1)
            .Refuses(Refusal.InvalidDataspace, Operation.Attach(S1, D2))
            .Refuses(Refusal.OutOfRegions, Operation.Attach(S1, D1))
            .Refuses(Refusal.OutOfRegions, Operation.Attach(S1, D0));
    }

    [Fact]
    public void Detach_is_for_regions_of_the_session_only() =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 1, D0).Attach(S1, D0, R0)
            .Refuses(Refusal.InvalidRegion, Operation.Detach(S0, R0))
            .Refuses(Refusal.InvalidRegion, Operation.Detach(S1, R1))
            .Detach(S1, R0)
            .Refuses(Refusal.InvalidRegion, Operation.Detach(S1, R0));

    [Fact]
    public void Share_is_for_those_who_hold_the_capability() =>
        new Walk(Delegated, "Cascade")
            .Refuses(Refusal.InvalidDataspace, Operation.Share(S0, S1, D0))
            .Alloc(S0, 1, D0)
            .Refuses(Refusal.InvalidDataspace, Operation.Share(S1, S2, D0))
            .Share(S0, S1, D0)
            .Share(S1, S2, D0)
            .Alias(S2, D0, Rw, 0, 1, D1);

    [Fact]
    public void Write_names_the_region_before_the_rights_and_the_rights_before_the_range() =>
        new Walk(WithContents, "Cascade")
            .Alloc(S0, 1, D0).Alias(S0, D0, Ro, 0, 1, D1).Attach(S0, D1, R0).Attach(S0, D0, R1)
            .Refuses(Refusal.InvalidRegion, Operation.Write(S1, R0, 1))
            .Refuses(Refusal.InvalidRegion, Operation.Write(S0, R2, 0))
            .Refuses(Refusal.PermissionDenied, Operation.Write(S0, R0, 1))
            .Refuses(Refusal.PermissionDenied, Operation.Write(S0, R0, 0))
            .Refuses(Refusal.InvalidRange, Operation.Write(S0, R1, 1))
            .Write(S0, R1, 0);

    [Fact]
    public void A_delegated_capability_that_is_not_held_cannot_be_named()
    {
        Walk walk = new Walk(Delegated, "Cascade").Alloc(S0, 2, D0);
        walk.Refuses(Refusal.InvalidDataspace, Operation.Alias(S1, D0, Rw, 0, 1))
            .Refuses(Refusal.InvalidDataspace, Operation.Attach(S1, D0))
            .Share(S0, S1, D0)
            .Alias(S1, D0, Rw, 0, 1, D1)
            .Attach(S1, D0, R0);

        // Holding the original is not holding the alias, nor the other way round.
        walk.Refuses(Refusal.InvalidDataspace, Operation.Attach(S0, D1))
            .Share(S1, S2, D1)
            .Attach(S2, D1, R1)
            .Refuses(Refusal.InvalidDataspace, Operation.Attach(S2, D0));
    }

    [Fact]
    public void A_closed_session_holds_nothing_and_a_new_dataspace_in_an_old_slot_is_held_by_its_owner_alone() =>
        new Walk(Delegated, "Cascade")
            .Alloc(S0, 1, D0).Share(S0, S1, D0)
            .Close(S1)
            .Refuses(Refusal.InvalidDataspace, Operation.Attach(S1, D0))
            .Share(S0, S1, D0)
            .Free(S0, D0).Alloc(S0, 1, D0)
            .Refuses(Refusal.InvalidDataspace, Operation.Attach(S1, D0));

    [Fact]
    public void A_zombie_can_be_named_by_nobody()
    {
        Walk walk = new Walk(Roomy, "Pin").Alloc(S0, 1, D0).Alias(S1, D0, Rw, 0, 1, D1).Free(S0, D0).HasZombies(D0);
        foreach (SessionId session in new[] { S0, S1 })
        {
            walk.Refuses(Refusal.InvalidDataspace, Operation.Alias(session, D0, Ro, 0, 1))
                .Refuses(Refusal.InvalidDataspace, Operation.Free(session, D0))
                .Refuses(Refusal.InvalidDataspace, Operation.Revoke(session, D0))
                .Refuses(Refusal.InvalidDataspace, Operation.Seal(session, D0))
                .Refuses(Refusal.InvalidDataspace, Operation.Attach(session, D0));
        }
    }

    [Fact]
    public void A_zombie_is_held_by_nobody() =>
        new Walk(Delegated, "Pin")
            .Alloc(S0, 1, D0).Share(S0, S1, D0).Alias(S1, D0, Rw, 0, 1, D1).Free(S0, D0)
            .HasZombies(D0)
            .Refuses(Refusal.InvalidDataspace, Operation.Share(S0, S2, D0))
            .Refuses(Refusal.InvalidDataspace, Operation.Share(S1, S2, D0));

    [Fact]
    public void A_hollow_dataspace_can_be_named() =>
        new Walk(Delegated, "Managed")
            .Alloc(S0, 1, D0).Share(S0, S1, D0).Alias(S1, D0, Rw, 0, 1, D1).Free(S0, D0)
            .HasHollow(D1)
            .Refuses(Refusal.NoBacking, Operation.Alias(S1, D1, Ro, 0, 1))
            .Refuses(Refusal.NoBacking, Operation.Attach(S1, D1))
            .Share(S1, S2, D1)
            .Refuses(Refusal.NotOwner, Operation.Free(S2, D1))
            .Seal(S1, D1)
            .Revoke(S1, D1)
            .HasHollow(D1)
            .Free(S1, D1)
            .IsInitial();

    [Theory]
    [InlineData("Pin", "Allocator", "BaseLinux")]
    [InlineData("Managed", "Holder", "Native")]
    [InlineData("Refuse", "Nobody", "SealedMemfd")]
    [InlineData("Replace", "Heir", "Native")]
    public void A_refusal_writes_nothing_and_a_close_is_never_refused(
        string lifetime, string charging, string platform)
    {
        Scope scope = Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Contents = true };
        IModel model = Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope);
        State untouched = default;
        untouched.Place(new DataspaceId(15), new SessionId(7), Extent.Of(31, 1), default, writable: true);
        foreach (State state in new NaiveExplorer(model).States)
        {
            Ledger ledger = model.Audit(in state);
            foreach (Operation operation in Instances.Of(model, in state))
            {
                State after = untouched;
                bool granted = model.Apply(in state, in ledger, operation, ref after).IsGranted;
                Assert.True(granted || (after == untouched && operation.Kind != OperationKind.Close));
            }
        }
    }
}
