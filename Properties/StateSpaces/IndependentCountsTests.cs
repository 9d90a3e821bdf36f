using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.StateSpaces;

/// <summary>
/// Counts of a program that was written independently for mappings, capabilities and late mappings. One of its eight
/// rows differs, FirstClass with Allocator on Quarantine: it has the payer go on paying for a frame in quarantine until
/// the frame is free, and so 1,885 states and 12,625 transitions, where docs/semantics.md charges nobody.
/// </summary>
public sealed class IndependentCountsTests
{
    [Theory]
    [InlineData("Unlink", "Holder", 3_217, 27_106, 13)]
    [InlineData("Unlink", "Allocator", 8_673, 73_518, 12)]
    [InlineData("Handles", "Allocator", 3_425, 27_106, 10)]
    [InlineData("Busy", "HolderOnce", 917, 7_520, 9)]
    [InlineData("FirstClass", "Retainer", 2_305, 21_714, 13)]
    public void Capabilities_and_mappings_count_alike(
        string lifetime, string charging, long states, long transitions, int depth) =>
        Assert.Equal((states, transitions, depth), Counts(lifetime, charging, "Native", Scope.Uniform(
            2,
            2,
            2,
            quota: 2,
            regions: 1,
            OperationKinds.Of(
                OperationKind.Alloc,
                OperationKind.Alias,
                OperationKind.Free,
                OperationKind.Share,
                OperationKind.Drop,
                OperationKind.Attach,
                OperationKind.Detach,
                OperationKind.Close)) with
        { Sharing = Sharing.Delegated }));

    [Theory]
    [InlineData("FirstClass", "Allocator", "Quarantine", 1_877, 12_593, 11)]
    [InlineData("FirstClass", "Allocator", "LateFlush", 2_613, 17_521, 13)]
    [InlineData("Cascade", "Allocator", "WholeBlock", 103, 620, 5)]
    public void Mappings_that_end_late_and_whole_blocks_count_alike(
        string lifetime, string charging, string platform, long states, long transitions, int depth) =>
        Assert.Equal((states, transitions, depth), Counts(lifetime, charging, platform, Scope.Uniform(
            2,
            2,
            2,
            quota: 1,
            regions: 1,
            OperationKinds.Of(
                OperationKind.Alloc,
                OperationKind.Alias,
                OperationKind.Free,
                OperationKind.Attach,
                OperationKind.Detach,
                OperationKind.Close))));

    private static (long States, long Transitions, int Depth) Counts(
        string lifetime, string charging, string platform, Scope scope)
    {
        SearchResult found = ModelExplorer.Explore(
            Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope),
            [Catalog.FindRequirement("QuotaRespected")!],
            new SearchLimits { Workers = 1 },
            new SearchProgress(),
            default).Exploration;
        Assert.True(found.Complete);
        return (found.DistinctStates, found.Transitions, found.Depth);
    }
}
