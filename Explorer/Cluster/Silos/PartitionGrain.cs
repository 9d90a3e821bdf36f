using System.Diagnostics;
using System.Globalization;

using ModelCheck.Cluster.Contract;

using Orleans.Concurrency;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// Holds the search of one partition. When its worker is lost, the grain comes up on another one and has none: whoever
/// watches sees that and begins a new attempt.
/// </summary>
[EvenPlacement]
[Reentrant]
internal sealed class PartitionGrain(WorkerSettings worker, IGrainFactory grains) : Grain, IPartitionGrain
{
    // Whoever watches asks several times a second.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private PartSearch? _search;
    private long _looked = Stopwatch.GetTimestamp();

    /// <summary>The key of a partition.</summary>
    /// <param name="exploration">The name of the exploration.</param>
    /// <param name="part">The number of the partition.</param>
    internal static string KeyOf(string exploration, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{exploration}/{part}");

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            CryWhereNobodyWatches,
            new GrainTimerCreationOptions(_patience, _patience) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        GiveUp(_search);

    /// <inheritdoc/>
    public async Task Start(PartOrder order)
    {
        if (_search is { } present && present.Order.Attempt >= order.Attempt)
        {
            return;
        }

        PartSearch? before = _search;
        var search = new PartSearch(order, worker, grains);
        _search = search;
        await GiveUp(before);

        // Meanwhile there may be a later one.
        if (_search == search)
        {
            search.Begin();
        }
    }

    /// <inheritdoc/>
    public ValueTask<Reception> Deliver(Parcel parcel)
    {
        if (_search is not { } search || search.Order.Attempt < parcel.Attempt)
        {
            return ValueTask.FromResult(Reception.NotYet);
        }

        if (search.Order.Attempt > parcel.Attempt)
        {
            return ValueTask.FromResult(Reception.TooLate);
        }

        search.Partition.Inbox.Take(parcel);
        return ValueTask.FromResult(Reception.Taken);
    }

    /// <inheritdoc/>
    public ValueTask<PartStatus> Look()
    {
        _looked = Stopwatch.GetTimestamp();
        return ValueTask.FromResult(_search?.Status ?? new PartStatus(default, worker.Name, PartStage.Idle));
    }

    /// <inheritdoc/>
    public Task Stop()
    {
        _search?.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Leave()
    {
        PartSearch? search = _search;
        _search = null;
        await GiveUp(search);
        DeactivateOnIdle();
    }

    private static async Task GiveUp(PartSearch? search)
    {
        if (search is not null)
        {
            await search.Abandon();
            search.Dispose();
        }
    }

    // The worker on which somebody watched may be lost, and nobody drives it: then the watch must be called back.
    private async Task CryWhereNobodyWatches(CancellationToken cancellation)
    {
        if (_search is not { } search || Stopwatch.GetElapsedTime(_looked) < _patience)
        {
            return;
        }

        try
        {
            await grains.GetGrain<IExplorationGrain>(search.Order.Request.Name()).Wake(search.Order);
        }
        catch (Exception exception) when (GrainPartition.IsOfTheWay(exception))
        {
            // It will cry again.
        }
    }
}
