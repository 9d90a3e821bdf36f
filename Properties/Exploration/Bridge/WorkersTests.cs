using System.Text.Json;

using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>
/// The same figures, findings and traces for any number of workers, and on every run, of policies whose levels are wide
/// enough for all workers to have a share.
/// </summary>
public sealed class WorkersTests
{
    private const int WideLevel = 5_000;

    [Theory]
    [InlineData("FirstClass", "Holder", "Native")]
    [InlineData("Pin", "Allocator", "Native")]
    [InlineData("Cascade", "Nobody", "SealedMemfd")]
    [InlineData("Reparent", "Holder", "BaseLinux")]
    public void The_number_of_workers_changes_no_figure_and_no_trace(string lifetime, string charging, string platform)
    {
        IModel model = Catalog.CreateModel(
            new PolicyName(lifetime, charging, platform),
            Scope.Uniform(3, 2, 3, quota: 3, operations: OperationKinds.Default));
        PolicyResult alone = Explore(model, workers: 1);

        Assert.True(alone.Exploration.Complete);
        Assert.InRange(alone.Exploration.Levels.Max(), WideLevel, long.MaxValue);
        Assert.True(alone.Requirements.Count(requirement => requirement.Trace is not null) >= 3);
        Assert.All([1, 2, 3, 8], workers => Assert.Equal(Portrait(alone), Portrait(Explore(model, workers))));
    }

    private static PolicyResult Explore(IModel model, int workers)
    {
        PolicyResult result = ModelExplorer.Explore(
            model, Catalog.Requirements, new SearchLimits { Workers = workers }, new SearchProgress(), default);
        return result with { Exploration = result.Exploration with { Seconds = 0, PeakBytes = 0 } };
    }

    // The report, which has the traces in words, and all that the engine found.
    private static string Portrait(PolicyResult result) =>
        JsonReport.Write(result) + JsonSerializer.Serialize(result.Exploration);
}
