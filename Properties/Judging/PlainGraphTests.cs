using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Judging;

/// <summary>
/// The plain model explored by itself, with instances of its own: the same graph, and the same shortest trace for each
/// requirement, those of the whole graph included.
/// </summary>
public sealed class PlainGraphTests
{
    private static readonly OperationKinds _all = OperationKinds.Default | OperationKinds.Of(OperationKind.Drop);

    private static readonly Scope _open = Scope.Uniform(1, 2, 2, quota: 1, regions: 1);

    private static readonly Scope _delegated =
        Scope.Uniform(1, 2, 1, quota: 1, regions: 1, _all) with { Sharing = Sharing.Delegated };

    private static readonly Scope _parts = Scope.Uniform(2, 1, 2, quota: 2, regions: 1);

    private static readonly Scope _lent = Scope.Uniform(
        1, 2, 1, quota: 1, regions: 1, OperationKinds.Default | OperationKinds.Of(OperationKind.Donate));

    [Theory]
    [InlineData("Cascade", "Allocator", "Native", "Future")]
    [InlineData("FirstClass", "Holder", "Quarantine", "Refusing")]
    [InlineData("Handles", "Heir", "LateFlush", "Subtree")]
    [InlineData("Unlink", "Retainer", "Native", "Immediate")]
    [InlineData("Busy", "HolderOnce", "Dangling", "Future")]
    [InlineData("Managed", "Nobody", "BaseLinux", "Future")]
    [InlineData("Pin", "Retainer", "SealedMemfd", "Subtree")]
    [InlineData("Reparent", "Allocator", "WholeBlock", "Refusing")]
    [InlineData("SessionBound", "Holder", "Quarantine", "Immediate")]
    [InlineData("Replace", "HolderOnce", "LateFlush", "Future")]
    [InlineData("Refuse", "Nobody", "Dangling", "Subtree")]
    public void It_is_the_graph_of_the_specification_and_has_its_shortest_traces(
        string lifetime, string charging, string platform, string sealing)
    {
        var policy = new PolicyName(lifetime, charging, platform, sealing);
        Scope recorded = _open with { RecordsAllocators = true };
        foreach (Scope scope in new[] { _open, _delegated, _parts, _lent, recorded })
        {
            var plain = new PlainGraph(new PlainSetting(PlainRules.Of(policy), scope), PlainJudge.All);
            Tables.With(policy, scope, model =>
            {
                var expected = new NaiveGraph(model, Catalog.Requirements);
                Assert.Equal(expected.Counts, plain.Counts);
                Assert.All(
                    Catalog.Requirements,
                    requirement => Assert.True(
                        expected.ShortestTraceOf(requirement) == plain.ShortestTraceOf(requirement.Name),
                        $"{requirement.Name}: {expected.ShortestTraceOf(requirement)} steps, plainly "
                            + $"{plain.ShortestTraceOf(requirement.Name)}"));
            });
        }
    }

    // A third program, written by others from the same text, counted these.
    [Theory]
    [InlineData("Unlink", "Holder", 3_217, 27_106, 13)]
    [InlineData("Unlink", "Allocator", 8_673, 73_518, 12)]
    [InlineData("Handles", "Allocator", 3_425, 27_106, 10)]
    [InlineData("Busy", "HolderOnce", 917, 7_520, 9)]
    [InlineData("FirstClass", "Retainer", 2_305, 21_714, 13)]
    public void Its_counts_under_delegated_sharing_are_those_of_a_third_program(
        string lifetime, string charging, int states, int transitions, int depth)
    {
        OperationKinds kinds = OperationKinds.Of(
            OperationKind.Alloc,
            OperationKind.Alias,
            OperationKind.Free,
            OperationKind.Share,
            OperationKind.Drop,
            OperationKind.Attach,
            OperationKind.Detach,
            OperationKind.Close);
        Scope scope = Scope.Uniform(2, 2, 2, quota: 2, regions: 1, kinds) with { Sharing = Sharing.Delegated };
        Assert.Equal((states, transitions, depth), SizeOf(new PolicyName(lifetime, charging, "Native"), scope));
    }

    // On Quarantine it counts 1,885 / 12,625 / 11, where the specification and the plain model agree on less.
    [Theory]
    [InlineData("FirstClass", "LateFlush", 2_613, 17_521, 13)]
    [InlineData("Cascade", "WholeBlock", 103, 620, 5)]
    public void Its_counts_on_other_platforms_are_those_of_a_third_program(
        string lifetime, string platform, int states, int transitions, int depth)
    {
        OperationKinds kinds = OperationKinds.Of(
            OperationKind.Alloc,
            OperationKind.Alias,
            OperationKind.Free,
            OperationKind.Attach,
            OperationKind.Detach,
            OperationKind.Close);
        Scope scope = Scope.Uniform(2, 2, 2, quota: 1, regions: 1, kinds);
        Assert.Equal((states, transitions, depth), SizeOf(new PolicyName(lifetime, "Allocator", platform), scope));
    }

    private static (int States, int Transitions, int Depth) SizeOf(PolicyName policy, Scope scope) =>
        new PlainGraph(new PlainSetting(PlainRules.Of(policy), scope), []).Size;
}
