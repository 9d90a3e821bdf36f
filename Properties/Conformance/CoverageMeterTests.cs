using ModelCheck.Conformance.Coverage;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

using Xunit;

namespace ModelCheck.Properties.Conformance;

/// <summary>What the meter counts is what the explorer finds, and a steered run meets all of it.</summary>
public sealed class CoverageMeterTests
{
    private static readonly Scope Small = Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2, regions: 1);

    public static TheoryData<string> Lifetimes => [.. Contract.Lifetimes];

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public void The_meter_knows_as_much_as_the_explorer_finds(string lifetime) =>
        KnowsWhatTheExplorerFinds(ModelOf(lifetime, Small));

    [Fact]
    public void The_meter_knows_as_much_as_the_explorer_finds_in_a_larger_scope() => KnowsWhatTheExplorerFinds(
        ModelOf("Replace", Scope.Uniform(frames: 3, sessions: 2, dataspaces: 3, quota: 3)));

    [Fact]
    public void The_meter_knows_as_much_as_the_explorer_finds_with_delegation_and_contents() =>
        KnowsWhatTheExplorerFinds(ModelOf(
            "Refuse",
            Scope.Uniform(frames: 2, sessions: 2, dataspaces: 1, quota: 2, regions: 2) with
            {
                Sharing = Sharing.Delegated,
                Contents = true,
            }));

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public void A_steered_run_meets_everything_and_stops(string lifetime)
    {
        SoakResult result = Run(lifetime, new SoakPlan { Operations = 1_000_000, IsSteered = true });
        Assert.Null(result.Failure);
        Assert.True(result.IsDone);
        CoverageResult coverage = result.Coverage!;
        Assert.True(coverage.IsComplete);
        Assert.Equal((coverage.States, coverage.Triples), (coverage.VisitedStates, coverage.VisitedTriples));
        Assert.Empty(coverage.NeverMet);
        Assert.All(coverage.Rows, row => Assert.Equal(row.Triples, row.Visited));
        Assert.Equal(0, coverage.Outside);
        Assert.InRange(result.Operations, coverage.Triples, 999_999);
    }

    [Fact]
    public void A_plain_random_run_meets_less_and_lists_what_it_never_met()
    {
        SoakResult result = Run("Refuse", new SoakPlan { Operations = 500, Seed = 3, MeasuresCoverage = true });
        CoverageResult coverage = result.Coverage!;
        Assert.False(coverage.IsComplete);
        Assert.True(result.IsDone);
        Assert.Equal(500, result.Operations);
        Assert.InRange(coverage.VisitedStates, 2, coverage.States - 1);
        Assert.InRange(coverage.VisitedTriples, 2, coverage.Triples - 1);
        Assert.NotEmpty(coverage.NeverMet);
        Assert.Contains(coverage.Rows, row => row.Visited > 0);
        Assert.Equal(coverage.Triples, coverage.Rows.Sum(row => row.Triples));
        Assert.Equal(coverage.VisitedTriples, coverage.Rows.Sum(row => row.Visited));

        // What occurred is what was met, whether once or often.
        Assert.Equal(
            result.Outcomes.Select(outcome => (outcome.Kind, outcome.Refusal)).Where(outcome => coverage.Rows.Any(
                row => (row.Kind, row.Refusal) == outcome)),
            coverage.Rows.Where(row => row.Visited > 0).Select(row => (row.Kind, row.Refusal)));
    }

    [Fact]
    public void The_same_seed_meets_the_same_and_another_one_does_not()
    {
        Assert.Equal(Met(seed: 7), Met(seed: 7));
        Assert.NotEqual(Met(seed: 7), Met(seed: 8));

        static IEnumerable<CoverageRow> Met(ulong seed) => Run(
            "Cascade", new SoakPlan { Operations = 3_000, Seed = seed, MeasuresCoverage = true }).Coverage!.Rows;
    }

    [Fact]
    public void A_triple_is_new_once_and_what_the_explorer_does_not_ask_is_outside()
    {
        IModel model = ModelOf("Cascade", Small);
        CoverageMeter meter = CoverageMeter.Explore(model);
        State initial = default;
        Operation alloc = Operation.Alloc(new SessionId(1), 2);
        Assert.Equal(0, meter.VisitedStates);
        Assert.True(meter.Visit(in initial, alloc));
        Assert.False(meter.Visit(in initial, alloc));

        // Where it was, and where it led.
        Assert.Equal((2, 1, 0), (meter.VisitedStates, meter.VisitedTriples, meter.Outside));
        Assert.False(meter.Visit(in initial, Operation.Alias(new SessionId(0), new DataspaceId(0), true, 1, 1)));
        State unreachable = default;
        unreachable.Place(new DataspaceId(1), new SessionId(0), Extent.Of(0, 1), default, writable: false);
        Assert.False(meter.Visit(in unreachable, alloc));
        Assert.Equal((2, 1, 2), (meter.VisitedStates, meter.VisitedTriples, meter.Outside));
        Assert.Equal(
            new CoverageRow(OperationKind.Alloc, Refusal.None, 1, 1),
            meter.Result.Rows[0] with { Triples = 1 });
        Assert.Throws<InvalidOperationException>(() => meter.Next(default));
    }

    [Fact]
    public void A_scope_with_more_triples_than_there_is_room_for_is_refused()
    {
        IModel model = ModelOf("Cascade", Small);
        long triples = CoverageMeter.Explore(model).Triples;
        Assert.Equal(triples, CoverageMeter.Explore(model, triples).Triples);
        CoverageBoundException refused =
            Assert.Throws<CoverageBoundException>(() => CoverageMeter.Explore(model, triples - 1));
        Assert.Contains(" triples ", refused.Message, StringComparison.Ordinal);
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(() => CoverageMeter.Explore(model, cancellation: ended.Token));
    }

    private static void KnowsWhatTheExplorerFinds(IModel model)
    {
        SearchResult exploration =
            ModelExplorer.Explore(model, [], new SearchLimits(), new SearchProgress(), default).Exploration;
        CoverageMeter meter = CoverageMeter.Explore(model);
        Assert.Equal(exploration.DistinctStates, meter.States);
        Assert.Equal(exploration.Transitions + exploration.DisabledActions, meter.Triples);
        Assert.Equal(
            exploration.Transitions,
            meter.Result.Rows.Where(row => row.Refusal == Refusal.None).Sum(row => row.Triples));
        Assert.Equal((0, 0, 0), (meter.VisitedStates, meter.VisitedTriples, meter.Outside));
    }

    private static SoakResult Run(string lifetime, SoakPlan plan) => Soak.Run(
        ModelOf(lifetime, Small), OptimisedService.Create, plan, new SoakProgress(), default);

    private static IModel ModelOf(string lifetime, Scope scope) =>
        Catalog.CreateModel(new PolicyName(lifetime, "Holder", "Native"), scope);
}
