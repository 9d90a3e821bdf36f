using System.Collections.Immutable;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>
/// Rankings of explorations that were stopped: of each requirement it is known that it is kept, or that it is broken,
/// or nothing.
/// </summary>
public sealed class PartialVerdictTests
{
    private const int Policies = 5;

    // Three musts, two shoulds, and one that is not asked for.
    private static readonly string[] Requirements =
        ["FreeSucceeds", "CanShare", "SealHolds", "CanRevoke", "FreeIsConstant", "Confinement"];

    private static readonly Scenario Asked =
        HandMade.Asking("FreeSucceeds CanShare SealHolds", "CanRevoke FreeIsConstant");

    // The better the higher.
    private enum Knowledge
    {
        Broken,
        Open,
        Kept,
    }

    /// <summary>What is known of each requirement of each of some policies, drawn at random.</summary>
    public static Arbitrary<int[][]> Drawn() => Arb.From(
        Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 2), Requirements.Length), Policies));

    [Property(Arbitrary = [typeof(PartialVerdictTests)])]
    public void A_refuted_policy_stands_below_every_other_and_is_never_the_one_to_choose(int[][] drawn)
    {
        ImmutableArray<RankedPolicy> ranking = Rank(drawn);
        Assert.Equal(ranking.Select(IsRefuted).Order(), ranking.Select(IsRefuted));
        Comparison comparison = HandMade.Compare(Asked, [.. ranking.Select(ranked => ranked.Result)]);
        string named = $" {ranking[0].Result.Policy.Lifetime} with charging Holder";
        bool open = !IsRefuted(ranking[0]);
        Assert.Contains(named, $" {comparison.Recommendation}", StringComparison.Ordinal);
        Assert.Equal(!open, comparison.Recommendation.StartsWith("None of the ", StringComparison.Ordinal));
        Assert.Equal(
            open && ranking[0].Musts.Any(must => !must.IsKept),
            comparison.Recommendation.Contains(" is not refuted so far: ", StringComparison.Ordinal));
    }

    [Property(Arbitrary = [typeof(PartialVerdictTests)])]
    public void A_policy_of_which_nothing_worse_is_known_does_not_stand_below(int[][] drawn)
    {
        ArgumentNullException.ThrowIfNull(drawn);

        // Two random policies are hardly ever comparable, so one is made from another.
        int[][] pair = [drawn[0], [.. drawn[0].Zip(drawn[1], Math.Max)]];
        ImmutableArray<RankedPolicy> ranking = Rank(pair);
        Assert.Equal("P1", pair[0].SequenceEqual(pair[1]) ? "P1" : ranking[0].Result.Policy.Lifetime);
        Assert.Equal(pair[0].SequenceEqual(pair[1]), ranking[0].IsLevelWith(ranking[1]));
    }

    [Property(Arbitrary = [typeof(PartialVerdictTests)])]
    public void Where_nothing_is_open_only_what_is_kept_counts(int[][] drawn)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        ImmutableArray<RankedPolicy> ranking =
            Rank([.. drawn.Select(known => known.Select(one => one == (int)Knowledge.Open ? 0 : one).ToArray())]);
        Assert.Equal(
            ranking.OrderByDescending(ranked => ranked.MustsKept)
                .ThenByDescending(ranked => ranked.ShouldsKept)
                .ThenByDescending(ranked => ranked.RequirementsKept)
                .ThenBy(ranked => ranked.Result.Policy.Lifetime, StringComparer.Ordinal),
            ranking);
    }

    private static bool IsRefuted(RankedPolicy ranked) => ranked.Musts.Any(must => must.IsBroken);

    private static ImmutableArray<RankedPolicy> Rank(int[][] known) => RankedPolicy.Rank(
        Asked,
        known.Select((each, index) => HandMade.Policy(
            FormattableString.Invariant($"P{index}"),
            "Holder",
            [.. Requirements.Zip(each, (name, one) => $"{name} {VerdictOf((Knowledge)one)}")])));

    private static string VerdictOf(Knowledge knowledge) => knowledge switch
    {
        Knowledge.Kept => "Holds",
        Knowledge.Broken => "Violated 1",
        _ => "Unknown",
    };
}
