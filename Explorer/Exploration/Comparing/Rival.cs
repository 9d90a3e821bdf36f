using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

namespace ModelCheck.Exploration.Comparing;

/// <summary>Policies that a comparison does not recommend, and what they lose by: the same for all of them.</summary>
/// <param name="Policies">The policies, the best first.</param>
/// <param name="Level">What decides against them: musts, shoulds or, with null, all requirements.</param>
/// <param name="Losses">
/// Of those, what the policies break and the best of all does not, the shortest trace first; where there is none, what
/// is open or never put to the test under them.
/// </param>
public sealed record Rival(
    ImmutableArray<RankedPolicy> Policies, DemandLevel? Level, ImmutableArray<RequirementResult> Losses)
{
    /// <summary>What each policy loses by that is not level with the best.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The rivals, the closest first.</returns>
    public static ImmutableArray<Rival> Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        RankedPolicy best = comparison.Ranking[0];
        return
        [
            .. comparison.Ranking
                .Where(ranked => !ranked.IsLevelWith(best))
                .Select(ranked => (Policy: ranked, Loss: ranked.LossesTo(best)))
                .GroupBy(entry => (
                    entry.Loss.Level,
                    string.Join(' ', entry.Loss.Losses.Select(
                        result => $"{result.Requirement.Name} {MatrixCell.Of(result).Text}"))))
                .Select(alike => new Rival(
                    [.. alike.Select(entry => entry.Policy)], alike.Key.Level, alike.First().Loss.Losses)),
        ];
    }
}
