using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Reports;

public sealed class ConformanceReportTests
{
    [Theory]
    [InlineData(StopReason.Interrupted)]
    [InlineData(StopReason.Violated)]
    public void A_divergence_is_one_though_its_trace_was_not_found(StopReason stopped)
    {
        ConformanceResult diverged = ResultOf(stopped, Verdict.Violated);
        ConformanceResult unfinished = ResultOf(stopped, Verdict.Unknown);

        Assert.True(diverged.Diverges);
        Assert.False(diverged.Conforms);
        Assert.False(unfinished.Diverges || unfinished.Conforms);
        Assert.Contains(
            "The implementation parts from the model",
            ConformanceReport.Conclusion([diverged, unfinished], 1),
            StringComparison.Ordinal);
        Assert.Contains(
            "No divergence so far", ConformanceReport.Conclusion([unfinished], 1), StringComparison.Ordinal);
    }

    private static ConformanceResult ResultOf(StopReason stopped, Verdict verdict) => new(
        new PolicyName("Pin", "Holder", "Native"),
        Scope.Uniform(2, 2, 2, 2),
        new SearchResult(
            stopped,
            10,
            20,
            30,
            [1, 9],
            0.1,
            512,
            [new Finding(new Property("SameAnswers", PropertyKind.TransitionInvariant), verdict, null)],
            new UnreducedCounts(10, 20, 30)),
        100,
        Leading: 0,
        Divergence: null);
}
