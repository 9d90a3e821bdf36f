using System.Collections.Immutable;

using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

using Xunit;

namespace ModelCheck.Properties.Conformance;

/// <summary>Random runs find no divergence, meet what there is, and are the same again.</summary>
public sealed class SoakTests
{
    [Fact]
    public void Under_every_policy_the_service_follows_the_model_through_a_large_scope()
    {
        ImmutableArray<PolicyName> policies = [.. OptimisedService.Policies];
        ImmutableArray<SoakResult> results = Run(policies, 160_001, workers: 2);
        Assert.Equal(policies, results.Select(result => result.Policy));
        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.All(results, result => Assert.True(result.IsDone));
        Assert.Equal(160_001, results.Sum(result => result.Operations));
        Assert.All(results, result => Assert.Equal(result.Planned, result.Operations));
        Assert.All(results, result => Assert.InRange(result.Comparisons, result.Operations, long.MaxValue));
    }

    [Fact]
    public void Every_kind_is_asked_granted_and_refused_and_every_limit_bites()
    {
        SoakResult result = Assert.Single(
            Run([Policy with { Platform = "Quarantine" }], 200_000, workers: 1, Soaked.Everything));
        Assert.Equal(result.Operations, result.Granted + result.Refused);
        Assert.All(
            Enum.GetValues<OperationKind>(),
            kind => Assert.Contains(
                result.Outcomes, outcome => (outcome.Kind, outcome.Refusal) == (kind, Refusal.None)));
        Assert.All(
            (Refusal[])
            [
                Refusal.InvalidSize, Refusal.InvalidDataspace, Refusal.InvalidRange, Refusal.InvalidRegion,
                Refusal.NotOwner, Refusal.PermissionDenied, Refusal.OutOfCaps, Refusal.OutOfQuota, Refusal.OutOfMemory,
                Refusal.OutOfRegions, Refusal.InvalidSession,
            ],
            refusal => Assert.Contains(result.Outcomes, outcome => outcome.Refusal == refusal));
        Assert.InRange(result.Services, 2, 200);
    }

    [Fact]
    public void A_run_is_the_same_again_for_any_number_of_workers()
    {
        ImmutableArray<PolicyName> policies = [.. OptimisedService.Policies.Take(3)];
        Assert.Equal(Counts(1), Counts(2));

        IEnumerable<OutcomeCount> Counts(int workers) =>
            Run(policies, 30_000, workers).SelectMany(result => result.Outcomes);
    }

    [Fact]
    public void A_run_that_is_interrupted_says_so()
    {
        using var interrupt = new CancellationTokenSource();
        interrupt.Cancel();
        foreach (bool measured in (bool[])[false, true])
        {
            SoakResult result = Soak.Run(
                Catalog.CreateModel(Policy, Soaked.Large),
                OptimisedService.Create,
                new SoakPlan { Operations = 1_000, MeasuresCoverage = measured },
                new SoakProgress(),
                interrupt.Token);
            Assert.True(result.Interrupted);
            Assert.False(result.IsDone);
            Assert.Equal(0, result.Operations);
            Assert.Null(result.Coverage);
        }
    }

    private static PolicyName Policy => new("FirstClass", "Holder", "Native");

    private static ImmutableArray<SoakResult> Run(
        ImmutableArray<PolicyName> policies, long operations, int workers, Scope? scope = null) =>
        SoakRuns.Run(
            policies,
            scope ?? Soaked.Large,
            OptimisedService.Create,
            new SoakPlan { Operations = operations, Seed = 5 },
            workers,
            new SoakProgress(),
            default);
}
