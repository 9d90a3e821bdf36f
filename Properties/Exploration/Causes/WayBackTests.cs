using System.Collections.Immutable;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Graphs;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>How far a goal is from each state of a trace, and when it went out of reach.</summary>
public sealed class WayBackTests
{
    private const int Enough = 100_000;

    private static readonly Scope Pair = Scope.Uniform(2, 2, 3, quota: 2, regions: 1);

    private static readonly Scope Small = Scope.Uniform(
        2,
        2,
        2,
        quota: 2,
        operations: OperationKinds.Of(
            OperationKind.Alloc, OperationKind.Alias, OperationKind.Free, OperationKind.Revoke, OperationKind.Close));

    [Theory]
    [InlineData("FirstClass", "Allocator")]
    [InlineData("Pin", "Holder")]
    public void A_charge_is_lost_by_a_free_where_a_revoke_was_needed_first(string lifetime, string charging)
    {
        IModel model = ModelOf(lifetime, charging, Pair);
        Trace trace = Of(
            model,
            Operation.Alloc(S0, 2),
            Operation.Alias(S1, D0, Ro, 0, 1),
            Operation.Alloc(S1, 2),
            Operation.Free(S0, D0),
            Operation.Free(S1, D0),
            Operation.Free(S1, D1));
        ImmutableArray<WayBack> ways = WayBack.Of(model, Branching("SelfReclaim"), trace, Enough, default);
        Assert.Equal([S0, S1], ways.Select(way => way.Goal.Session));
        Assert.Equal([0, 1, 2, 2, null, null, 0], ways[0].Steps.ToArray());
        Assert.Equal(4, ways[0].PointOfNoReturn);
        Assert.Equal(
            ["Revoke(s0, d0) -> granted", "Free(s0, d0) -> granted"], ways[0].LastWay.Select(step => step.ToString()));
        Assert.Null(ways[1].PointOfNoReturn);
        Assert.Empty(ways[1].LastWay);
    }

    [Fact]
    public void What_would_take_too_many_states_is_not_settled()
    {
        IModel model = ModelOf("Pin", "Holder", Pair);
        Trace trace = Of(
            model, Operation.Alloc(S0, 2), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0));
        WayBack way = WayBack.Of(model, Branching("SelfReclaim"), trace, maximalStates: 1, default)[0];
        Assert.Equal(
            [Reach.Reached, Reach.Reached, Reach.NotSettled, Reach.NotSettled],
            way.Distances.Select(distance => distance.Reach));
        Assert.Null(way.PointOfNoReturn);
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => WayBack.Of(model, Branching("SelfReclaim"), trace, Enough, ended.Token));
    }

    [Fact]
    public void In_every_state_of_a_small_scope_a_goal_is_out_of_reach_exactly_where_the_graph_is_stuck() => Parallel
        .ForEach(
            from lifetime in Catalog.Lifetimes
            from charging in (string[])["Allocator", "Holder", "Heir"]
            select new PolicyName(lifetime.Name, charging, "Native"),
            policy => Tables.With(policy, Small, model =>
            {
                BranchingRequirement requirement = Branching("SelfReclaim");
                ModelGraph stored = ModelGraph.Explore(model, [requirement]);
                HashSet<State>[] stuck =
                [
                    .. Enumerable.Range(0, stored.Graph.Properties.Count).Select(property => CondensedGraph
                        .StuckStates(stored.Graph, property).Select(stored.StateOf).ToHashSet()),
                ];
                for (ulong seed = 0; seed < 4; seed++)
                {
                    Trace trace = Random(model, steps: 12, seed);
                    ImmutableArray<State> states = trace.States(model);
                    ImmutableArray<WayBack> ways = WayBack.Of(model, requirement, trace, Enough, default);
                    Assert.Equal(stuck.Length, ways.Length);
                    for (int goal = 0; goal < stuck.Length; goal++)
                    {
                        Assert.Equal(
                            states.Select(stuck[goal].Contains),
                            ways[goal].Distances.Select(distance => distance.Reach == Reach.Never));
                        IsAsFarAs(ways[goal], model, states);
                        EndsInTheGoal(ways[goal], model, states);
                    }
                }
            }));

    private static void IsAsFarAs(WayBack way, IModel model, ImmutableArray<State> states) => Assert.Equal(
        states.Select(state => PlainSearch.Nearest(
            model,
            state,
            way.Goal.Allows,
            (asked, reached) => PlainSearch.Is(way.Goal.Reached, asked, reached),
            isTaken: null)),
        way.Steps);

    private static void EndsInTheGoal(WayBack way, IModel model, ImmutableArray<State> states)
    {
        if (way.PointOfNoReturn is { } point)
        {
            Assert.Equal(way.Steps[point - 1], way.LastWay.Length);
            State state = states[point - 1];
            foreach (TraceStep step in way.LastWay)
            {
                Assert.True(way.Goal.Allows(step.Operation));
                Assert.Equal(step.Outcome, model.Step(ref state, step.Operation));
            }

            Assert.True(PlainSearch.Is(way.Goal.Reached, model, state));
        }
    }
}
