using System.Collections.Concurrent;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Lockstep;

using Xunit;
using Xunit.Abstractions;

namespace ModelCheck.Properties.Judging;

/// <summary>
/// The specification with its requirements, and the plain model with the plain judge, are two programs written from one
/// text. Every operation instance in every reachable state of small scopes is compared, under every policy there is.
/// </summary>
public sealed class JudgeTests(ITestOutputHelper output)
{
    public static TheoryData<string> Platforms => [.. Catalog.Platforms.Select(platform => platform.Name)];

    public static TheoryData<string> Others => [.. JudgedScopes.Others.Select(judged => judged.Name)];

    [Fact]
    public void The_judge_knows_exactly_the_requirements_that_there_are() => Assert.Equal(
        Catalog.Requirements.Select(requirement => requirement.Name).Order(StringComparer.Ordinal),
        PlainJudge.All.Select(requirement => requirement.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Platforms))]
    public void The_judge_agrees_with_the_specification_under_every_policy(string platform) =>
        AgreesUnderAll(JudgedScopes.ForAll, policy => policy.Platform == platform);

    [Theory]
    [MemberData(nameof(Others))]
    public void The_judge_agrees_with_the_specification_in_every_small_scope(string name) =>
        AgreesUnderAll(JudgedScopes.Others.Single(judged => judged.Name == name), _ => true);

    [Fact]
    public void Each_requirement_is_put_to_the_test_and_broken_or_shown_but_for_those_that_no_policy_breaks()
    {
        PolicyName[] sample =
        [
            new("FirstClass", "Holder", "Quarantine", "Refusing"),
            new("Handles", "Heir", "LateFlush", "Subtree"),
            new("Unlink", "Retainer", "SealedMemfd", "Immediate"),
            new("Managed", "Nobody", "BaseLinux"),
            new("Busy", "HolderOnce", "Dangling"),
            new("Cascade", "Allocator", "Native"),
        ];
        var tested = new HashSet<string>();
        var met = new HashSet<string>();
        foreach (JudgedScope judged in JudgedScopes.Others.Where(judged => judged.Scope.Dataspaces < 3))
        {
            foreach (PolicyName policy in sample)
            {
                var graph = new PlainGraph(new PlainSetting(PlainRules.Of(policy), judged.Scope), PlainJudge.All);
                tested.UnionWith(PlainJudge.All.Select(requirement => requirement.Name).Where(graph.IsPutToTheTest));
                met.UnionWith(PlainJudge.All.Select(requirement => requirement.Name)
                    .Where(requirement => graph.ShortestTraceOf(requirement) is not null));
            }
        }

        Assert.Empty(Catalog.Requirements
            .Where(requirement => requirement is Invariant or StepRequirement or BranchingRequirement)
            .Select(requirement => requirement.Name)
            .Except(tested));
        Assert.Equal(
            ["AliasWithinParent", "FrameConservation", "FreshMemoryIsZero", "NoPermissionEscalation"],
            Catalog.Requirements.Select(requirement => requirement.Name).Except(met).Order(StringComparer.Ordinal));
    }

    private void AgreesUnderAll(JudgedScope judged, Predicate<PolicyName> isWanted)
    {
        int policies = 0;
        long states = 0;
        long steps = 0;
        var disagreements = new ConcurrentBag<string>();
        Parallel.ForEach(judged.Policies.Where(policy => isWanted(policy)), policy =>
        {
            Tables.With(policy, judged.Scope, model =>
            {
                var comparison = new JudgeComparison(model, PlainRules.Of(policy));
                if ((comparison.Misapplied ?? comparison.FirstDisagreement()) is { } disagreement)
                {
                    disagreements.Add(disagreement);
                }

                Interlocked.Increment(ref policies);
                Interlocked.Add(ref states, comparison.States);
                Interlocked.Add(ref steps, comparison.Steps);
            });
        });

        output.WriteLine($"{judged.Name}: {policies} policies, {states} states, {steps} steps");
        Assert.NotEqual(0, policies);
        Assert.True(
            disagreements.IsEmpty,
            $"{disagreements.Count} of {policies} policies disagree:\n{disagreements.MinBy(text => text.Length)}");
    }
}
