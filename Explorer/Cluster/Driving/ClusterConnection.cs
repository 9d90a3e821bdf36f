using System.Diagnostics;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using ModelCheck.Cluster.Contract;
using ModelCheck.Cluster.Membership;
using ModelCheck.Cluster.Silos;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;

using Orleans.Configuration;
using Orleans.Runtime.Messaging;

namespace ModelCheck.Cluster.Driving;

/// <summary>A connection to a cluster, of somebody who drives it or looks at it.</summary>
public sealed class ClusterConnection : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _leaving = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private readonly IHost _host;

    private readonly string _cluster;

    private ClusterConnection(IHost host, string cluster)
    {
        _host = host;
        _cluster = cluster;
    }

    /// <summary>The grains.</summary>
    internal IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Connects.</summary>
    /// <param name="place">The cluster.</param>
    /// <param name="security">How connections are secured; null where they are not.</param>
    /// <param name="isVerbose">Whether what Orleans says is printed on standard error.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="BadInputException">No worker of the cluster can be reached.</exception>
    public static async Task<ClusterConnection> Open(
        MembershipPlace place, TransportSecurity? security, bool isVerbose, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        place.Prepare();
        IHost host = HostOf(place, security, isVerbose);
        try
        {
            await host.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is OrleansException or SiloUnavailableException or ConnectionFailedException or TimeoutException)
        {
            host.Dispose();
            throw new BadInputException(
                $"no worker of cluster {place.Cluster} can be reached: start one with 'modelcheck worker --cluster "
                + $"{place.Cluster}'"
                + (security is null
                    ? ", or name --certificate where its workers have one"
                    : ", and see that the certificates of both are signed by the --authority of the other"),
                exception);
        }

        return new ClusterConnection(host, place.Cluster);
    }

    /// <summary>What there is in the cluster.</summary>
    /// <returns>Workers and explorations.</returns>
    /// <exception cref="IOException">It does not answer at the moment.</exception>
    public async Task<ClusterView> Show()
    {
        try
        {
            return ClusterSight.Of(
                _cluster, await Grains.GetGrain<IMembersGrain>(0).Show().ConfigureAwait(false));
        }
        catch (Exception exception) when (GrainPartition.IsOfTheWay(exception))
        {
            throw new IOException($"cluster {_cluster} does not answer: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Departure.Within(_leaving, async () =>
    {
        await _host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        _host.Dispose();
    }).ConfigureAwait(false);

    // Workers that were killed are in the membership for some seconds, and those that have just come are not yet.
    private static Func<Exception, CancellationToken, Task<bool>> RetryForAWhile()
    {
        long began = Stopwatch.GetTimestamp();
        return async (_, cancellation) =>
        {
            await Task.Delay(_pause, cancellation).ConfigureAwait(false);
            return Stopwatch.GetElapsedTime(began) < _patience;
        };
    }

    private static IHost HostOf(MembershipPlace place, TransportSecurity? security, bool isVerbose)
    {
        HostApplicationBuilder builder = OrleansSettings.NewHost(isVerbose);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => OrleansSettings.Name(options, place));
            client.Configure<ClientMessagingOptions>(
                options => options.ResponseTimeout = OrleansSettings.ResponseTimeoutOfDrivers);
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
            client.UseConnectionRetryFilter(RetryForAWhile());
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = place.Invariant;
                options.DataSource = place.Open();
            });
            if (security is not null)
            {
                client.UseTls(options => OrleansSettings.Secure(options, security));
            }
        });
        return builder.Build();
    }
}
