using ModelCheck.Engine;
using ModelCheck.Properties.Cli;

namespace ModelCheck.Properties.Cluster;

/// <summary>What an exploration has to bear, and how often.</summary>
internal static class Surprise
{
    /// <summary>How many workers there are.</summary>
    internal const int Workers = 3;

    /// <summary>
    /// Some seconds of work, about as much of it in the sweeps of branching requirements as in the search.
    /// </summary>
    internal const string Command = "explore --lifetime FirstClass --frames 3 --sessions 2 --dataspaces 3 --regions 1";

    private static readonly Lazy<Finished> _alone = new(() => Timeless.Run(Command));

    /// <summary>Each costs some ten seconds: the suite has a few, and all are wanted where everything is.</summary>
    internal static int Rounds => Thoroughness.IsWhole ? 10 : 1;

    /// <summary>What comes of it where nothing happens.</summary>
    internal static Finished Alone => _alone.Value;

    /// <summary>Waits some time after the exploration has begun, and until before it is likely to be over.</summary>
    internal static void Await(WorkerProcesses cluster, SplitMix64 random)
    {
        cluster.Await(view => view.Explorations.Any(one => one.States > 0));
        Thread.Sleep(TimeSpan.FromMilliseconds(random.Below(2_000)));
    }
}
