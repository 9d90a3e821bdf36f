using System.Collections.Immutable;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Pages.Documents;

/// <summary>What a policy costs.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Survey">What was seen in the states that were looked at.</param>
public sealed record SurveyedPolicy(PolicyResult Policy, CostSurvey Survey)
{
    /// <summary>How many states of a policy are looked at, at most.</summary>
    public const int Bound = 1 << 14;

    /// <summary>Looks at policies, one after the other.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="progress">Where it is said how far that is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What they cost; those are left out that there was no time for.</returns>
    public static ImmutableArray<SurveyedPolicy> Of(
        ImmutableArray<PolicyResult> policies, ComparisonProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var surveys = ImmutableArray.CreateBuilder<SurveyedPolicy>(policies.Length);
        progress.Begin("looking at costs", policies.Length);
        try
        {
            foreach (PolicyResult policy in policies)
            {
                var survey = CostSurvey.Of(Catalog.CreateModel(policy.Policy, policy.Scope), Bound, cancellation);
                surveys.Add(new SurveyedPolicy(policy, survey));
                progress.Skip();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The rest of a report is not to be lost for it: what was not looked at is missing from the table.
        }

        return surveys.ToImmutable();
    }
}
