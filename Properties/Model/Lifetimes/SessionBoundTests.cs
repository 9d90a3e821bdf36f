using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model.Lifetimes;

/// <summary>SessionBound: Free as under Pin; Close as under Cascade, zombies of the session included.</summary>
public sealed class SessionBoundTests
{
    [Fact]
    public void Freeing_what_has_aliases_makes_a_zombie() =>
        Chain().Free(S0, D0).HasLive(D1, D2).HasZombies(D0).HasAllocated(0, 1, 2);

    [Fact]
    public void Zombies_above_go_with_their_last_child() =>
        Chain().Free(S0, D0).Free(S1, D1).HasZombies(D0, D1).Free(S2, D2).IsInitial();

    [Fact]
    public void Closing_takes_what_the_session_handed_out() => Chain().Close(S0).IsInitial();

    [Fact]
    public void Closing_takes_the_zombies_of_the_session_and_what_is_below_them() =>
        Chain().Free(S0, D0).HasZombies(D0).Close(S0).IsInitial();

    [Fact]
    public void Closing_the_middle_takes_a_foreign_zombie_above_that_has_no_child_left() =>
        Chain().Free(S0, D0).Close(S1).IsInitial();

    [Fact]
    public void Closing_spares_a_foreign_zombie_above_that_has_another_child() =>
        Chain().Alias(S2, D0, Ro, 0, 1, D3).Free(S0, D0).Close(S1).HasLive(D3).HasZombies(D0);

    [Fact]
    public void Closing_takes_a_foreign_zombie_below() =>
        Chain().Free(S1, D1).HasZombies(D1).Close(S0).IsInitial();

    [Fact]
    public void Closing_spares_live_ancestors() =>
        Chain().Close(S1).HasLive(D0).HasZombies().HasAllocated(0, 1, 2).Uses(S0, 3);

    // d0 of s0, its alias d1 of s1, and that one's alias d2 of s2.
    private static Walk Chain() =>
        new Walk(Roomy, "SessionBound").Alloc(S0, 3, D0).Alias(S1, D0, Rw, 1, 2, D1).Alias(S2, D1, Ro, 1, 1, D2);
}
