using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("ModelCheck.Properties.LongestFirst", "ModelCheck.Properties")]

namespace ModelCheck.Properties;

/// <summary>
/// Begins with the classes that take longest. A class is run by one thread, and one that begins last would keep a core
/// waiting; of the others any order will do.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // By their seconds on two cores, most first; what is forgotten here costs time only.
    private static readonly string[] _long =
    [
        "Repository.AddingAPolicyTests",
        "Conformance.ConformanceTests",
        "Mutants.MutantTests",
        "Pages.ReportInBrowserTests",
        "Judging.JudgeTests",
        "Services.KernelTests",
        "Services.PipedServiceTests",
        "Cluster.CutOffWorkerTests",
        "Cluster.LostWorkerTests",
        "Cluster.SecuredClusterTests",
        "Cluster.SpreadComparisonTests",
        "Cluster.ForeignBuildTests",
        "Cluster.PostgresTests",
        "Exploration.Bridge.DistinctionsTests",
        "Lockstep.LockstepTests",
        "Web.ServedInBrowserTests",
        "Exploration.Designing.SpaceTests",
        "Cli.ServeCommandTests",
        "Cli.ExitCodeTests",
        "Exploration.Comparing.DeepeningTests",
        "Exploration.Bridge.SelfProofTests",
        "Exploration.Comparing.ComparisonTests",
        "Peers.SpecificationModuleTests",
        "Peers.SpecificationTextTests",
        "Cli.ForeignServiceCommandTests",
        "Benchmarks.BaselineServiceTests",
        "Implementation.FullSizeTests",
        "Cli.CommandHelpTests",
        "Cli.MemoryCommandTests",
        "Cli.CheckpointCommandTests",
    ];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(PlaceOf).ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    private static int PlaceOf(ITestCollection collection)
    {
        int place = Array.FindIndex(
            _long, name => collection.DisplayName.EndsWith($".{name}", StringComparison.Ordinal));
        return place < 0 ? _long.Length : place;
    }
}
