using ModelCheck.Engine;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>
/// Workers are cut off from the others, by being paused, at moments that nobody has chosen: for so long that they are
/// given up, and for a moment.
/// </summary>
public sealed class CutOffWorkerTests
{
    [Fact]
    public void A_worker_that_is_cut_off_changes_nothing_and_ends_when_it_is_back()
    {
        using WorkerProcesses cluster = WorkerProcesses.Start("cut-off", Surprise.Workers);
        var random = new SplitMix64(1_127);
        for (int round = 0; round < Surprise.Rounds; round++)
        {
            using Invocation driver = cluster.Drive(Surprise.Command);
            Surprise.Await(cluster, random);
            using Invocation victim = cluster.Take(random.Below(Surprise.Workers));
            victim.Signal("STOP", times: 1);
            Assert.Equal(Surprise.Alone, Timeless.Of(driver.Finish()));
            cluster.Add();
            cluster.Await(view => view.Workers.Length == Surprise.Workers);
            victim.Signal("CONT", times: 1);
            Finished end = victim.Finish();
            Assert.Equal(3, end.ExitCode);
            Assert.StartsWith(
                $"modelcheck: the other workers of cluster {cluster.Cluster} have given this one up",
                end.Error,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_that_pauses_for_a_moment_is_waited_for()
    {
        using WorkerProcesses cluster = WorkerProcesses.Start("paused", Surprise.Workers);
        using Invocation driver = cluster.Drive(Surprise.Command);
        Surprise.Await(cluster, new SplitMix64(3));
        cluster.Workers[1].Signal("STOP", times: 1);
        Thread.Sleep(TimeSpan.FromSeconds(1));
        cluster.Workers[1].Signal("CONT", times: 1);
        Assert.Equal(Surprise.Alone, Timeless.Of(driver.Finish()));
    }
}
