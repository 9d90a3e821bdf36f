using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>Shortest ways from a state to the nearest that a filter is true of.</summary>
public sealed class ShortestWayTests
{
    private const int Enough = 100_000;

    private static readonly IModel Pin = ModelOf("Pin", "Holder", Scope.Uniform(2, 2, 2, quota: 2, regions: 1));

    [Theory]
    [InlineData("regions = 0", 0)]
    [InlineData("s1 uses 2", 1)]
    [InlineData("d0 zombie", 3)]
    [InlineData("d0 zombie and regions = 1", 4)]
    public void The_way_is_a_shortest_one_and_leads_there(string text, int steps)
    {
        var filter = StateFilter.Parse(text);
        var way = ShortestWay.To(Pin, default, filter, Enough, default);
        Assert.Equal(Distance.Of(steps), way.Distance);
        Assert.Equal(steps, way.Steps.Length);
        State state = default;
        foreach (TraceStep step in way.Steps)
        {
            Assert.Equal(step.Outcome, Pin.Step(ref state, step.Operation));
        }

        Assert.True(filter.Matches(Pin, in state));
        Assert.Equal(
            steps, PlainSearch.Nearest(Pin, default, static _ => true, (_, at) => filter.Matches(Pin, in at), null));
    }

    [Theory]
    [InlineData("Pin", "Holder")]
    [InlineData("Cascade", "Allocator")]
    [InlineData("FirstClass", "Heir")]
    public void A_violation_is_as_far_from_the_beginning_as_the_explorers_shortest_trace(
        string lifetime, string charging)
    {
        IModel model = ModelOf(lifetime, charging, Scope.Uniform(2, 2, 2, quota: 2, regions: 1));
        Requirement[] requirements = [.. Catalog.Requirements.Where(
            requirement => requirement is Invariant or StepRequirement && requirement.Obstacle(model) is null)];
        PolicyResult explored =
            ModelExplorer.Explore(model, requirements, new SearchLimits(), new SearchProgress(), default);
        Assert.Contains(explored.Requirements, result => result.IsBroken);
        Assert.All(explored.Requirements, result =>
        {
            var way = ShortestWay.ToViolation(model, default, result.Requirement, Enough, default);
            Assert.Equal(result.Trace?.Steps.Length, way.Distance.Steps);
            Assert.Equal(result.IsBroken, way.Distance.Reach == Reach.Reached);
            Assert.Equal(
                result.IsBroken,
                Blame.Of(model, result.Requirement, Of(model, way.Steps.Select(step => step.Operation))) is not null);
        });
    }

    [Fact]
    public void It_may_begin_anywhere()
    {
        State from = Of(Pin, Operation.Alloc(S0, 2), Operation.Alias(S1, D0, Ro, 0, 1)).States(Pin)[^1];
        var way = ShortestWay.To(Pin, in from, StateFilter.Parse("d0 zombie"), Enough, default);

        // What takes away comes first among what is as near.
        Assert.Equal(["Close(s0) -> granted"], way.Steps.Select(step => step.ToString()));
    }

    [Fact]
    public void What_there_is_not_is_told_from_what_is_not_settled()
    {
        var hollow = StateFilter.Parse("d0 hollow");
        var never = ShortestWay.To(Pin, default, hollow, Enough, default);
        Assert.Equal((Distance.Never, 0), (never.Distance, never.Steps.Length));
        var open = ShortestWay.To(Pin, default, hollow, 10, default);
        Assert.Equal((Distance.NotSettled, 0), (open.Distance, open.Steps.Length));
        Assert.Equal("never", never.Distance.ToString());
        Assert.Equal("?", open.Distance.ToString());
        Assert.Equal("3", Distance.Of(3).ToString());
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(() => ShortestWay.To(Pin, default, hollow, Enough, ended.Token));
    }
}
