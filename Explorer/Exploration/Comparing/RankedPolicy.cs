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
    private ((int, int) Musts, (int, int) Shoulds, (int, int) Requirements) Standing =>
        (StandingOf(Musts), StandingOf(Shoulds), StandingOfAll(Result.Requirements));

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

    // How many are broken, and how many kept: the smaller the better, so the latter is negative.
    private static (int Broken, int Kept) StandingOf(ImmutableArray<RequirementResult> results) =>
        (results.Count(result => result.IsBroken), -results.Count(result => result.IsKept));

    // Of what nobody asked for a policy is not to gain by never putting it to the test: it is as good as broken.
    private static (int NotKept, int Kept) StandingOfAll(ImmutableArray<RequirementResult> results) =>
        (results.Count(result => result.IsBroken || result.IsVacuous), -results.Count(result => result.IsKept));
}
