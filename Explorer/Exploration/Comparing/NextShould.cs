using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;

namespace ModelCheck.Exploration.Comparing;

/// <summary>A should that the recommended policy breaks, and what it would cost to have it kept.</summary>
/// <param name="Should">How the recommended policy breaks it.</param>
/// <param name="Prices">
/// What may be given for it, fewest musts first: no price asks for all that another one does, and more.
/// </param>
/// <param name="Open">
/// How many policies are not known to break it, and of which it or a must is not settled: one of them may have a lower
/// price.
/// </param>
public sealed record NextShould(RequirementResult Should, ImmutableArray<ShouldPrice> Prices, int Open)
{
    /// <summary>Every should that the recommended policy breaks.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The shoulds, in the scenario's order; none where no policy is known to keep every must.</returns>
    public static ImmutableArray<NextShould> In(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.HasAnswer
            ?
            [
                .. comparison.Ranking[0].Shoulds.Where(result => result.IsBroken)
                    .Select(result => For(result, comparison)),
            ]
            : [];
    }

    private static NextShould For(RequirementResult broken, Comparison comparison)
    {
        RankedPolicy best = comparison.Ranking[0];
        var prices = new List<ShouldPrice>();
        foreach (ShouldPrice price in comparison.Ranking
            .Where(ranked => ranked.Result.ResultOf(broken.Requirement).IsKept && !ranked.Musts.Any(IsUnknown))
            .Select(ranked => PriceOf(ranked, best))
            .GroupBy(price => string.Join(' ', Names(price.GivenUp).Append("/").Concat(Names(price.Lost))))
            .Select(alike => alike.First() with { Policies = [.. alike.SelectMany(price => price.Policies)] })
            .OrderBy(price => price.GivenUp.Length)
            .ThenBy(price => price.Lost.Length))
        {
            if (!prices.Exists(lower => lower.IsPartOf(price)))
            {
                prices.Add(price);
            }
        }

        return new NextShould(
            broken,
            [.. prices],
            comparison.Ranking.Count(ranked => MayHaveLower(ranked, ranked.Result.ResultOf(broken.Requirement))));
    }

    private static ShouldPrice PriceOf(RankedPolicy ranked, RankedPolicy best) => new(
        [.. ranked.Musts.Where(result => !result.IsKept).Select(result => result.Requirement)],
        [
            .. ranked.Shoulds.Zip(best.Shoulds)
                .Where(pair => !pair.First.IsKept && pair.Second.IsKept)
                .Select(pair => pair.First.Requirement),
        ],
        [ranked.Result]);

    private static bool MayHaveLower(RankedPolicy ranked, RequirementResult should) =>
        IsUnknown(should) || (should.IsKept && ranked.Musts.Any(IsUnknown));

    private static bool IsUnknown(RequirementResult result) => result.Verdict == RequirementVerdict.Unknown;

    private static IEnumerable<string> Names(IEnumerable<Requirement> requirements) =>
        requirements.Select(requirement => requirement.Name);
}

/// <summary>What it would cost to have a should kept.</summary>
/// <param name="GivenUp">The musts that would no longer be kept, in the scenario's order.</param>
/// <param name="Lost">The other shoulds that the recommended policy keeps and these are not known to keep.</param>
/// <param name="Policies">The policies that one would then have, the best first.</param>
public sealed record ShouldPrice(
    ImmutableArray<Requirement> GivenUp, ImmutableArray<Requirement> Lost, ImmutableArray<PolicyResult> Policies)
{
    /// <summary>Whether another price asks for all that this one does.</summary>
    /// <param name="other">The other price.</param>
    /// <returns>True iff it does.</returns>
    public bool IsPartOf(ShouldPrice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return GivenUp.All(other.GivenUp.Contains) && Lost.All(other.Lost.Contains);
    }
}
