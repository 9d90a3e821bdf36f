using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>Two builds of the program in one cluster, as processes: the one that comes later goes.</summary>
public sealed class ForeignBuildTests : IDisposable
{
    private const string Cluster = "builds";

    private readonly ForeignBuild _foreign = new();

    public void Dispose() => _foreign.Dispose();

    [Fact]
    public void A_worker_and_a_driver_of_another_build_are_refused_and_harm_nobody()
    {
        using Invocation worker = Workers.Start("--cluster", Cluster);
        Workers.NameOf(worker);
        using var driver = Invocation.Start(
            [.. Surprise.Command.Split(' '), "--quiet", "--json", "-", "--cluster", Cluster]);
        Eventually.Holds(
            () => Invocation.Run("cluster", "--cluster", Cluster).Output
                .Contains("FirstClass", StringComparison.Ordinal),
            "an exploration is under way");

        using var foreignWorker = Invocation.StartFrom(
            _foreign.Program, "worker", "--cluster", Cluster, "--workers", "1", "--memory", "1GiB");
        using var foreignDriver = Invocation.StartFrom(
            _foreign.Program, [.. Surprise.Command.Split(' '), "--quiet", "--json", "-", "--cluster", Cluster]);
        Finished refused = foreignWorker.Finish();
        Assert.StartsWith("Worker ", refused.Output, StringComparison.Ordinal);
        Refusal.IsOneLine("the workers of this cluster are of another build", refused with { Output = string.Empty });
        Refusal.IsOneLine("the workers are of another build than this program", foreignDriver.Finish());
        Assert.Equal(Surprise.Alone, Timeless.Of(driver.Finish()));

        // Whoever asks just when it comes is not taken for the one that is refused.
        using var again = Invocation.StartFrom(
            _foreign.Program, "worker", "--cluster", Cluster, "--workers", "1", "--memory", "1GiB");
        Workers.NameOf(again);
        Assert.Equal(
            Timeless.Run("explore --lifetime Pin --scenario peers"),
            Timeless.Run($"explore --lifetime Pin --scenario peers --cluster {Cluster}"));
        Assert.Equal(2, again.Finish().ExitCode);
    }
}
