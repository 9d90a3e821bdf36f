using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// Explores every lifetime policy with every charging policy on one scenario, under its sealing policy or several.
/// </summary>
public static class PolicyComparer
{
    /// <summary>Compares every policy, with the usual plan but for how far each search may go.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="limits">
    /// How far each search may go; its workers are how many policies are explored at a time, and they share its memory.
    /// </param>
    /// <param name="progress">Where the comparison says how far it is.</param>
    /// <param name="cancellation">Ends the comparison early; what is known by then is returned.</param>
    /// <returns>The comparison.</returns>
    public static Comparison Compare(
        Scenario scenario, SearchLimits limits, ComparisonProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return Compare(
            scenario,
            PoliciesOf(scenario, [scenario.Sealing]),
            new ComparisonPlan { Limits = limits },
            progress,
            cancellation);
    }

    /// <summary>Every lifetime with every charging policy on the scenario's platform.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="sealings">The names of the sealing policies, each of which is taken with each of those.</param>
    /// <returns>The policies, in the order of the catalog.</returns>
    public static ImmutableArray<PolicyName> PoliciesOf(Scenario scenario, IEnumerable<string> sealings)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return
        [
            .. from sealing in sealings
               from lifetime in Catalog.Lifetimes
               from charging in Catalog.Chargings
               select new PolicyName(lifetime.Name, charging.Name, scenario.Platform, sealing),
        ];
    }

    /// <summary>Compares some policies.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policies">The policies, each on the scenario's platform.</param>
    /// <param name="plan">How to go about it.</param>
    /// <param name="progress">Where the comparison says how far it is.</param>
    /// <param name="cancellation">Ends the comparison early; what is known by then is returned.</param>
    /// <returns>The comparison.</returns>
    public static Comparison Compare(
        Scenario scenario,
        ImmutableArray<PolicyName> policies,
        ComparisonPlan plan,
        ComparisonProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        if (scenario.Demands.Any(demand => !plan.Requirements.Contains(demand.Requirement)))
        {
            throw new ArgumentException("what the scenario asks for must be judged", nameof(plan));
        }

        ILookup<PolicyName, PolicyResult> found =
            new Deepening(scenario, policies, plan, progress, cancellation).Run().ToLookup(result => result.Policy);
        ImmutableArray<PolicyResult> results = [.. policies.Select(policy => found[policy].First())];
        ImmutableArray<RankedPolicy> ranking = RankedPolicy.Rank(scenario, [.. results]);
        return new Comparison(scenario, results, ranking, Recommendation.For(ranking));
    }
}
