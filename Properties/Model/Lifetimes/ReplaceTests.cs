using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model.Lifetimes;

/// <summary>Replace: Alias destroys its original, keeps the part, and gives the rest back.</summary>
public sealed class ReplaceTests
{
    [Fact]
    public void An_alias_takes_the_place_of_its_original_and_releases_the_frames_outside() =>
        new Walk(Roomy, "Replace")
            .Alloc(S0, 4, D0).Alias(S0, D0, Rw, 1, 2, D1)
            .HasLive(D1)
            .HasNoParent(D1)
            .HasExtent(D1, Extent.Of(1, 2))
            .HasAllocated(1, 2)
            .Uses(S0, 2);

    [Fact]
    public void The_new_dataspace_takes_the_lowest_slot_that_is_empty_while_the_original_is_still_there() =>
        new Walk(Roomy, "Replace")
            .Alloc(S0, 1, D0).Alloc(S0, 1, D1).Alloc(S0, 2, D2)
            .Free(S0, D1)
            .Alias(S0, D2, Ro, 1, 1, D1)
            .HasLive(D0, D1)
            .HasAllocated(0, 3)
            .Alias(S0, D0, Rw, 0, 1, D2)
            .HasLive(D1, D2);

    [Fact]
    public void Without_an_empty_slot_nothing_is_replaced() =>
        new Walk(Roomy with { Dataspaces = 1 }, "Replace")
            .Alloc(S0, 2, D0)
            .Refuses(Refusal.OutOfCaps, Operation.Alias(S0, D0, Rw, 0, 1));

    [Fact]
    public void The_new_dataspace_is_of_kind_Ram() =>
        new Walk(Roomy, "Replace", "Nobody")
            .Alloc(S0, 3, D0).Alias(S0, D0, Ro, 0, 2, D1)
            .Uses(S0, 2)
            .Free(S0, D1)
            .IsInitial();

    [Fact]
    public void The_payer_stays_the_same() =>
        new Walk(Roomy, "Replace", "Allocator")
            .Alloc(S0, 3, D0).Alias(S0, D0, Rw, 1, 1, D1)
            .Uses(S0, 1)
            .Uses(S1, 0);

    [Fact]
    public void A_read_only_part_stays_read_only() =>
        new Walk(Roomy, "Replace")
            .Alloc(S0, 3, D0).Alias(S0, D0, Ro, 0, 2, D1)
            .Refuses(Refusal.PermissionDenied, Operation.Alias(S0, D1, Rw, 0, 1))
            .Alias(S0, D1, Ro, 1, 1, D0)
            .HasAllocated(1);

    [Fact]
    public void A_part_of_a_sealed_dataspace_is_read_only() =>
        new Walk(Roomy, "Replace")
            .Alloc(S0, 3, D0).Seal(S0, D0)
            .Refuses(Refusal.PermissionDenied, Operation.Alias(S0, D0, Rw, 0, 2))
            .Alias(S0, D0, Ro, 0, 2, D1);

    [Fact]
    public void Regions_over_the_original_go_with_it() =>
        new Walk(Roomy, "Replace")
            .Alloc(S0, 3, D0).Attach(S1, D0, R0).Alias(S0, D0, Rw, 0, 2, D1)
            .HasRegions();

    [Fact]
    public void Regions_over_the_original_stay_where_regions_outlive_dataspaces() =>
        new Walk(Roomy, "Replace", platform: "BaseLinux")
            .Alloc(S0, 3, D0).Attach(S1, D0, R0).Alias(S0, D0, Rw, 0, 2, D1)
            .HasRegion(R0, Extent.Of(0, 3), Rw, through: null)
            .HasAllocated(0, 1, 2);

    [Fact]
    public void Revoking_finds_no_descendants() =>
        new Walk(Roomy, "Replace").Alloc(S0, 3, D0).Alias(S0, D0, Rw, 0, 2, D1).Revoke(S0, D1).HasLive(D1);

    [Fact]
    public void Closing_destroys_what_the_session_owns_and_nothing_else() =>
        new Walk(Roomy, "Replace")
            .Alloc(S0, 2, D0).Alias(S0, D0, Rw, 0, 1, D1).Alloc(S1, 1, D0).Alloc(S0, 1, D2)
            .Close(S0)
            .HasLive(D0)
            .HasAllocated(1);
}
