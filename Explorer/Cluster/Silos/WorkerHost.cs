using System.Net;
using System.Net.Sockets;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

using ModelCheck.Cluster.Contract;
using ModelCheck.Exploration.Scenarios;

using Orleans.Configuration;

namespace ModelCheck.Cluster.Silos;

/// <summary>A worker: an Orleans silo that holds partitions, until it is stopped.</summary>
public sealed class WorkerHost : IAsyncDisposable
{
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(1);

    private readonly IHost _host;
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;

    private WorkerHost(IHost host, WorkerSettings settings)
    {
        _host = host;
        Settings = settings;
    }

    /// <summary>What it is, with the ports that it has.</summary>
    public WorkerSettings Settings { get; }

    /// <summary>Starts a worker.</summary>
    /// <param name="asked">What it is to be.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The worker, a member of its cluster.</returns>
    /// <exception cref="BadInputException">A port is taken, or the membership cannot be kept.</exception>
    public static async Task<WorkerHost> Start(WorkerSettings asked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        asked.Place.Prepare();
        int port = asked.Port != 0 ? asked.Port : FreePort(asked.Address);
        WorkerSettings settings = asked with
        {
            Port = port,
            GatewayPort = asked.GatewayPort != 0 ? asked.GatewayPort : FreePort(asked.Address),
            Name = string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{Environment.MachineName}:{port}"),
        };
        IHost host = HostOf(settings);
        try
        {
            await host.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (SocketFaultIn(exception) is { } fault)
        {
            await Dispose(host).ConfigureAwait(false);
            throw new BadInputException(
                $"{settings.Address}, port {settings.Port} or {settings.GatewayPort}: {fault.Message}", exception);
        }

        return new WorkerHost(host, settings);
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
                if (await Report(members).ConfigureAwait(false) is { Refusal: { } refusal })
                {
                    return refusal;
                }
            }
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
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
        await _host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await Dispose(_host).ConfigureAwait(false);
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

    private static IHost HostOf(WorkerSettings settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        OrleansSettings.Log(builder.Logging, settings.IsVerbose);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IFatalErrorHandler, LostWorker>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        OrleansSettings.AddSerialization(builder.Services);
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
