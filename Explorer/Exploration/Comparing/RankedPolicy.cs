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

    /// <summary>Whether nothing that a ranking looks at tells it from another policy.</summary>
    /// <param name="other">The other policy.</param>
    /// <returns>True iff both stand equally high.</returns>
    public bool IsLevelWith(RankedPolicy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (MustsKept, ShouldsKept, RequirementsKept)
            == (other.MustsKept, other.ShouldsKept, other.RequirementsKept);
    }

    /// <summary>
    /// The best first: by the musts kept, then the shoulds kept, then all requirements kept, then by name.
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
                .OrderByDescending(ranked => ranked.MustsKept)
                .ThenByDescending(ranked => ranked.ShouldsKept)
                .ThenByDescending(ranked => ranked.RequirementsKept)
                .ThenBy(ranked => ranked.Result.Policy.ToString(), StringComparer.Ordinal),
        ];
    }
}
