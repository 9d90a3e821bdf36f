using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model.Lifetimes;

/// <summary>Managed: d goes; its aliases and theirs stay as hollow objects, the direct ones without a parent.</summary>
public sealed class ManagedTests
{
    [Fact]
    public void Freeing_hollows_aliases_and_their_aliases_and_releases_every_frame() =>
        Chain()
            .Free(S0, D0)
            .HasLive()
            .HasHollow(D1, D2)
            .HasNoParent(D1)
            .HasParent(D2, D1)
            .HasAllocated();

    [Fact]
    public void Hollow_dataspaces_keep_owner_extent_and_rights()
    {
        Walk walk = Chain().Free(S0, D0).HasExtent(D1, Extent.Of(1, 2)).HasExtent(D2, Extent.Of(2, 1));
        Assert.Equal((S1, S2), (walk.State.OwnerOf(D1), walk.State.OwnerOf(D2)));
        Assert.Equal((true, false), (walk.State.Writable.Contains(D1), walk.State.Writable.Contains(D2)));
    }

    [Fact]
    public void Freeing_an_alias_hollows_its_aliases_though_the_memory_is_still_there() =>
        Chain()
            .Free(S1, D1)
            .HasLive(D0)
            .HasHollow(D2)
            .HasNoParent(D2)
            .HasAllocated(0, 1, 2);

    [Fact]
    public void Freeing_a_hollow_dataspace_leaves_the_hollow_ones_below_it() =>
        Chain().Free(S0, D0).Free(S1, D1).HasHollow(D2).HasNoParent(D2).Free(S2, D2).IsInitial();

    [Fact]
    public void An_alias_beside_the_freed_one_keeps_its_backing() =>
        Chain().Alias(S2, D0, Ro, 0, 1, D3).Free(S1, D1).HasLive(D0, D3).HasHollow(D2);

    [Fact]
    public void Memory_that_is_allocated_again_does_not_come_back_to_hollow_dataspaces() =>
        Chain().Free(S0, D0).Alloc(S1, 4, D0).HasLive(D0).HasHollow(D1, D2).Free(S1, D1).HasAllocated(0, 1, 2, 3);

    [Fact]
    public void Closing_does_the_same_for_each_dataspace_of_the_session() =>
        Chain()
            .Alias(S0, D2, Ro, 0, 1, D3).Alias(S1, D3, Ro, 0, 1, D4)
            .Close(S0)
            .HasLive()
            .HasHollow(D1, D2, D4)
            .HasNoParent(D1)
            .HasParent(D2, D1)
            .HasNoParent(D4)
            .HasAllocated();

    [Fact]
    public void Closing_destroys_the_hollow_dataspaces_of_the_session() =>
        Chain().Free(S0, D0).Close(S1).HasHollow(D2).HasNoParent(D2).Close(S2).IsInitial();

    [Fact]
    public void Revoking_destroys_live_and_hollow_descendants() =>
        Chain()
            .Revoke(S0, D0).HasLive(D0)
            .Alias(S1, D0, Rw, 1, 2, D1).Alias(S2, D1, Ro, 1, 1, D2).Free(S0, D0)
            .Revoke(S1, D1)
            .HasHollow(D1);

    [Fact]
    public void Regions_over_what_is_hollowed_go_on_Native() =>
        Chain()
            .Attach(S0, D0, R0).Attach(S0, D1, R1).Attach(S1, D2, R2)
            .Free(S0, D0)
            .HasRegions();

    [Fact]
    public void Only_regions_over_what_is_destroyed_or_hollowed_go() =>
        Chain()
            .Attach(S2, D0, R0).Attach(S0, D1, R1).Attach(S1, D2, R2)
            .Free(S1, D1)
            .HasRegions(R0);

    // d0 of s0, its alias d1 of s1, and that one's alias d2 of s2.
    private static Walk Chain() =>
        new Walk(Roomy, "Managed").Alloc(S0, 3, D0).Alias(S1, D0, Rw, 1, 2, D1).Alias(S2, D1, Ro, 1, 1, D2);
}
