using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model.Lifetimes;

/// <summary>Pin: what has children becomes a zombie with all its frames; zombies go with their last child.</summary>
public sealed class PinTests
{
    [Fact]
    public void Freeing_what_has_aliases_makes_a_zombie_that_keeps_all_its_frames_owner_and_rights()
    {
        Walk walk = Chain().Free(S0, D0).HasLive(D1, D2).HasZombies(D0).HasParent(D1, D0).HasAllocated(0, 1, 2);
        Assert.Equal(S0, walk.State.OwnerOf(D0));
        Assert.Equal(Extent.Of(0, 3), walk.State.ExtentOf(D0));
        Assert.True(walk.State.Writable.Contains(D0));
    }

    [Fact]
    public void Freeing_what_has_no_alias_destroys_it() =>
        Chain().Free(S2, D2).HasLive(D0, D1).HasZombies().Free(S1, D1).Free(S0, D0).IsInitial();

    [Fact]
    public void Zombies_above_go_with_their_last_child() =>
        Chain().Free(S0, D0).Free(S1, D1).HasZombies(D0, D1).HasAllocated(0, 1, 2).Free(S2, D2).IsInitial();

    [Fact]
    public void A_zombie_with_another_child_stays() =>
        Chain()
            .Alias(S2, D0, Ro, 0, 1, D3)
            .Free(S0, D0).Free(S1, D1).Free(S2, D2)
            .HasLive(D3)
            .HasZombies(D0)
            .HasAllocated(0, 1, 2)
            .Free(S2, D3)
            .IsInitial();

    [Fact]
    public void A_live_ancestor_stays_when_the_zombie_below_it_goes() =>
        Chain().Free(S1, D1).HasLive(D0, D2).HasZombies(D1).Free(S2, D2).HasLive(D0).HasZombies();

    [Fact]
    public void Closing_leaves_zombies_where_others_have_aliases() =>
        Chain()
            .Alloc(S0, 1, D3)
            .Close(S0)
            .HasLive(D1, D2)
            .HasZombies(D0)
            .HasAllocated(0, 1, 2)
            .Uses(S0, 3);

    [Fact]
    public void Closing_twice_changes_nothing_while_the_aliases_are_there() =>
        Chain().Close(S0).Close(S0).HasLive(D1, D2).HasZombies(D0).Close(S1).HasZombies(D0, D1).Close(S2).IsInitial();

    [Fact]
    public void Closing_who_owns_original_and_alias_leaves_nothing() =>
        new Walk(Roomy, "Pin")
            .Alloc(S0, 2, D0).Alias(S0, D0, Rw, 0, 1, D1).Alias(S0, D1, Rw, 0, 1, D2)
            .Close(S0)
            .IsInitial();

    [Fact]
    public void Closing_takes_a_foreign_zombie_between_two_dataspaces_of_the_session() =>
        new Walk(Roomy, "Pin")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 2, D1).Alias(S0, D1, Rw, 0, 1, D2)
            .Free(S1, D1)
            .HasZombies(D1)
            .Close(S0)
            .IsInitial();

    [Fact]
    public void A_live_foreign_alias_between_two_dataspaces_of_the_session_keeps_the_upper_one() =>
        new Walk(Roomy, "Pin")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 2, D1).Alias(S0, D1, Rw, 0, 1, D2)
            .Close(S0)
            .HasLive(D1)
            .HasZombies(D0);

    [Fact]
    public void Revoking_takes_zombies_below_along() =>
        Chain().Free(S1, D1).HasZombies(D1).Revoke(S0, D0).HasLive(D0).HasZombies();

    [Fact]
    public void Revoking_below_a_zombie_takes_no_zombie_while_the_revoker_stays() =>
        Chain().Free(S0, D0).Revoke(S1, D1).HasLive(D1).HasZombies(D0);

    // d0 of s0, its alias d1 of s1, and that one's alias d2 of s2.
    private static Walk Chain() =>
        new Walk(Roomy, "Pin").Alloc(S0, 3, D0).Alias(S1, D0, Rw, 1, 2, D1).Alias(S2, D1, Ro, 1, 1, D2);
}
