using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// What is to be borne in mind of the scenario of a comparison: what it asks for and was not judged, or is never put to
/// the test.
/// </summary>
internal static class ScenarioWarnings
{
    /// <summary>The warnings.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>
    /// A sentence for what was left out, one for each must and should that is vacuous under every policy, and one if
    /// nothing that is asked for tells any policy from another and none breaks it.
    /// </returns>
    internal static IEnumerable<string> For(Comparison comparison)
    {
        if (LeftOut(comparison.Scenario) is { Length: > 0 } left)
        {
            yield return $"Not judged, since only some requirements were asked for: {left}.";
        }

        foreach (Demand demand in comparison.Scenario.Demands)
        {
            if (comparison.Results.All(result => result.ResultOf(demand.Requirement).IsVacuous))
            {
                PolicyResult any = comparison.Results[0];
                string why = demand.Requirement.MissingFrom(Catalog.CreateModel(any.Policy, any.Scope))
                    ?? $"never {demand.Requirement.Occasion}";
                yield return $"Nothing in this scenario puts {demand.Requirement.Name} to the test: {why}.";
            }
        }

        if (comparison.Complete && comparison.Scenario.Demands.Any()
            && comparison.Scenario.Demands.All(demand => AllFareAlike(comparison, demand)))
        {
            yield return "No policy breaks a must or should, and each keeps what the others keep: "
                + "this scenario distinguishes nothing.";
        }
    }

    private static string LeftOut(Scenario scenario) => string.Join(
        "; ",
        (scenario.Original ?? scenario).Demands
            .Where(demand => scenario.LevelOf(demand.Requirement) is null)
            .GroupBy(demand => demand.Level)
            .Select(level => $"{(level.Key == DemandLevel.Must ? "must" : "should")} "
                + string.Join(", ", level.Select(demand => demand.Requirement.Name))));

    private static bool AllFareAlike(Comparison comparison, Demand demand)
    {
        RequirementResult[] results =
            [.. comparison.Results.Select(result => result.ResultOf(demand.Requirement))];
        return Array.TrueForAll(results, result => result.IsKept)
            || Array.TrueForAll(results, result => result.IsVacuous);
    }
}
