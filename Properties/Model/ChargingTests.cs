using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model;

/// <summary>Who pays for a frame, under each charging policy.</summary>
public sealed class ChargingTests
{
    [Fact]
    public void Allocator_charges_who_allocated_until_the_frame_is_released() =>
        new Walk(Roomy, "FirstClass", "Allocator")
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 1, 2, D1)
            .Uses(S0, 3).Uses(S1, 0)
            .Free(S0, D0)
            .Uses(S0, 2).Uses(S1, 0)
            .Free(S1, D1)
            .Uses(S0, 0)
            .IsInitial();

    [Fact]
    public void Allocator_charges_a_frame_that_is_allocated_again_to_its_new_allocator() =>
        new Walk(Roomy, "Cascade", "Allocator")
            .Alloc(S0, 2, D0).Free(S0, D0).Alloc(S1, 2, D0)
            .Uses(S0, 0).Uses(S1, 2);

    [Fact]
    public void Allocator_goes_on_charging_a_session_that_was_closed() =>
        new Walk(Roomy, "FirstClass", "Allocator")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 1, D1).Close(S0)
            .Uses(S0, 1).Uses(S1, 0);

    [Fact]
    public void Allocator_charges_what_a_zombie_pins() =>
        new Walk(Roomy, "Pin", "Allocator")
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 0, 1, D1).Free(S0, D0)
            .Uses(S0, 3).Uses(S1, 0);

    [Fact]
    public void Allocator_charges_what_a_region_keeps_on_Linux() =>
        new Walk(Roomy, "Cascade", "Allocator", "BaseLinux")
            .Alloc(S0, 2, D0).Attach(S1, D0, R0).Free(S0, D0)
            .Uses(S0, 2)
            .Detach(S1, R0)
            .Uses(S0, 0);

    [Fact]
    public void Allocator_never_refuses_an_alias() =>
        new Walk(Roomy with { Quotas = [2, 0, 0] }, "Cascade", "Allocator")
            .Alloc(S0, 2, D0).Alias(S0, D0, Rw, 0, 2, D1).Alias(S1, D0, Rw, 0, 2, D2)
            .Uses(S0, 2).Uses(S1, 0);

    [Fact]
    public void Holder_charges_overlap_twice() =>
        new Walk(Roomy, "Cascade", "Holder")
            .Alloc(S0, 3, D0).Alias(S0, D0, Rw, 1, 2, D1).Alias(S0, D1, Ro, 0, 2, D2).Alias(S1, D2, Ro, 1, 1, D3)
            .Uses(S0, 7).Uses(S1, 1)
            .Free(S0, D2)
            .Uses(S0, 5).Uses(S1, 0);

    [Fact]
    public void Holder_refuses_an_alias_that_the_quota_does_not_cover_in_full() =>
        new Walk(Roomy with { Quotas = [3, 2, 0] }, "Cascade", "Holder")
            .Alloc(S0, 3, D0)
            .Refuses(Refusal.OutOfQuota, Operation.Alias(S0, D0, Ro, 0, 1))
            .Refuses(Refusal.OutOfQuota, Operation.Alias(S1, D0, Ro, 0, 3))
            .Alias(S1, D0, Ro, 0, 2, D1)
            .Refuses(Refusal.OutOfQuota, Operation.Alias(S1, D0, Ro, 0, 1))
            .Uses(S1, 2);

    [Fact]
    public void Holder_charges_zombies_to_their_owner() =>
        new Walk(Roomy, "Pin", "Holder")
            .Alloc(S0, 3, D0).Alias(S1, D0, Ro, 0, 1, D1).Free(S0, D0)
            .HasZombies(D0)
            .Uses(S0, 3).Uses(S1, 1);

    [Fact]
    public void Holder_asks_the_quota_for_a_replacement_before_the_original_is_given_back() =>
        new Walk(Roomy with { Quotas = [4, 0, 0] }, "Replace", "Holder")
            .Alloc(S0, 3, D0)
            .Refuses(Refusal.OutOfQuota, Operation.Alias(S0, D0, Rw, 0, 2))
            .Alias(S0, D0, Rw, 0, 1, D1)
            .Uses(S0, 1);

    [Fact]
    public void Heir_charges_the_owner_of_the_parentless_dataspace_and_not_those_of_aliases() =>
        new Walk(Roomy, "Cascade", "Heir")
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 0, 3, D1).Alias(S0, D0, Rw, 0, 3, D2)
            .Uses(S0, 3).Uses(S1, 0);

    [Fact]
    public void Heir_charges_the_owner_in_the_lowest_slot_when_several_inherit() =>
        new Walk(Roomy, "FirstClass", "Heir")
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 0, 2, D1).Alias(S2, D0, Rw, 1, 2, D2)
            .Free(S0, D0)
            .Uses(S0, 0).Uses(S1, 2).Uses(S2, 1);

    [Fact]
    public void Heir_asks_nobody_and_may_charge_more_than_the_quota() =>
        new Walk(Roomy with { Quotas = [3, 1, 0] }, "FirstClass", "Heir")
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 0, 3, D1)
            .Uses(S1, 0)
            .Free(S0, D0)
            .Uses(S1, 3)
            .Refuses(Refusal.OutOfQuota, Operation.Alloc(S1, 1));

    [Fact]
    public void Heir_passes_the_charge_on_when_a_lower_slot_inherits_later() =>
        new Walk(Roomy, "FirstClass", "Heir")
            .Alloc(S0, 1, D0).Alloc(S0, 2, D1).Alias(S2, D1, Rw, 0, 2, D2)
            .Free(S0, D0).Alias(S1, D1, Rw, 1, 1, D0)
            .Uses(S0, 2)
            .Free(S0, D1)
            .Uses(S0, 0).Uses(S1, 1).Uses(S2, 1);

    [Fact]
    public void Heir_charges_a_parentless_zombie_to_its_owner() =>
        new Walk(Roomy, "Pin", "Heir")
            .Alloc(S0, 3, D0).Alias(S1, D0, Ro, 0, 1, D1).Free(S0, D0)
            .Uses(S0, 3).Uses(S1, 0);

    [Fact]
    public void Nobody_refunds_the_original_though_aliases_keep_its_frames() =>
        new Walk(Roomy, "FirstClass", "Nobody")
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 0, 2, D1)
            .Uses(S0, 3).Uses(S1, 0)
            .Free(S0, D0)
            .HasAllocated(0, 1)
            .HasNoParent(D1)
            .Uses(S0, 0).Uses(S1, 0);

    [Fact]
    public void Nobody_charges_no_zombie() =>
        new Walk(Roomy, "Pin", "Nobody")
            .Alloc(S0, 3, D0).Alias(S0, D0, Ro, 0, 1, D1).Free(S0, D0)
            .HasAllocated(0, 1, 2)
            .Uses(S0, 0);

    [Fact]
    public void Nobody_never_refuses_an_alias() =>
        new Walk(Roomy with { Quotas = [2, 0, 0] }, "Cascade", "Nobody")
            .Alloc(S0, 2, D0).Alias(S0, D0, Rw, 0, 2, D1).Alias(S1, D1, Rw, 0, 2, D2)
            .Uses(S0, 2).Uses(S1, 0);

    [Theory]
    [InlineData("Allocator")]
    [InlineData("Heir")]
    [InlineData("Holder")]
    [InlineData("Nobody")]
    public void Managed_charges_an_alias_its_cost_and_not_its_size(string charging) =>
        new Walk(Roomy with { AliasCost = 2 }, "Managed", charging)
            .Alloc(S0, 3, D0).Alias(S0, D0, Rw, 0, 3, D1).Alias(S1, D1, Rw, 0, 1, D2).Alias(S1, D0, Rw, 0, 3, D3)
            .Uses(S0, 5).Uses(S1, 4);

    [Theory]
    [InlineData("Allocator")]
    [InlineData("Heir")]
    [InlineData("Holder")]
    [InlineData("Nobody")]
    public void Managed_charges_the_cost_of_hollow_aliases_too(string charging) =>
        new Walk(Roomy, "Managed", charging)
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 0, 3, D1).Alias(S1, D1, Rw, 0, 2, D2)
            .Free(S0, D0)
            .HasHollow(D1, D2)
            .Uses(S0, 0).Uses(S1, 2)
            .Free(S1, D1)
            .Uses(S1, 1);

    [Theory]
    [InlineData("Allocator")]
    [InlineData("Heir")]
    [InlineData("Holder")]
    [InlineData("Nobody")]
    public void Managed_refuses_an_alias_whose_cost_the_quota_does_not_cover(string charging) =>
        new Walk(Roomy with { AliasCost = 2, Quotas = [4, 3, 0] }, "Managed", charging)
            .Alloc(S0, 3, D0)
            .Refuses(Refusal.OutOfQuota, Operation.Alias(S0, D0, Rw, 0, 1))
            .Alias(S1, D0, Rw, 0, 3, D1)
            .Refuses(Refusal.OutOfQuota, Operation.Alias(S1, D0, Rw, 0, 1))
            .Refuses(Refusal.OutOfQuota, Operation.Alias(S2, D0, Rw, 0, 1))
            .Free(S0, D0)
            .Refuses(Refusal.OutOfQuota, Operation.Alloc(S1, 2))
            .Alloc(S1, 1, D0);

    [Theory]
    [InlineData("Cascade")]
    [InlineData("FirstClass")]
    [InlineData("Pin")]
    public void The_cost_of_an_alias_is_charged_under_Managed_only(string lifetime) =>
        new Walk(Roomy with { AliasCost = 5 }, lifetime, "Allocator")
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 0, 3, D1)
            .Uses(S0, 3).Uses(S1, 0);
}
