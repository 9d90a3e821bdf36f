using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using ModelCheck.Cluster.Contract;
using ModelCheck.Exploration.Scenarios;

using Orleans.Configuration;

namespace ModelCheck.Cluster.Silos;

/// <summary>A worker: an Orleans silo that holds partitions, until it is stopped.</summary>
public sealed class WorkerHost : IAsyncDisposable
{
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(1);

    // Longer than one that was killed is taken for a member.
    private static readonly TimeSpan _joining = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _parting = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _leaving = TimeSpan.FromSeconds(20);

    private readonly IHost _host;
    private readonly EndOfWorker _end;
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;

    private WorkerHost(IHost host, EndOfWorker end, WorkerSettings settings)
    {
        _host = host;
        _end = end;
        Settings = settings;
    }

    /// <summary>What it is, with the ports that it has.</summary>
    public WorkerSettings Settings { get; }

    /// <summary>Whether the other workers have given it up: what it held is elsewhere by now, or nowhere.</summary>
    public bool IsGivenUp => _end.HasCome;

    /// <summary>Starts a worker.</summary>
    /// <param name="asked">What it is to be.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The worker, a member of its cluster.</returns>
    /// <exception cref="BadInputException">
    /// A port is taken, the membership cannot be kept, or the other workers do not let it join.
    /// </exception>
    public static async Task<WorkerHost> Start(WorkerSettings asked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        asked.Place.Prepare();
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await Join(asked, cancellation).ConfigureAwait(false);
            }
            catch (OrleansException exception) when (Stopwatch.GetElapsedTime(began) > _patience)
            {
                throw new BadInputException(
                    $"the other workers of cluster {asked.Place.Cluster} do not let this one join, or cannot be "
                    + "reached from here: all of them need certificates of the same authority, or none, and addresses "
                    + "at which they reach each other",
                    exception);
            }
            catch (OrleansException)
            {
                // Where the machine is busy, it may have been too slow to answer the others, and be quicker now.
                await Task.Delay(_heartbeat, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static async Task<WorkerHost> Join(WorkerSettings asked, CancellationToken cancellation)
    {
        int port = asked.Port != 0 ? asked.Port : FreePort(asked.Address);
        WorkerSettings settings = asked with
        {
            Port = port,
            GatewayPort = asked.GatewayPort != 0 ? asked.GatewayPort : FreePort(asked.Address),
            Name = string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{Environment.MachineName}:{port}"),
        };
        var end = new EndOfWorker();
        IHost host = HostOf(settings, end);
        try
        {
            await end.Before(host.StartAsync(cancellation)).ConfigureAwait(false);
        }
        catch (Exception exception) when (SocketFaultIn(exception) is { } fault)
        {
            await Dispose(host).ConfigureAwait(false);
            throw new BadInputException(
                $"{settings.Address}, port {settings.Port} or {settings.GatewayPort}: {fault.Message}", exception);
        }
        catch (OrleansException)
        {
            await GiveUp(host).ConfigureAwait(false);
            throw;
        }

        return new WorkerHost(host, end, settings);
    }

    // It waits for answers of others, who have given it up: not for long.
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "It is gone, however it goes.")]
    private static async Task GiveUp(IHost host)
    {
        try
        {
            await Departure.Within(_parting, async () =>
            {
                await host.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
                await Dispose(host).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nothing is left to be done for it.
        }
    }

    /// <summary>Reports itself to the cluster until it is stopped, or must go.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Why it must go; null where it was stopped.</returns>
    public async Task<string?> Serve(CancellationToken cancellation)
    {
        IMembersGrain members = _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IMembersGrain>(0);
        using var timer = new PeriodicTimer(_heartbeat);
        try
        {
            do
            {
                if (await _end.Before(Report(members)).ConfigureAwait(false) is { Refusal: { } refusal })
                {
                    return refusal;
                }
            }
            while (await _end.Before(timer.WaitForNextTickAsync(cancellation).AsTask()).ConfigureAwait(false));
        }
        catch (OrleansException) when (_end.HasCome)
        {
            return $"the other workers of cluster {Settings.Place.Cluster} have given this one up, since it did not "
                + "answer them for some seconds";
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It was stopped.
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_end.HasCome)
        {
            // Others do not wait for it any more, and it would wait for them.
            return;
        }

        // Where its leave cannot be written down any more, the others find out by themselves.
        await Departure.Within(_leaving, async () =>
        {
            await _host.StopAsync(CancellationToken.None).ConfigureAwait(false);
            await Dispose(_host).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static async Task Dispose(IHost host)
    {
        if (host is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            host.Dispose();
        }
    }

    private async Task<Admission?> Report(IMembersGrain members)
    {
        try
        {
            return await members.Report(new WorkerReport(
                Settings.Name,
                _started,
                Build.Name,
                Settings.Workers,
                Settings.MaximalBytes,
                Environment.WorkingSet)).ConfigureAwait(false);
        }
        catch (Exception exception) when (GrainPartition.IsOfTheWay(exception))
        {
            // Whoever it was told to may be lost: the next time another one is told.
            return null;
        }
    }

    private static IHost HostOf(WorkerSettings settings, EndOfWorker end)
    {
        HostApplicationBuilder builder = OrleansSettings.NewHost(settings.IsVerbose);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<PolicyPlaces>();
        builder.Services.AddSingleton<IFatalErrorHandler>(end);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => OrleansSettings.Name(options, settings.Place));
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = OrleansSettings.ResponseTimeout);
            silo.Configure<ClusterMembershipOptions>(Probe);
            silo.ConfigureEndpoints(
                settings.Address, settings.Port, settings.GatewayPort, listenOnAnyHostAddress: false);
            silo.UseAdoNetClustering(options =>
            {
                options.Invariant = settings.Place.Invariant;
                options.DataSource = settings.Place.Open();
            });
            silo.AddPlacementDirector<EvenPlacement>(_ => new EvenPlacementDirector());
            if (settings.Security is { } security)
            {
                silo.UseTls(options => OrleansSettings.Secure(options, security));
            }
        });
        return builder.Build();
    }

    // A worker that does not answer for some seconds is lost. That may be wrong and costs an attempt, no more.
    private static void Probe(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 1;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
        options.NumMissedTableIAmAliveLimit = 3;
        options.MaxJoinAttemptTime = _joining;
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        try
        {
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new BadInputException($"cannot listen on {address}: {exception.Message}", exception);
        }

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static SocketException? SocketFaultIn(Exception? exception)
    {
        while (exception is not (null or SocketException))
        {
            exception = exception.InnerException;
        }

        return exception as SocketException;
    }
}
