using ModelCheck.Cluster.Contract;
using ModelCheck.Engine;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// A part of a search whose others are grains: sends parcels to them until each is acknowledged, by whatever activation
/// of the grain there is, and waits for theirs.
/// </summary>
/// <param name="grains">How the others are reached.</param>
/// <param name="order">Which part it is of what.</param>
/// <param name="abandoned">Says that there is a later attempt, or the grain goes.</param>
internal sealed class GrainPartition(IGrainFactory grains, PartOrder order, CancellationToken abandoned) : IPartition
{
    // So many parcels are on their way to one partition at a time: enough that the wire is never idle.
    private const int Window = 4;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _longPause = TimeSpan.FromMilliseconds(500);

    private readonly string _exploration = order.Request.Name();
    private long _phase;
    private long _sentBytes;

    /// <inheritdoc/>
    public int Index => order.Part;

    /// <inheritdoc/>
    public int Count => order.Parts;

    /// <summary>What others have sent.</summary>
    internal Inbox Inbox { get; } = new(order.Parts, order.Part);

    /// <summary>What was sent to others, in bytes of content; what was sent again is not counted again.</summary>
    internal long SentBytes => Volatile.Read(ref _sentBytes);

    /// <inheritdoc/>
    public int OwnerOf(int shard) => Shards.OwnerOf(shard, order.Parts);

    /// <inheritdoc/>
    public void Exchange(IReadOnlyList<PartitionBatch> batches, Action<PartitionBatch> receive)
    {
        long phase = _phase++;
        ILookup<int, PartitionBatch> byReceiver = batches.ToLookup(batch => batch.To);
        Task[] sending =
        [
            .. Enumerable.Range(0, Count).Where(to => to != Index).Select(to =>
            {
                Parcel[] parcels = Parcels.Pack(order.Attempt, phase, Index, byReceiver[to]);
                return Task.Run(() => Send(to, parcels), CancellationToken.None);
            }),
        ];
        try
        {
            // The thread is the search's own, so that nobody else waits.
            foreach (Parcel parcel in Inbox.Receive(phase, abandoned).GetAwaiter().GetResult())
            {
                Parcels.Unpack(parcel, Index, receive);
            }

            Task.WaitAll(sending, abandoned);
        }
        catch (Exception exception) when (exception is AggregateException or OperationCanceledException)
        {
            Task.WhenAll(sending).ContinueWith(
                static task => _ = task.Exception, CancellationToken.None, default, TaskScheduler.Default);
            throw new IOException("another partition is gone, or there is a later attempt", exception);
        }
    }

    private async Task Send(int to, Parcel[] parcels)
    {
        IPartitionGrain receiver = grains.GetGrain<IPartitionGrain>(PartitionGrain.KeyOf(_exploration, to));
        using var window = new SemaphoreSlim(Window);
        await Task.WhenAll(parcels.Select(async parcel =>
        {
            await window.WaitAsync(abandoned).ConfigureAwait(false);
            try
            {
                await Send(receiver, parcel).ConfigureAwait(false);
            }
            finally
            {
                window.Release();
            }
        })).ConfigureAwait(false);
    }

    private async Task Send(IPartitionGrain receiver, Parcel parcel)
    {
        Interlocked.Add(ref _sentBytes, parcel.Content.Length);
        while (true)
        {
            switch (await TryDeliver(receiver, parcel).ConfigureAwait(false))
            {
                case Reception.Taken:
                    return;
                case Reception.TooLate:
                    throw new OperationCanceledException("There is a later attempt.");
                case Reception.NotYet:
                    await Task.Delay(_pause, abandoned).ConfigureAwait(false);
                    break;
                default:
                    // Who is gone for good is for the cluster to say: then this attempt is abandoned.
                    await Task.Delay(_longPause, abandoned).ConfigureAwait(false);
                    break;
            }
        }
    }

    // Null where it is not known what became of it, so that it is to be sent again.
    private static async Task<Reception?> TryDeliver(IPartitionGrain receiver, Parcel parcel)
    {
        try
        {
            return await receiver.Deliver(parcel).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfTheWay(exception))
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a call has failed on its way, so that it may be made again. Orleans says by a cancellation that a call
    /// was too old when somebody was found for it; calls here have nothing else that could cancel them.
    /// </summary>
    internal static bool IsOfTheWay(Exception exception) =>
        exception is OrleansException or TimeoutException or IOException or OperationCanceledException;
}
