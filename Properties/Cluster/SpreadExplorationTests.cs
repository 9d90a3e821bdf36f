using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>A cluster of two workers finds what one process does.</summary>
public sealed class SpreadExplorationTests
{
    [Theory]
    [InlineData("--lifetime FirstClass --frames 2 --sessions 2 --dataspaces 2 --regions 1")]
    [InlineData("--lifetime Cascade --frames 2 --sessions 2 --dataspaces 2 --regions 1 --symmetry")]
    [InlineData("--lifetime Pin --sharing delegated --frames 2 --sessions 2 --dataspaces 2 --max-states 500")]
    [InlineData("--lifetime Pin --scenario peers --require NoStrandedFrames")]
    public void Figures_verdicts_and_traces_are_the_same(string options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Finished alone = Timeless.Run($"explore {options}");
        using LocalWorker first = LocalWorker.Start("same");
        using LocalWorker second = LocalWorker.Start("same");
        foreach (int partitions in (ReadOnlySpan<int>)[0, 1, 5])
        {
            Assert.Equal(
                alone,
                Timeless.Run(FormattableString.Invariant(
                    $"explore {options} --cluster same --partitions {partitions}")));
        }
    }
}
