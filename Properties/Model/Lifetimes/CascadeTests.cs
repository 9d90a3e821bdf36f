using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model.Lifetimes;

/// <summary>Cascade: d and all its descendants are destroyed, by Free and by Close.</summary>
public sealed class CascadeTests
{
    [Fact]
    public void Freeing_takes_aliases_and_their_aliases_along_whoever_owns_them() =>
        Family().Free(S0, D0).IsInitial();

    [Fact]
    public void Freeing_an_alias_spares_what_is_above_and_beside_it() =>
        Family()
            .Free(S1, D1)
            .HasLive(D0, D3)
            .HasParent(D3, D0)
            .HasAllocated(0, 1, 2)
            .Uses(S2, 0);

    [Fact]
    public void Closing_takes_the_descendants_of_everything_the_session_owns() =>
        Family()
            .Alloc(S0, 1, D4)
            .Close(S1)
            .HasLive(D0, D3, D4)
            .HasAllocated(0, 1, 2, 3);

    [Fact]
    public void Closing_the_owner_of_the_original_takes_what_others_derived_from_it() =>
        Family()
            .Alloc(S2, 1, D4)
            .Close(S0)
            .HasLive(D4)
            .HasAllocated(3)
            .Uses(S1, 0);

    [Fact]
    public void Revoking_takes_the_descendants_and_spares_the_dataspace() =>
        Family()
            .Revoke(S0, D0)
            .HasLive(D0)
            .HasAllocated(0, 1, 2);

    [Fact]
    public void Revoking_an_alias_takes_what_is_below_it_only() =>
        Family()
            .Revoke(S1, D1)
            .HasLive(D0, D1, D3)
            .HasParent(D1, D0);

    // d0 of s0 with two aliases, d1 of s1 and d3 of s0; d2 of s2 is an alias of d1.
    private static Walk Family() =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 3, D0)
            .Alias(S1, D0, Rw, 1, 2, D1)
            .Alias(S2, D1, Ro, 1, 1, D2)
            .Alias(S0, D0, Ro, 0, 1, D3)
            .HasExtent(D2, Extent.Of(2, 1));
}
