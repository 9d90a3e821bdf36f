using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>
/// Workers are killed, and cut off from the others by being paused, at moments that nobody has chosen; whoever drives
/// them is killed. What comes of the exploration is what comes of it where nothing happens.
/// </summary>
public sealed class LostWorkerTests
{
    private const int Workers = 3;

    // Some seconds of work for three threads, more of it in the sweeps of branching requirements than in the search.
    private const string Command =
        "explore --lifetime FirstClass --frames 3 --sessions 2 --dataspaces 3 --kinds Alloc,Alias,Free,Seal,Close";

    private static readonly Lazy<Finished> _alone = new(() => Timeless.Run(Command));

    // Each costs some seconds: the suite has a few, and all are wanted where everything is.
    private static int Rounds => Thoroughness.IsWhole ? 10 : 2;

    [Fact]
    public void A_worker_that_is_killed_at_any_moment_changes_nothing()
    {
        using WorkerProcesses cluster = WorkerProcesses.Start("killed", Workers);
        var random = new SplitMix64(20_261_127);
        for (int round = 0; round < Rounds; round++)
        {
            using Invocation driver = cluster.Drive(Command);
            Surprise(cluster, random);
            using Invocation victim = cluster.Take(random.Below(Workers));
            victim.Signal("KILL", times: 1);
            Assert.Equal(_alone.Value, Timeless.Of(driver.Finish()));
            cluster.Add();
            cluster.Await(view => view.Workers.Length == Workers);
        }
    }

    [Fact]
    public void A_worker_that_is_cut_off_changes_nothing_and_ends_when_it_is_back()
    {
        using WorkerProcesses cluster = WorkerProcesses.Start("cut-off", Workers);
        var random = new SplitMix64(1_127);
        for (int round = 0; round < Rounds; round++)
        {
            using Invocation driver = cluster.Drive(Command);
            Surprise(cluster, random);
            using Invocation victim = cluster.Take(random.Below(Workers));
            victim.Signal("STOP", times: 1);
            Assert.Equal(_alone.Value, Timeless.Of(driver.Finish()));
            cluster.Add();
            cluster.Await(view => view.Workers.Length == Workers);
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
    public void Whoever_drives_may_be_lost_and_finds_the_exploration_again()
    {
        using WorkerProcesses cluster = WorkerProcesses.Start("driver", Workers);
        using (Invocation lost = cluster.Drive(Command))
        {
            cluster.Await(view => view.Explorations.Any(one => one.States > 0));
            lost.Signal("KILL", times: 1);
        }

        // Nobody drives, and a worker is lost as well, perhaps the one that watched.
        using Invocation victim = cluster.Take(0);
        victim.Signal("KILL", times: 1);
        ClusterView view = cluster.Await(view => view.Explorations is [{ Outcome: not null }]);
        int attempts = view.Explorations[0].Attempt;
        using Invocation again = cluster.Drive(Command);
        Assert.Equal(_alone.Value, Timeless.Of(again.Finish()));

        // It was fetched, not explored once more, and is forgotten.
        Assert.InRange(attempts, 2, int.MaxValue);
        cluster.Await(later => later.Explorations.IsEmpty);
    }

    // Some time after the exploration has begun, and before it is likely to be over.
    private static void Surprise(WorkerProcesses cluster, SplitMix64 random)
    {
        cluster.Await(view => view.Explorations.Any(one => one.States > 0));
        Thread.Sleep(TimeSpan.FromMilliseconds(random.Below(2_000)));
    }
}
