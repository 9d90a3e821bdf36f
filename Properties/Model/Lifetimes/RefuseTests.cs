using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model.Lifetimes;

/// <summary>Refuse: nothing is freed while a child exists; a close takes everything along, as under Cascade.</summary>
public sealed class RefuseTests
{
    [Fact]
    public void Freeing_is_refused_while_an_alias_exists_whoever_owns_it() =>
        Chain()
            .Refuses(Refusal.HasAliases, Operation.Free(S0, D0))
            .Refuses(Refusal.HasAliases, Operation.Free(S1, D1))
            .Alias(S2, D2, Ro, 0, 1, D3)
            .Refuses(Refusal.HasAliases, Operation.Free(S2, D2));

    [Fact]
    public void Freeing_from_the_leaves_up_is_granted() =>
        Chain().Free(S2, D2).Free(S1, D1).HasLive(D0).Free(S0, D0).IsInitial();

    [Fact]
    public void A_revoke_clears_the_way() =>
        Chain().Revoke(S0, D0).HasLive(D0).Free(S0, D0).IsInitial();

    [Fact]
    public void Closing_takes_the_aliases_along() => Chain().Close(S0).IsInitial();

    [Fact]
    public void Closing_the_middle_takes_what_is_below_and_frees_the_way_above() =>
        Chain().Close(S1).HasLive(D0).HasAllocated(0, 1, 2).Free(S0, D0).IsInitial();

    // d0 of s0, its alias d1 of s1, and that one's alias d2 of s2.
    private static Walk Chain() =>
        new Walk(Roomy, "Refuse").Alloc(S0, 3, D0).Alias(S1, D0, Rw, 1, 2, D1).Alias(S2, D1, Ro, 1, 1, D2);
}
