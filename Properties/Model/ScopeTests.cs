using System.Collections.Immutable;

using ModelCheck.Model.Charging;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Platforms;
using ModelCheck.Model.Sealings;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>A scope that no model could be explored within says so, instead of failing later.</summary>
public sealed class ScopeTests
{
    private static readonly Scope Sound = Scope.Uniform(4, sessions: 3, dataspaces: 4, quota: 4, regions: 2);

    private static readonly ImmutableArray<Scope> Malformed =
    [
        Sound with { Frames = 0 },
        Sound with { Frames = 33 },
        Sound with { Sessions = 0 },
        Sound with { Sessions = 9 },
        Sound with { Dataspaces = 0 },
        Sound with { Dataspaces = 17 },
        Sound with { Regions = -1 },
        Sound with { Regions = 9 },
        Sound with { AliasCost = -1 },
        Sound with { AliasCost = 65_536 },
        Sound with { Quotas = [4, 4] },
        Sound with { Quotas = [4, 4, 4, 4] },
        Sound with { Quotas = [4, -1, 4] },
        Sound with { Quotas = [4, 4, 65_536] },
        Sound with { Quotas = default },
        Sound with { Permitted = [OperationKinds.All, OperationKinds.All] },
        Sound with { Permitted = [.. Enumerable.Repeat(OperationKinds.All, 4)] },
        Sound with { Permitted = [OperationKinds.All, OperationKinds.All, new OperationKinds(1u << 31)] },
        Sound with { Trusts = [default, default] },
        Sound with { Trusts = [default, default, default, default] },
        Sound with { Trusts = [default, default, SessionSet.Of(new SessionId(3))] },
        Sound with { Sharing = (Sharing)2 },
        Sound with { Contents = true, Regions = 0 },
    ];

    public static TheoryData<int> Faults => [.. Enumerable.Range(0, Malformed.Length)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_malformed_scope_has_a_fault_and_no_model(int number)
    {
        Assert.NotEmpty(Malformed[number].Faults());
        Assert.Throws<ArgumentException>(() => new ReferenceModel<Cascade, Holder, Native, Future>(Malformed[number]));
    }

    [Fact]
    public void A_sound_scope_has_none()
    {
        Assert.Empty(Sound.Faults());
        Assert.Empty((Sound with { Permitted = [], Trusts = [] }).Faults());
        Assert.Empty((Sound with { Permitted = default, Trusts = default }).Faults());
        Assert.Empty(
            (Sound with { Trusts = [SessionSet.First(3), default, SessionSet.Of(new SessionId(2))] }).Faults());
        Assert.Empty((Sound with { Contents = true, Sharing = Sharing.Delegated, AliasCost = 0 }).Faults());
    }

    [Fact]
    public void Sets_left_out_permit_everything_and_trust_nobody()
    {
        Scope scope = Sound with { Permitted = default, Trusts = default };

        Assert.Equal(Sound.Operations, scope.Operations);
        Assert.Equal(default, scope.TrustedBy(new SessionId(2)));
    }
}
