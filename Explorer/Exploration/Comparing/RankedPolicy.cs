using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

namespace ModelCheck.Exploration.Comparing;

/// <summary>A policy with its place in a comparison.</summary>
/// <param name="Result">What is known of it.</param>
/// <param name="Musts">What is known of each must.</param>
/// <param name="Shoulds">What is known of each should.</param>
public sealed record RankedPolicy(
    PolicyResult Result, ImmutableArray<RequirementResult> Musts, ImmutableArray<RequirementResult> Shoulds)
{
    /// <summary>How many musts it is known to keep.</summary>
    public int MustsKept => Musts.Count(result => result.IsKept);

    /// <summary>How many shoulds it is known to keep.</summary>
    public int ShouldsKept => Shoulds.Count(result => result.IsKept);

    /// <summary>How many requirements it is known to keep, asked for or not.</summary>
    public int RequirementsKept => Result.Requirements.Count(result => result.IsKept);

    /// <summary>Whether it is known to keep every must.</summary>
    public bool KeepsEveryMust => MustsKept == Musts.Length;

    /// <summary>Whether it is known to break a must: nothing that is still open can make it one to choose.</summary>
    public bool IsRefuted => Musts.Any(result => result.IsBroken);

    // What is open counts as neither, so that a requirement has two figures: one fewer broken outweighs any number
    // that are kept.
    private ((int, int) Musts, (int, int) Shoulds, (int, int) Requirements) Standing => StandingIf(open: null);

    /// <summary>Whether something that a ranking looks at is not settled.</summary>
    public bool IsOpen => Result.Requirements.Any(IsUnknown);

    /// <summary>The policies that are not settled and can still come out best, or level with the best.</summary>
    /// <param name="ranking">A ranking.</param>
    /// <returns>Those policies, in its order: no other is better whatever is found of both.</returns>
    public static IEnumerable<RankedPolicy> ContendersAmong(ImmutableArray<RankedPolicy> ranking)
    {
        var assured = ranking.Min(ranked => ranked.StandingIf(open: false));
        return ranking.Where(ranked => ranked.IsOpen && ranked.StandingIf(open: true).CompareTo(assured) <= 0);
    }

    /// <summary>Whether nothing that a ranking looks at tells it from another policy.</summary>
    /// <param name="other">The other policy.</param>
    /// <returns>True iff both stand equally high.</returns>
    public bool IsLevelWith(RankedPolicy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Standing == other.Standing;
    }

    /// <summary>
    /// The best first: by the musts that are known to be broken, fewest first, then by those that are known to be kept,
    /// most first; then likewise by shoulds, and by all requirements; then by name. What holds vacuously is neither,
    /// and among all requirements as good as broken. Where every policy was explored to the end, what is not broken is
    /// kept or vacuous.
    /// </summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="results">What is known of each policy.</param>
    /// <returns>The ranking.</returns>
    public static ImmutableArray<RankedPolicy> Rank(Scenario scenario, IEnumerable<PolicyResult> results)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return
        [
            .. results
                .Select(result => new RankedPolicy(
                    result,
                    [.. scenario.Musts.Select(demand => result.ResultOf(demand.Requirement))],
                    [.. scenario.Shoulds.Select(demand => result.ResultOf(demand.Requirement))]))
                .OrderBy(ranked => ranked.Standing)
                .ThenBy(ranked => ranked.Result.Policy.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>What makes another policy the better one.</summary>
    /// <param name="better">A policy that stands higher.</param>
    /// <returns>
    /// What decides between the two, musts, shoulds or, with null, all requirements; and of those what this one is
    /// known to break and the other not, the shortest trace first; where there is none, what the other keeps and this
    /// one is not known to.
    /// </returns>
    public (DemandLevel? Level, ImmutableArray<RequirementResult> Losses) LossesTo(RankedPolicy better)
    {
        ArgumentNullException.ThrowIfNull(better);
        return Standing.Musts != better.Standing.Musts ? (DemandLevel.Must, Losses(Musts, better.Musts))
            : Standing.Shoulds != better.Standing.Shoulds ? (DemandLevel.Should, Losses(Shoulds, better.Shoulds))
            : (null, Losses(Result.Requirements, better.Result.Requirements));
    }

    private static ImmutableArray<RequirementResult> Losses(
        ImmutableArray<RequirementResult> own, ImmutableArray<RequirementResult> others)
    {
        (RequirementResult Own, RequirementResult Other)[] pairs = [.. own.Zip(others)];
        RequirementResult[] broken =
        [
            .. pairs.Where(pair => pair.Own.IsBroken && !pair.Other.IsBroken).Select(pair => pair.Own)
                .OrderBy(result => result.Trace?.Steps.Length ?? int.MaxValue),
        ];
        return broken.Length > 0
            ? [.. broken]
            : [.. pairs.Where(pair => !pair.Own.IsKept && pair.Other.IsKept).Select(pair => pair.Own)];
    }

    // With what is open taken as kept, as broken, or as neither.
    private ((int, int) Musts, (int, int) Shoulds, (int, int) Requirements) StandingIf(bool? open) =>
        (StandingOf(Musts, open), StandingOf(Shoulds, open), StandingOfAll(Result.Requirements, open));

    // How many are broken, and how many kept: the smaller the better, so the latter is negative.
    private static (int Broken, int Kept) StandingOf(ImmutableArray<RequirementResult> results, bool? open) =>
        (
            results.Count(result => result.IsBroken || (open == false && IsUnknown(result))),
            -results.Count(result => result.IsKept || (open == true && IsUnknown(result))));

    // Of what nobody asked for a policy is not to gain by never putting it to the test: it is as good as broken.
    private static (int NotKept, int Kept) StandingOfAll(ImmutableArray<RequirementResult> results, bool? open) =>
        (
            results.Count(result => result.IsBroken || result.IsVacuous || (open == false && IsUnknown(result))),
            -results.Count(result => result.IsKept || (open == true && IsUnknown(result))));

    private static bool IsUnknown(RequirementResult result) => result.Verdict == RequirementVerdict.Unknown;
}
