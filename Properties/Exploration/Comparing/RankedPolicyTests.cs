using System.Collections.Immutable;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>Which policy stands above which, on results made by hand.</summary>
public sealed class RankedPolicyTests
{
    private static readonly Scenario Asked = HandMade.Asking("FreeSucceeds CanShare", "CanRevoke FreeIsConstant");

    // What stands higher, then what stands lower: a digit for each of two musts, two shoulds and one more, 1 if kept.
    public static TheoryData<string, string> Pairs => new()
    {
        // A must outweighs everything else.
        { "11000", "10111" },
        { "01000", "00111" },

        // Then a should outweighs what is not asked for.
        { "11010", "11001" },
        { "10100", "01001" },

        // Then what is not asked for counts.
        { "11001", "11000" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Musts_count_before_shoulds_and_shoulds_before_the_rest(string higher, string lower)
    {
        // The lower one is first by name and by order, so that neither can be what puts it second.
        ImmutableArray<RankedPolicy> ranking =
            RankedPolicy.Rank(Asked, [Keeping("Aaa", lower), Keeping("Bbb", higher)]);
        Assert.Equal(["Bbb", "Aaa"], NamesOf(ranking));
        Assert.False(ranking[0].IsLevelWith(ranking[1]));
        Assert.False(ranking[1].IsLevelWith(ranking[0]));
    }

    [Fact]
    public void Policies_that_are_level_stand_by_their_names_whatever_they_keep()
    {
        // Different musts and shoulds, but as many of each.
        ImmutableArray<RankedPolicy> ranking = RankedPolicy.Rank(
            Asked, [Keeping("Ccc", "10101"), Keeping("aaa", "10011"), Keeping("Bbb", "01011")]);
        Assert.Equal(["Bbb", "Ccc", "aaa"], NamesOf(ranking));
        Assert.All(ranking, ranked => Assert.True(ranked.IsLevelWith(ranking[0])));
    }

    [Fact]
    public void The_order_of_the_results_does_not_matter()
    {
        PolicyResult[] results =
        [
            Keeping("Aaa", "11100"), Keeping("Bbb", "11100"), Keeping("Ccc", "11110"), Keeping("Ddd", "01111"),
        ];
        string[] expected = ["Ccc", "Aaa", "Bbb", "Ddd"];
        Assert.Equal(expected, NamesOf(RankedPolicy.Rank(Asked, results)));
        Assert.Equal(expected, NamesOf(RankedPolicy.Rank(Asked, results.Reverse())));
    }

    [Theory]
    [InlineData(RequirementVerdict.Holds, true, false)]
    [InlineData(RequirementVerdict.Shown, true, false)]
    [InlineData(RequirementVerdict.NotApplicable, true, false)]
    [InlineData(RequirementVerdict.Violated, false, true)]
    [InlineData(RequirementVerdict.NotShown, false, true)]
    [InlineData(RequirementVerdict.HoldsVacuously, false, false)]
    [InlineData(RequirementVerdict.Unknown, false, false)]
    public void What_is_not_settled_is_neither_kept_nor_broken(RequirementVerdict verdict, bool kept, bool broken)
    {
        PolicyResult result = HandMade.Policy("Pin", "Heir", $"FreeSucceeds {verdict}", $"CanRevoke {verdict}");
        Assert.All(result.Requirements, found => Assert.Equal((kept, broken), (found.IsKept, found.IsBroken)));
        RankedPolicy ranked = Assert.Single(RankedPolicy.Rank(HandMade.Asking("FreeSucceeds", "CanRevoke"), [result]));
        Assert.Equal(kept, ranked.KeepsEveryMust);
        Assert.Equal(
            kept ? (1, 1, 2) : (0, 0, 0), (ranked.MustsKept, ranked.ShouldsKept, ranked.RequirementsKept));
    }

    [Fact]
    public void What_is_asked_for_and_vacuous_stands_between_kept_and_broken()
    {
        ImmutableArray<RankedPolicy> ranking = RankedPolicy.Rank(
            HandMade.Asking("FreeSucceeds"),
            [
                HandMade.Policy("Aaa", "Holder", "FreeSucceeds Violated 1"),
                HandMade.Policy("Bbb", "Holder", "FreeSucceeds HoldsVacuously"),
                HandMade.Policy("Ccc", "Holder", "FreeSucceeds Holds"),
            ]);
        Assert.Equal(["Ccc", "Bbb", "Aaa"], NamesOf(ranking));
        Assert.Equal([true, false, false], ranking.Select(ranked => ranked.KeepsEveryMust));
        Assert.Equal([false, false, true], ranking.Select(ranked => ranked.IsRefuted));
    }

    [Fact]
    public void What_nobody_asks_for_is_no_merit_of_a_policy_that_never_puts_it_to_the_test()
    {
        ImmutableArray<RankedPolicy> ranking = RankedPolicy.Rank(
            HandMade.Asking("CanShare"),
            [
                HandMade.Policy(
                    "Aaa", "Holder", "CanShare Shown 1", "CanRevoke NotShown", "FreeSucceeds HoldsVacuously"),
                HandMade.Policy("Bbb", "Holder", "CanShare Shown 1", "FreeSucceeds Violated 1", "CanRevoke Shown 1"),
                HandMade.Policy("Ccc", "Holder", "CanShare Shown 1", "FreeSucceeds Violated 1", "CanRevoke NotShown"),
            ]);
        Assert.Equal(["Bbb", "Aaa", "Ccc"], NamesOf(ranking));
        Assert.True(ranking[1].IsLevelWith(ranking[2]));
    }

    [Fact]
    public void With_nothing_asked_for_everything_is_kept()
    {
        RankedPolicy ranked = Assert.Single(RankedPolicy.Rank(
            HandMade.Asking(string.Empty), [HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated 1")]));
        Assert.True(ranked.KeepsEveryMust);
        Assert.Equal((0, 0, 0), (ranked.MustsKept, ranked.ShouldsKept, ranked.RequirementsKept));
    }

    private static PolicyResult Keeping(string lifetime, string kept)
    {
        string[] requirements = ["FreeSucceeds", "CanShare", "CanRevoke", "FreeIsConstant", "SealHolds"];
        return HandMade.Policy(
            lifetime,
            "Holder",
            [.. requirements.Zip(kept, (name, bit) => bit == '1' ? $"{name} Holds" : $"{name} Violated 1")]);
    }

    private static IEnumerable<string> NamesOf(ImmutableArray<RankedPolicy> ranking) =>
        ranking.Select(ranked => ranked.Result.Policy.Lifetime);
}
