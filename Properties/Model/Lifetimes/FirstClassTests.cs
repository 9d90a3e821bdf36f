using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model.Lifetimes;

/// <summary>FirstClass: children become parentless, and only frames that nothing covers are released.</summary>
public sealed class FirstClassTests
{
    [Fact]
    public void Freeing_leaves_aliases_without_a_parent_and_releases_what_they_do_not_cover() =>
        Chain()
            .Free(S0, D0)
            .HasLive(D1, D2)
            .HasNoParent(D1)
            .HasParent(D2, D1)
            .HasAllocated(1, 2);

    [Fact]
    public void Freeing_the_middle_leaves_the_grandchild_without_a_parent_though_its_grandparent_lives() =>
        Chain()
            .Free(S1, D1)
            .HasLive(D0, D2)
            .HasNoParent(D2)
            .HasAllocated(0, 1, 2);

    [Fact]
    public void A_frame_is_released_with_the_last_dataspace_that_covers_it() =>
        Chain()
            .Free(S0, D0).HasAllocated(1, 2)
            .Free(S1, D1).HasAllocated(2)
            .Free(S2, D2)
            .IsInitial();

    [Fact]
    public void Closing_does_the_same_for_each_dataspace_of_the_session() =>
        Chain()
            .Alias(S0, D2, Ro, 0, 1, D3).Alias(S1, D3, Ro, 0, 1, D4)
            .Close(S0)
            .HasLive(D1, D2, D4)
            .HasNoParent(D1)
            .HasNoParent(D4)
            .HasAllocated(1, 2)
            .Uses(S0, 0);

    [Fact]
    public void Closing_destroys_two_generations_at_once() =>
        new Walk(Roomy, "FirstClass")
            .Alloc(S0, 3, D0).Alias(S0, D0, Rw, 0, 2, D1).Alias(S1, D1, Ro, 1, 1, D2)
            .Close(S0)
            .HasLive(D2)
            .HasNoParent(D2)
            .HasAllocated(1);

    [Fact]
    public void Revoking_destroys_every_descendant_nevertheless() =>
        Chain().Revoke(S0, D0).HasLive(D0).HasAllocated(0, 1, 2);

    [Fact]
    public void An_orphan_is_beyond_the_reach_of_Revoke() =>
        Chain().Free(S1, D1).Revoke(S0, D0).HasLive(D0, D2);

    // d0 of s0, its alias d1 of s1, and that one's alias d2 of s2.
    private static Walk Chain() =>
        new Walk(Roomy, "FirstClass").Alloc(S0, 3, D0).Alias(S1, D0, Rw, 1, 2, D1).Alias(S2, D1, Ro, 1, 1, D2);
}
