using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>Scopes with one of something more, and what a policy makes of them.</summary>
public sealed class LargerScopeTests
{
    private static readonly Scope Lent = Scope.Uniform(1, 3, 2, quota: 1) with
    {
        Quotas = [1, 0, 0],
        Sharing = Sharing.Delegated,
        Trusts = [default, SessionSet.Of(new SessionId(0)), SessionSet.Of(new SessionId(0)) + new SessionId(2)],
    };

    [Fact]
    public void Each_scope_has_one_of_something_more()
    {
        ImmutableArray<(string What, Scope Scope)> larger = LargerScope.Around(Lent);
        Assert.Equal(
            [(2, 3, 2, 0), (1, 3, 3, 0), (1, 4, 2, 0), (1, 3, 2, 1)],
            larger.Select(one => (one.Scope.Frames, one.Scope.Sessions, one.Scope.Dataspaces, one.Scope.Regions)));
        Assert.All(larger, one => Assert.Empty(one.Scope.Faults()));
        Assert.Equal([2, 0, 0], larger[0].Scope.Quotas.AsEnumerable());
    }

    [Fact]
    public void Another_session_is_like_the_last_and_whoever_trusts_that_trusts_it()
    {
        Scope scope = LargerScope.Around(Lent)[2].Scope;
        Assert.Equal([1, 0, 0, 0], scope.Quotas.AsEnumerable());
        Assert.Equal(scope.OperationsOf(new SessionId(2)), scope.OperationsOf(new SessionId(3)));
        Assert.True(scope.TrustedBy(new SessionId(0)).IsEmpty);
        Assert.False(scope.TrustedBy(new SessionId(1)).Contains(new SessionId(3)));
        Assert.True(scope.TrustedBy(new SessionId(2)).Contains(new SessionId(3)));
        Assert.True(scope.TrustedBy(new SessionId(3)).Contains(new SessionId(0)));
    }

    [Fact]
    public void What_is_at_its_limit_stays_out()
    {
        Scope most = Scope.Uniform(
            Frame.Capacity, SessionId.Capacity, DataspaceId.Capacity, quota: 1, regions: RegionId.Capacity);
        Assert.Empty(LargerScope.Around(most));
    }

    // With one slot there is no alias: what needs one changes with the second slot.
    [Fact]
    public void A_verdict_that_changes_is_told()
    {
        var policy = new PolicyName("FirstClass", "Holder", "Native");
        PolicyResult known = ModelExplorer.Explore(
            Catalog.CreateModel(policy, Scope.Uniform(1, 2, 1, quota: 1)),
            Catalog.Requirements,
            new SearchLimits(),
            new SearchProgress(),
            default);
        LargerScope[] larger =
        [
            .. LargerScope.Around(known.Scope).Select(one => LargerScope.Explore(
                one.What, one.Scope, known, new SearchLimits(), new SearchProgress(), default)),
        ];
        Assert.All(larger, one => Assert.True(one.Result.Exploration.Complete));
        VerdictChange change = Assert.Single(
            larger[1].Changes, one => one.Now.Requirement.Name == "CanShare");
        Assert.Equal(
            (RequirementVerdict.NotShown, RequirementVerdict.Shown), (change.Before.Verdict, change.Now.Verdict));
        Assert.DoesNotContain(larger[0].Changes, one => one.Now.Requirement.Name == "CanShare");
    }
}
