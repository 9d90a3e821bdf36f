using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

using ModelCheck.Conformance.Coverage;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.RandomRuns;

/// <summary>Random runs under several policies, as many at a time as there are workers.</summary>
public static class SoakRuns
{
    /// <summary>Runs them. Each has its share of the operations and ends at its own first divergence.</summary>
    public static ImmutableArray<SoakResult> Run(
        ImmutableArray<PolicyName> policies,
        Scope scope,
        ServiceFactory create,
        SoakPlan plan,
        int workers,
        SoakProgress progress,
        CancellationToken cancellation)
    {
        int atOnce = Math.Min(workers, policies.Length);
        var results = new SoakResult[policies.Length];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            Parallel.For(0, policies.Length, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, index =>
            {
                // The first ones get what is left over.
                SoakPlan share = plan with
                {
                    Operations =
                        (plan.Operations / policies.Length) + (index < plan.Operations % policies.Length ? 1 : 0),
                    Proof = plan.Proof with
                    {
                        Workers = Math.Max(1, workers / policies.Length),
                        MaximalBytes = plan.Proof.MaximalBytes / atOnce,
                    },
                };
                try
                {
                    results[index] = Soak.Run(
                        Catalog.CreateModel(policies[index], scope), create, share, progress, stop.Token);
                }
                catch (CoverageBoundException)
                {
                    stop.Cancel();
                    throw;
                }
            });
        }
        catch (AggregateException several)
            when (several.InnerExceptions.OfType<CoverageBoundException>().FirstOrDefault() is { } bound)
        {
            ExceptionDispatchInfo.Throw(bound);
        }

        return [.. results];
    }
}
