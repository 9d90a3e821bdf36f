using ModelCheck.Cluster.Membership;
using ModelCheck.Cluster.Silos;

namespace ModelCheck.Properties.Cluster;

/// <summary>A worker within this process.</summary>
internal sealed class LocalWorker : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly WorkerHost _host;
    private readonly Task<string?> _served;

    private LocalWorker(WorkerHost host)
    {
        _host = host;
        _served = Task.Run(() => host.Serve(_stop.Token));
    }

    /// <summary>Starts a worker of a cluster.</summary>
    internal static LocalWorker Start(string cluster) => Start(new WorkerSettings(MembershipPlace.Of(cluster, null)));

    /// <summary>Starts a worker.</summary>
    internal static LocalWorker Start(WorkerSettings settings) =>
        new(Task.Run(() => WorkerHost.Start(settings, CancellationToken.None)).GetAwaiter().GetResult());

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _served.GetAwaiter().GetResult();
        Task.Run(async () => await _host.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
        _stop.Dispose();
    }
}
