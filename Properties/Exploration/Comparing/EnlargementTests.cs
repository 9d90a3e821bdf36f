using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>The best policy and the runner-up in larger scopes.</summary>
public sealed class EnlargementTests
{
    private const long Bound = 500;

    private static readonly Lazy<Enlargement> Made = new(() => Enlarged(Compared.On("versioned-rom"), workers: 2));

    [Fact]
    public void The_best_policy_and_the_next_that_is_not_level_with_it_are_looked_at()
    {
        Comparison comparison = Compared.On("versioned-rom");
        Assert.Equal(2, Made.Value.Policies.Length);
        Assert.Same(comparison.Ranking[0], Made.Value.Policies[0].Ranked);
        Assert.Same(
            comparison.Ranking.First(ranked => !ranked.IsLevelWith(comparison.Ranking[0])),
            Made.Value.Policies[1].Ranked);
    }

    [Fact]
    public void A_scope_grows_until_it_cannot_be_explored_to_the_end() => Assert.All(
        Made.Value.Policies.SelectMany(policy => policy.Directions),
        direction =>
        {
            Assert.All(direction[..^1], one => Assert.True(one.Result.Exploration.Complete));
            Assert.True(direction.Length == 3 || !direction[^1].Result.Exploration.Complete);
        });

    [Fact]
    public void What_is_asked_for_is_looked_at_and_what_is_found_is_the_same_for_any_number_of_workers()
    {
        Comparison comparison = Compared.On("versioned-rom");
        Enlargement alone = Enlarged(comparison, workers: 1);
        foreach ((EnlargedPolicy one, EnlargedPolicy other) in Made.Value.Policies.Zip(alone.Policies))
        {
            Assert.Equal(
                one.Larger.Select(scope => (scope.What, scope.Result.Exploration.DistinctStates)),
                other.Larger.Select(scope => (scope.What, scope.Result.Exploration.DistinctStates)));
            Assert.All(one.Larger, scope => Assert.Equal(
                comparison.Scenario.Musts.Concat(comparison.Scenario.Shoulds).Select(demand => demand.Requirement),
                scope.Result.Requirements.Select(result => result.Requirement)));
        }
    }

    [Fact]
    public void What_is_not_finished_is_not_enlarged() => Assert.Empty(
        Enlarged(Compared.Afresh("versioned-rom", workers: 2, states: 10), workers: 2).Policies);

    [Fact]
    public void What_is_cancelled_is_open()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Enlargement ended = Enlargement.Of(
            Compared.On("versioned-rom"), Bound, new SearchLimits(), new ComparisonProgress(), cancelled.Token);
        Assert.NotEmpty(ended.Policies);
        Assert.All(ended.Policies.SelectMany(policy => policy.Larger), one =>
        {
            Assert.Equal(StopReason.Interrupted, one.Result.Exploration.Stopped);
            Assert.Equal(0, one.Result.StepsSettled);
        });
    }

    [Fact]
    public void What_does_not_apply_to_a_scope_and_is_broken_in_a_larger_one_is_a_change()
    {
        PolicyResult known = HandMade.Policy("Pin", "Heir", "CanShare NotApplicable", "FreeSucceeds NotApplicable");
        Comparison comparison = HandMade.Compare(HandMade.Asking("CanShare FreeSucceeds"), known);
        PolicyResult found = HandMade.Policy("Pin", "Heir", "CanShare NotShown", "FreeSucceeds Holds");
        var larger = new LargerScope("one region slot more", found, []);
        ImmutableArray<VerdictChange> changes =
            new EnlargedPolicy(comparison.Ranking[0], [[larger]]).ChangesIn(larger);
        Assert.Equal("CanShare", Assert.Single(changes).Now.Requirement.Name);
    }

    [Fact]
    public void Scopes_grow_by_one_thing_as_far_as_there_is_room()
    {
        Scope scope = Scope.Uniform(Frame.Capacity - 2, 2, 2, quota: 1);
        ImmutableArray<ImmutableArray<(string What, Scope Scope)>> growing = LargerScope.Growing(scope, most: 3);
        Assert.Equal(
            [
                "one frame more, and so much more of every quota",
                "2 frames more, and so much more of every quota",
            ],
            growing[0].Select(one => one.What));
        Assert.Equal([3, 4, 5], growing[1].Select(one => one.Scope.Dataspaces));
        Assert.Equal(Frame.Capacity, growing[0][^1].Scope.Frames);
    }

    private static Enlargement Enlarged(Comparison comparison, int workers) => Enlargement.Of(
        comparison, Bound, new SearchLimits { Workers = workers }, new ComparisonProgress(), default);
}
