using System.Collections.Immutable;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>What decides against the policies that are not recommended.</summary>
public sealed class RivalTests
{
    [Fact]
    public void Policies_that_lose_by_the_same_stand_together_the_closest_first()
    {
        ImmutableArray<Rival> rivals = Rival.Of(HandMade.Compare(
            HandMade.Asking("FreeSucceeds CanShare", "CanRevoke"),
            HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated 3", "CanShare NotShown", "CanRevoke Shown 2"),
            HandMade.Policy("Cascade", "Heir", "FreeSucceeds Holds", "CanShare Shown 2", "CanRevoke Shown 2"),
            HandMade.Policy("Cascade", "Nobody", "FreeSucceeds Holds", "CanShare Shown 2", "CanRevoke Shown 2"),
            HandMade.Policy("Refuse", "Heir", "FreeSucceeds Violated 3", "CanShare Shown 2", "CanRevoke Shown 2"),
            HandMade.Policy("Busy", "Heir", "FreeSucceeds Violated 3", "CanShare Shown 2", "CanRevoke NotShown"),
            HandMade.Policy("Unlink", "Heir", "FreeSucceeds Holds", "CanShare Shown 2", "CanRevoke NotShown")));
        Assert.Equal(
            [
                "Should CanRevoke: Unlink",
                "Must FreeSucceeds: Refuse Busy",
                "Must FreeSucceeds CanShare: Pin",
            ],
            rivals.Select(Told));
    }

    [Fact]
    public void What_both_break_decides_nothing() => Assert.Equal(
        ["Must CanShare: Refuse"],
        Rival.Of(HandMade.Compare(
            HandMade.Asking("FreeSucceeds CanShare"),
            HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated 3", "CanShare Shown 1"),
            HandMade.Policy("Refuse", "Heir", "FreeSucceeds Violated 3", "CanShare NotShown"))).Select(Told));

    [Fact]
    public void What_is_open_or_vacuous_decides_where_nothing_is_broken()
    {
        ImmutableArray<Rival> rivals = Rival.Of(HandMade.Compare(
            HandMade.Asking("FreeSucceeds CanShare"),
            HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "CanShare Shown 1"),
            HandMade.Policy("Refuse", "Heir", "FreeSucceeds HoldsVacuously", "CanShare Shown 1"),
            HandMade.Policy("Unlink", "Heir", "FreeSucceeds Holds", "CanShare Unknown")));
        Assert.Equal(["Must CanShare: Unlink", "Must FreeSucceeds: Refuse"], rivals.Select(Told));
        Assert.Equal(
            [RequirementVerdict.Unknown, RequirementVerdict.HoldsVacuously],
            rivals.Select(rival => rival.Losses[0].Verdict));
    }

    [Fact]
    public void What_nobody_asked_for_decides_last() => Assert.Equal(
        [" CanRevoke: Unlink"],
        Rival.Of(HandMade.Compare(
            HandMade.Asking("FreeSucceeds", "CanShare"),
            HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "CanShare Shown 1", "CanRevoke Shown 2"),
            HandMade.Policy("Unlink", "Heir", "FreeSucceeds Holds", "CanShare Shown 1", "CanRevoke NotShown")))
            .Select(Told));

    [Fact]
    public void Every_policy_is_level_or_a_rival_and_each_has_lost_something()
    {
        Comparison comparison = Compared.On("versioned-rom");
        ImmutableArray<Rival> rivals = Rival.Of(comparison);
        Assert.Equal(
            comparison.Ranking.Length,
            comparison.Ranking.Count(ranked => ranked.IsLevelWith(comparison.Ranking[0]))
            + rivals.Sum(rival => rival.Policies.Length));
        Assert.All(rivals, rival => Assert.NotEmpty(rival.Losses));
    }

    private static string Told(Rival rival)
    {
        string losses = string.Join(' ', rival.Losses.Select(result => result.Requirement.Name));
        string policies = string.Join(' ', rival.Policies.Select(ranked => ranked.Result.Policy.Lifetime));
        return $"{rival.Level} {losses}: {policies}";
    }
}
