using System.Diagnostics;
using System.Globalization;

using ModelCheck.Cluster.Driving;
using ModelCheck.Cluster.Membership;
using ModelCheck.Exploration.Results;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>
/// Workers as processes, to be killed and paused, with a directory that they share; and somebody who looks at the
/// cluster and does nothing else.
/// </summary>
internal sealed class WorkerProcesses : IDisposable
{
    // Far more than anything here takes.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryDirectory _directory = new();
    private readonly List<Invocation> _workers = [];
    private readonly string[] _options;
    private ClusterConnection? _observer;

    private WorkerProcesses(string cluster, string[] options)
    {
        Cluster = cluster;
        _options = options;
    }

    /// <summary>The name of the cluster.</summary>
    internal string Cluster { get; }

    /// <summary>The workers that were started and not given away.</summary>
    internal IReadOnlyList<Invocation> Workers => _workers;

    /// <summary>Starts some workers of one thread each, which save what they hold after each level.</summary>
    internal static WorkerProcesses Start(string cluster, int count, params string[] options)
    {
        var processes = new WorkerProcesses(
            string.Create(CultureInfo.InvariantCulture, $"{cluster}-{Environment.ProcessId}"), options);
        for (int i = 0; i < count; i++)
        {
            processes.Add();
        }

        processes.Await(view => view.Workers.Length == count);
        return processes;
    }

    /// <summary>Starts one worker more.</summary>
    internal void Add() => _workers.Add(Properties.Cluster.Workers.Start(
        ["--cluster", Cluster, "--shared", _directory["shared"], "--save-every", "0", .. _options]));

    /// <summary>Takes a worker from the others, whatever becomes of it.</summary>
    internal Invocation Take(int index)
    {
        Invocation worker = _workers[index];
        _workers.RemoveAt(index);
        return worker;
    }

    /// <summary>Starts what drives the cluster.</summary>
    internal Invocation Drive(string command) =>
        Invocation.Start([.. command.Split(' '), "--cluster", Cluster, "--quiet", "--json", "-"]);

    /// <summary>Waits until the cluster looks as it should.</summary>
    internal ClusterView Await(Func<ClusterView, bool> isSo)
    {
        long began = Stopwatch.GetTimestamp();
        ClusterView? view = null;
        while (Stopwatch.GetElapsedTime(began) < _patience)
        {
            view = Look();
            if (view is not null && isSo(view))
            {
                return view;
            }

            Thread.Sleep(_pause);
        }

        Assert.Fail($"the cluster does not become what it should: {view}");
        return view!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_observer is { } observer)
        {
            Task.Run(async () => await observer.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
        }

        _workers.ForEach(worker => worker.Dispose());
        _directory.Dispose();
    }

    // Nothing where there is no worker yet, or none that answers.
    private ClusterView? Look()
    {
        try
        {
            return Task.Run(async () =>
            {
                _observer ??= await ClusterConnection
                    .Open(MembershipPlace.Of(Cluster, null), null, isVerbose: false, CancellationToken.None)
                    .ConfigureAwait(false);
                return await _observer.Show().ConfigureAwait(false);
            }).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (
            exception is IOException or ModelCheck.Exploration.Scenarios.BadInputException)
        {
            return null;
        }
    }
}
