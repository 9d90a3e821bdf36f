using ModelCheck.Conformance.Lockstep;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

using Xunit;
using Xunit.Abstractions;

namespace ModelCheck.Properties.Lockstep;

/// <summary>How much of all that can happen within a small scope the sequences meet: an exact number.</summary>
public sealed class LockstepMeterTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_130_430;

    private static readonly Scope Open = Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2, regions: 1);

    private static readonly Scope Delegated = Open with { Sharing = Sharing.Delegated, Contents = true };

    private static readonly Scope Least = Scope.Uniform(frames: 1, sessions: 2, dataspaces: 1, quota: 1, regions: 1);

    public static TheoryData<string> Lifetimes => [.. Contract.Lifetimes];

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public void Sequences_meet_every_kind_of_outcome_there_is(string lifetime)
    {
        Assert.Empty(Measured(lifetime, Open, LockstepBudget.Standard.Small).Coverage.NeverMet);
        Assert.Empty(Measured(lifetime, Delegated, LockstepBudget.Standard.Small).Coverage.NeverMet);
    }

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public void Sequences_meet_every_state_of_the_least_scope_and_four_triples_of_five(string lifetime)
    {
        CoverageResult coverage = Measured(lifetime, Least, LockstepBudget.Standard.Small).Coverage;
        Assert.Equal(coverage.States, coverage.VisitedStates);
        Assert.InRange(coverage.VisitedTriples, coverage.Triples * 4 / 5, coverage.Triples);
    }

    [Fact]
    public void What_a_single_sequence_never_meets_is_listed()
    {
        LockstepMeter meter = Measured("Refuse", Open, cases: 1);
        CoverageResult coverage = meter.Coverage;
        Assert.InRange(coverage.VisitedTriples, 1, meter.Total);
        Assert.InRange(meter.Total, coverage.VisitedTriples + coverage.Outside, LockstepSizes.Small.Length.Most);
        Assert.Contains(coverage.NeverMet, row => (row.Kind, row.Refusal) == (OperationKind.Free, Refusal.HasAliases));
        Assert.Contains("Free HasAliases", meter.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_of_another_policy_are_not_measured()
    {
        LockstepMeter meter = new(Catalog.CreateModel(PolicyOf("Cascade"), Open));
        Divergence? divergence = Run("Refuse", Open, LockstepBudget.Standard.Small, meter);
        Assert.Contains("in the plain model HasAliases", divergence?.Message, StringComparison.Ordinal);
    }

    private LockstepMeter Measured(string lifetime, Scope scope, int cases)
    {
        var meter = new LockstepMeter(Catalog.CreateModel(PolicyOf(lifetime), scope));
        Divergence? divergence = Run(lifetime, scope, cases, meter);
        output.WriteLine($"{PolicyOf(lifetime)}, seed {Seed}, {cases} sequences, {meter.Total} operations\n{meter}\n");
        Assert.True(divergence is null, $"{divergence}");
        return meter;
    }

    private static Divergence? Run(string lifetime, Scope scope, int cases, LockstepMeter meter)
    {
        Type type = Catalog.Find(Catalog.Lifetimes, lifetime)!.Type;
        string charging = PolicyOf(lifetime).Charging;
        return LockstepRun.FirstDivergence(
            PlainRules.Of(type, charging),
            (bounds, memory) => ServiceUnderTest.Create(type, charging, bounds, memory),
            LockstepSizes.Within(scope),
            cases,
            Seed,
            meter);
    }

    private static PolicyName PolicyOf(string lifetime) => new(lifetime, "Holder", OptimisedService.Platform);
}
