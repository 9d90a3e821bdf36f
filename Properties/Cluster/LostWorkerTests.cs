using ModelCheck.Engine;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>
/// Workers are killed at moments that nobody has chosen, and so is whoever drives them. What comes of the exploration
/// is what comes of it where nothing happens.
/// </summary>
public sealed class LostWorkerTests
{
    [Fact]
    public void A_worker_that_is_killed_at_any_moment_changes_nothing()
    {
        using WorkerProcesses cluster = WorkerProcesses.Start("killed", Surprise.Workers);
        var random = new SplitMix64(15);
        for (int round = 0; round < Surprise.Rounds; round++)
        {
            using Invocation driver = cluster.Drive(Surprise.Command);
            Surprise.Await(cluster, random);
            using Invocation victim = cluster.Take(random.Below(Surprise.Workers));
            victim.Signal("KILL", times: 1);
            Assert.Equal(Surprise.Alone, Timeless.Of(driver.Finish()));
            cluster.Add();
            cluster.Await(view => view.Workers.Length == Surprise.Workers);
        }
    }

    [Fact]
    public void Whoever_drives_may_be_lost_and_finds_what_came_of_the_exploration()
    {
        using WorkerProcesses cluster = WorkerProcesses.Start("driver", Surprise.Workers);
        LoseDriver(cluster);

        // Nobody drives, and it goes on. On a machine so busy that workers give one another up, it may wait instead.
        cluster.Await(view => view.Explorations is [] or [{ Outcome: not null }]);
        using Invocation again = cluster.Drive(Surprise.Command);
        Assert.Equal(Surprise.Alone, Timeless.Of(again.Finish()));

        // It was fetched, and is forgotten.
        cluster.Await(later => later.Explorations.IsEmpty);
    }

    [Fact]
    public void Whoever_drives_may_be_lost_and_a_worker_with_him()
    {
        using WorkerProcesses cluster = WorkerProcesses.Start("both", Surprise.Workers);
        LoseDriver(cluster);
        using Invocation victim = cluster.Take(0);
        victim.Signal("KILL", times: 1);
        using Invocation again = cluster.Drive(Surprise.Command);
        Assert.Equal(Surprise.Alone, Timeless.Of(again.Finish()));
    }

    private static void LoseDriver(WorkerProcesses cluster)
    {
        using Invocation lost = cluster.Drive(Surprise.Command);
        cluster.Await(view => view.Explorations.Any(one => one.States > 0));
        lost.Signal("KILL", times: 1);
    }
}
