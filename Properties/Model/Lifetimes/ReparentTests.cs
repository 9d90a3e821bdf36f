using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model.Lifetimes;

/// <summary>Reparent: as FirstClass, but children move to the parent of what is freed.</summary>
public sealed class ReparentTests
{
    [Fact]
    public void Freeing_the_middle_hands_its_aliases_to_the_grandparent() =>
        Chain()
            .Free(S1, D1)
            .HasLive(D0, D2)
            .HasParent(D2, D0);

    [Fact]
    public void The_grandparent_can_then_revoke_them() =>
        Chain().Free(S1, D1).Revoke(S0, D0).HasLive(D0);

    [Fact]
    public void Freeing_the_original_leaves_its_aliases_without_a_parent() =>
        Chain()
            .Free(S0, D0)
            .HasLive(D1, D2)
            .HasNoParent(D1)
            .HasParent(D2, D1)
            .HasAllocated(1, 2);

    [Fact]
    public void Closing_looks_for_the_nearest_ancestor_that_is_left() =>
        new Walk(Roomy, "Reparent")
            .Alloc(S0, 3, D0)
            .Alias(S1, D0, Rw, 0, 3, D1)
            .Alias(S1, D1, Rw, 0, 2, D2)
            .Alias(S2, D2, Rw, 1, 1, D3)
            .Close(S1)
            .HasLive(D0, D3)
            .HasParent(D3, D0);

    [Fact]
    public void Closing_skips_ancestors_that_go_and_stops_at_one_that_stays_between_them() =>
        new Walk(Roomy, "Reparent")
            .Alloc(S0, 3, D0)
            .Alias(S1, D0, Rw, 0, 3, D1)
            .Alias(S0, D1, Rw, 0, 2, D2)
            .Alias(S2, D2, Rw, 1, 1, D3)
            .Close(S0)
            .HasLive(D1, D3)
            .HasNoParent(D1)
            .HasParent(D3, D1)
            .HasAllocated(0, 1, 2);

    [Fact]
    public void Closing_the_owner_of_all_ancestors_leaves_no_parent() =>
        new Walk(Roomy, "Reparent")
            .Alloc(S0, 2, D0).Alias(S0, D0, Rw, 0, 2, D1).Alias(S1, D1, Ro, 1, 1, D2)
            .Close(S0)
            .HasLive(D2)
            .HasNoParent(D2)
            .HasAllocated(1);

    // d0 of s0, its alias d1 of s1, and that one's alias d2 of s2.
    private static Walk Chain() =>
        new Walk(Roomy, "Reparent").Alloc(S0, 3, D0).Alias(S1, D0, Rw, 1, 2, D1).Alias(S2, D1, Ro, 1, 1, D2);
}
