using System.Collections.Immutable;

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

/// <summary>Since when a session alone could break what it breaks.</summary>
public sealed class ThreatTests
{
    private const int Enough = 100_000;

    private static readonly Scope Small = Scope.Uniform(1, 2, 2, quota: 1, regions: 1);

    [Fact]
    public void A_session_needs_another_one_or_nobody()
    {
        IModel model = ModelOf("Cascade", "Allocator", Small);
        Trace trace = Of(
            model,
            Operation.Alloc(S0, 1),
            Operation.Free(S1, D0),
            Operation.Alias(S1, D0, Ro, 0, 1),
            Operation.Free(S0, D0));
        Threat foreign = Threat.Of(model, Requirement("NoForeignRevocation"), trace, Enough, default)!;
        Assert.Equal(S0, foreign.Session);
        Assert.Equal([null, null, null, 1], foreign.Steps.ToArray());
        Assert.Equal(3, foreign.FromStep);
        Threat own = Threat.Of(model, Requirement("FreeIsConstant"), trace, Enough, default)!;
        Assert.Equal([3, 2, 2, 1], own.Steps.ToArray());
        Assert.Equal(0, own.FromStep);
    }

    [Fact]
    public void Only_a_violation_is_a_threat()
    {
        IModel model = ModelOf("Cascade", "Allocator", Small);
        Trace trace = Of(model, Operation.Alloc(S0, 1));
        Assert.Null(Threat.Of(model, Requirement("FreeIsConstant"), trace, Enough, default));
        Assert.Null(Threat.Of(model, Requirement("Recoverable"), trace, Enough, default));
        Assert.Null(Threat.Of(model, Requirement("CanShare"), trace, Enough, default));
        Assert.Null(Threat.Of(
            model, new Invariant("Never", "Never.", static (in StateView _) => false), Of(model), Enough, default));
    }

    [Fact]
    public void What_is_violated_already_takes_no_operation()
    {
        IModel model = ModelOf("Pin", "Holder", Small);
        Trace trace = Of(
            model,
            Operation.Alloc(S0, 1),
            Operation.Alias(S1, D0, Ro, 0, 1),
            Operation.Free(S0, D0),
            Operation.Alloc(S1, 1));
        Threat threat = Threat.Of(model, Requirement("PaysOnlyForOwn"), trace, Enough, default)!;
        Assert.Equal(S1, threat.Session);
        Assert.Equal([null, null, null, 0], threat.Steps.ToArray());
        Assert.Equal(3, threat.FromStep);
    }

    [Fact]
    public void A_flush_is_nobodys()
    {
        IModel model = ModelOf("Cascade", "Holder", Small, "LateFlush");
        var requirement = new StepRequirement(
            "NoUnmapping",
            "No region goes.",
            OperationKinds.Of(OperationKind.Flush),
            static (in StepView step) => step.Before.State.Regions == step.After.State.Regions);
        Trace trace = Of(
            model,
            Operation.Alloc(S0, 1),
            Operation.Attach(S0, D0),
            Operation.Free(S0, D0),
            Operation.Flush());
        Threat threat = Threat.Of(model, requirement, trace, Enough, default)!;
        Assert.Null(threat.Session);
        Assert.Equal([null, null, null, 1], threat.Steps.ToArray());
        Assert.Equal(3, threat.FromStep);
    }

    [Fact]
    public void What_would_take_too_many_states_is_not_settled()
    {
        IModel model = ModelOf("Cascade", "Allocator", Small);
        Trace trace = Of(
            model, Operation.Alloc(S0, 1), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0));
        Threat threat = Threat.Of(model, Requirement("NoForeignRevocation"), trace, maximalStates: 2, default)!;
        Assert.Equal([Distance.NotSettled, Distance.NotSettled, Distance.Of(1)], threat.Distances.ToArray());
        Assert.Null(threat.FromStep);
    }

    [Fact]
    public void Every_threat_is_as_far_as_a_plain_search_says() => Parallel.ForEach(Catalog.Lifetimes, lifetime =>
    {
        var policy = new PolicyName(lifetime.Name, "Holder", "LateFlush");
        Tables.With(policy, Small, model =>
        {
            PolicyResult result = ModelExplorer.ExploreTabled(
                policy,
                Small,
                Catalog.Requirements,
                exchanges: false,
                new SearchLimits(),
                new SearchProgress(),
                default);
            foreach (RequirementResult found in result.Requirements.Where(found => found.Trace is not null))
            {
                if (Threat.Of(model, found.Requirement, found.Trace!, Enough, default) is not { } threat)
                {
                    Assert.False(found.Requirement is Invariant or StepRequirement);
                    continue;
                }

                ImmutableArray<State> states = found.Trace!.States(model);
                Assert.Equal(found.Trace.Steps.Length, threat.Steps.Length);
                Assert.Equal(1, threat.Steps[^1]);
                Assert.Equal(
                    states.SkipLast(1).Select(state => PlainSearch.Nearest(
                        model,
                        state,
                        operation => threat.Session is { } session && operation.IsOf(session)
                            || operation.Kind == OperationKind.Flush,
                        found.Requirement is Invariant invariant
                            ? (asked, reached) => !PlainSearch.Is(invariant.Holds, asked, reached)
                            : null,
                        found.Requirement is StepRequirement step
                            ? (asked, before, operation, outcome, after) =>
                                PlainSearch.Breaks(step, asked, before, operation, outcome, after)
                            : null)),
                    threat.Steps);
            }
        });
    });
}
