using System.Diagnostics;
using System.Text.Json;

using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>Workers as processes of their own.</summary>
internal static class Workers
{
    /// <summary>Starts a small one.</summary>
    internal static Invocation Start(params IEnumerable<string> options) =>
        Invocation.Start(["worker", "--workers", "1", "--memory", "1GiB", .. options]);

    /// <summary>Waits until one is a member of its cluster.</summary>
    /// <returns>Its name: that of the machine, and its port.</returns>
    internal static string NameOf(Invocation worker)
    {
        string line = worker.AwaitOutputLine();
        Assert.True(
            line.StartsWith("Worker ", StringComparison.Ordinal),
            $"a worker does not come up: {line}{(line.Length == 0 ? worker.Finish().Error : string.Empty)}");
        return line.Split(' ')[1];
    }

    /// <summary>Waits until there are so many in a cluster, and no more.</summary>
    /// <returns>Their names.</returns>
    internal static string[] Await(int count, params string[] options)
    {
        string[] names = [];
        Eventually.Holds(
            () =>
            {
                Finished shown = Invocation.Run(["cluster", "--json", "-", .. options]);
                if (shown.ExitCode != 0)
                {
                    return false;
                }

                using var view = JsonDocument.Parse(shown.Output);
                names =
                [
                    .. view.RootElement.GetProperty("workers").EnumerateArray()
                        .Select(worker => worker.GetProperty("name").GetString()!),
                ];
                return names.Length == count;
            },
            $"there are {count} workers");
        return names;
    }
}

/// <summary>Waits for what comes by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until something holds.</summary>
    internal static void Holds(Func<bool> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < _patience, $"never: {what}");
            Thread.Sleep(_pause);
        }
    }
}
