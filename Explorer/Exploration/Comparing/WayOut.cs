using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// Where no policy keeps every must: a smallest set of musts to give up, and the policies that then will do.
/// </summary>
/// <param name="GivenUp">The musts, in the scenario's order.</param>
/// <param name="Policies">The policies that are known to keep all the others, the best first.</param>
public sealed record WayOut(ImmutableArray<Requirement> GivenUp, ImmutableArray<PolicyResult> Policies)
{
    /// <summary>Every way out that is known.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>
    /// The ways, those that give up fewest first; none where a policy is known to keep every must, or may yet be. No
    /// set contains another, and a must that is not settled under a policy is no part of a way through that policy.
    /// </returns>
    public static ImmutableArray<WayOut> From(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (comparison.HasAnswer
            || comparison.Ranking.Any(ranked => !ranked.IsRefuted && !AreSettled(ranked.Musts)))
        {
            return [];
        }

        var ways = new List<WayOut>();
        foreach (IGrouping<string, RankedPolicy> alike in comparison.Ranking
            .Where(ranked => AreSettled(ranked.Musts))
            .GroupBy(ranked => string.Join(' ', GivenUpBy(ranked).Select(requirement => requirement.Name)))
            .OrderBy(alike => GivenUpBy(alike.First()).Count()))
        {
            ImmutableArray<Requirement> givenUp = [.. GivenUpBy(alike.First())];
            if (!ways.Exists(way => way.GivenUp.All(givenUp.Contains)))
            {
                ways.Add(new WayOut(givenUp, [.. alike.Select(ranked => ranked.Result)]));
            }
        }

        return [.. ways];
    }

    private static bool AreSettled(ImmutableArray<RequirementResult> musts) =>
        musts.All(result => result.Verdict != RequirementVerdict.Unknown);

    private static IEnumerable<Requirement> GivenUpBy(RankedPolicy ranked) =>
        ranked.Musts.Where(result => !result.IsKept).Select(result => result.Requirement);
}
