using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Graphs;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>
/// All that the engine says of a policy, said again by <see cref="NaiveGraph"/>: counts, the size of every level, and
/// of every requirement the verdict and the length of the shortest trace. What it says of branching requirements, which
/// it finds by sweeps, is said once more by the components of the stored graph, which a library finds.
/// </summary>
public sealed class SelfProofTests
{
    private static readonly OperationKinds WithoutSeal = OperationKinds.Of(
        OperationKind.Alloc,
        OperationKind.Alias,
        OperationKind.Free,
        OperationKind.Revoke,
        OperationKind.Close);

    public static TheoryData<string, string, string> Policies =>
        Thoroughness.IsWhole ? PolicyTriples.Covering : PolicyTriples.Few;

    public static TheoryData<string, string, string> Few => PolicyTriples.Few;

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_policy_with_a_region_is_judged_alike(string lifetime, string charging, string platform) =>
        Agree(lifetime, charging, platform, Scope.Uniform(2, 2, 2, quota: 2, regions: 1));

    [Theory]
    [MemberData(nameof(Few))]
    public void Every_lifetime_with_longer_chains_is_judged_alike(string lifetime, string charging, string platform) =>
        Agree(lifetime, charging, platform, Scope.Uniform(2, 2, 3, quota: 2, operations: WithoutSeal));

    [Theory]
    [MemberData(nameof(Few))]
    public void Every_lifetime_with_trust_is_judged_alike(string lifetime, string charging, string platform) =>
        Agree(
            lifetime,
            charging,
            platform,
            Scope.Uniform(2, 2, 2, quota: 2, operations: OperationKinds.Default) with
            {
                Sharing = Sharing.Delegated,
                Quotas = [2, 1],
                Trusts = [default, SessionSet.First(1)],
                AliasCost = 0,
            });

    [Theory]
    [MemberData(nameof(Few))]
    public void Every_lifetime_with_contents_is_judged_alike(string lifetime, string charging, string platform) =>
        Agree(
            lifetime,
            charging,
            platform,
            Scope.Uniform(2, 2, 2, quota: 2, regions: 1, operations: OperationKinds.Default) with
            {
                Contents = true,
                Quotas = [2, 1],
            });

    [Fact]
    public void What_is_compared_has_every_verdict()
    {
        IModel model = Model("Cascade", "Holder", "Native", Scope.Uniform(2, 2, 2, quota: 2, regions: 1));
        string portrait = PortraitOf(new NaiveGraph(model, Catalog.Requirements), model);

        Assert.Contains("NoForeignRevocation: Violated 3\n", portrait, StringComparison.Ordinal);
        Assert.Contains("Recoverable: Holds\n", portrait, StringComparison.Ordinal);
        Assert.Contains("CanShare: Shown 2\n", portrait, StringComparison.Ordinal);
        Assert.Contains("CanOutlive: NotShown\n", portrait, StringComparison.Ordinal);
        Assert.Contains("FreshMemoryIsZero: NotApplicable\n", portrait, StringComparison.Ordinal);
    }

    // A zombie whose owner cannot get rid of it: the length is that of the way to the nearest such state.
    [Fact]
    public void A_branching_requirement_too_can_be_violated()
    {
        IModel model = Model("Pin", "Holder", "Native", Scope.Uniform(2, 2, 2, quota: 2, regions: 1));

        Assert.Contains(
            "SelfReclaim: Violated 3\n",
            PortraitOf(new NaiveGraph(model, Catalog.Requirements), model),
            StringComparison.Ordinal);
    }

    private static void Agree(string lifetime, string charging, string platform, Scope scope) =>
        Tables.With(new PolicyName(lifetime, charging, platform), scope, Agree);

    private static void Agree(IModel model)
    {
        PolicyResult result = ModelExplorer.Explore(
            model, Catalog.Requirements, new SearchLimits(), new SearchProgress(), default);

        Assert.True(result.Exploration.Complete);
        Assert.Equal(PortraitOf(new NaiveGraph(model, Catalog.Requirements), model), PortraitOf(result));
        AgreesWithItsComponents(model, result);
    }

    private static void AgreesWithItsComponents(IModel model, PolicyResult result)
    {
        BranchingRequirement[] branching =
        [
            .. Catalog.Requirements.OfType<BranchingRequirement>()
                .Where(requirement => requirement.Obstacle(model) is null),
        ];
        Assert.Equal(2, branching.Length);
        ModelGraph stored = ModelGraph.Explore(model, branching);
        Assert.Equal(
            (result.Exploration.DistinctStates, result.Exploration.Transitions),
            (stored.Graph.VertexCount, stored.Graph.EdgeCount));
        Assert.Equal(
            result.Exploration.Levels,
            stored.Graph.Vertices.CountBy(stored.Graph.LevelOf).Select(pair => (long)pair.Value));
        foreach (BranchingRequirement requirement in branching)
        {
            RequirementResult judged = result.ResultOf(requirement);
            IReadOnlyList<int> stuck = stored.StuckStates(requirement);
            Assert.Equal(
                stuck.Count > 0 ? RequirementVerdict.Violated
                    : judged.Premises == 0 ? RequirementVerdict.HoldsVacuously
                    : RequirementVerdict.Holds,
                judged.Verdict);
            if (judged.Trace is { } trace)
            {
                Assert.Equal(stored.Graph.LevelOf(stuck[0]), trace.Steps.Length);
                Assert.Contains(trace.States(model)[^1], stuck.Select(stored.StateOf));
            }
        }
    }

    private static IModel Model(string lifetime, string charging, string platform, Scope scope) =>
        Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope);

    private static string PortraitOf(PolicyResult result)
    {
        SearchResult found = result.Exploration;
        return Portrait(
            $"{found.DistinctStates} states, {found.Transitions} transitions, {found.DisabledActions} refusals, levels "
                + string.Join(' ', found.Levels),
            requirement => (result.ResultOf(requirement).Verdict, result.ResultOf(requirement).Trace?.Steps.Length));
    }

    private static string PortraitOf(NaiveGraph graph, IModel model) => Portrait(
        graph.Counts,
        requirement =>
        {
            int? steps = graph.ShortestTraceOf(requirement);
            RequirementVerdict verdict = requirement switch
            {
                _ when requirement.Obstacle(model) is not null => RequirementVerdict.NotApplicable,
                StatePossibility or StepPossibility when steps is null => RequirementVerdict.NotShown,
                StatePossibility or StepPossibility => RequirementVerdict.Shown,
                _ when steps is null && !graph.IsTested(requirement) => RequirementVerdict.HoldsVacuously,
                _ when steps is null => RequirementVerdict.Holds,
                _ => RequirementVerdict.Violated,
            };
            return (verdict, steps);
        });

    private static string Portrait(string counts, Func<Requirement, (RequirementVerdict Verdict, int? Steps)> told) =>
        counts + "\n" + string.Concat(Catalog.Requirements.Select(requirement =>
        {
            (RequirementVerdict verdict, int? steps) = told(requirement);
            return steps is null
                ? $"{requirement.Name}: {verdict}\n"
                : FormattableString.Invariant($"{requirement.Name}: {verdict} {steps}\n");
        }));
}
