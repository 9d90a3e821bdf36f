using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Benchmarks.Peers;

namespace ModelCheck.Benchmarks.Cluster;

/// <summary>
/// <c>cluster</c>: a cluster of two workers of one processor each, beside one process with two threads, in turns.
/// </summary>
internal static class ClusterCommand
{
    private const int Agreed = 0;
    private const int Disagreed = 1;
    private const double LeastRatio = 0.5;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">What follows <c>cluster</c> on the command line.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] arguments)
    {
        var scope = new Option<string>("--scope")
        {
            Description = "Frames, sessions, dataspaces and quota.",
            DefaultValueFactory = _ => "4,2,5,4",
            HelpName = "F,S,D,q",
        };
        var lifetime = new Option<string>("--lifetime")
        {
            Description = "Cascade or FirstClass.",
            DefaultValueFactory = _ => "Cascade",
            HelpName = "L",
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each is measured.",
            DefaultValueFactory = _ => 5,
            HelpName = "N",
        };
        var root = new RootCommand(
            "cluster: two workers of one processor each beside one process with two threads, in turns. Linux with "
            + "taskset(1). Exit code 0: states, transitions and depth agree; 1: they do not; 2: bad input; 3: stopped.")
        {
            scope, lifetime, rounds,
        };
        return MeasuringCommand.Run("cluster", root, arguments, (parsed, folder, cancellation) =>
        {
            var fragment = CoreFragment.Parse(parsed.GetValue(scope)!, parsed.GetValue(lifetime)!);
            using var measured = new MeasuredCluster(folder.FullName, cancellation);
            return Compare(fragment, Math.Max(parsed.GetValue(rounds), 1), measured);
        });
    }

    private static int Compare(CoreFragment fragment, int rounds, MeasuredCluster cluster)
    {
        long began = Stopwatch.GetTimestamp();
        while (cluster.WorkersThere() < 2)
        {
            if (Stopwatch.GetElapsedTime(began) > _patience)
            {
                throw new InvalidOperationException("the workers do not come up");
            }

            Thread.Sleep(_pause);
        }

        var ratios = new List<double>();
        bool agree = true;
        Console.WriteLine("round  one process, 2 threads  2 workers of 1 processor  ratio  bytes/transition");
        for (int round = 0; round < rounds; round++)
        {
            ClusterRun alone = cluster.Explore(fragment, isSpread: false);
            ClusterRun spread = cluster.Explore(fragment, isSpread: true);
            agree &= alone.Agrees(spread) && spread.Attempts == 1;
            ratios.Add(spread.Rate / alone.Rate);
            Console.WriteLine(FormattableString.Invariant(
                $"{round + 1,5}  {alone.Rate / 1e6,16:F2} million/s  {spread.Rate / 1e6,14:F2} million/s")
                + FormattableString.Invariant($"  {ratios[^1],5:F2}  {spread.BytesPerTransition,16:F2}"));
        }

        Console.WriteLine(new Goal(
            "throughput of the cluster, as a part of that of one process (median)",
            LeastRatio,
            IsAtLeast: true,
            ratios.Order().ElementAt(ratios.Count / 2)));
        Console.WriteLine(agree ? "states, transitions and depth agree" : "STATES, TRANSITIONS OR DEPTH DIFFER");
        return agree ? Agreed : Disagreed;
    }
}
