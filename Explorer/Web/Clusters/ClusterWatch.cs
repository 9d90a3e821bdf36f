using System.Diagnostics;

using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Reports;

namespace ModelCheck.Web.Clusters;

/// <summary>
/// Looks at a cluster for all readers together: it is asked while somebody reads, at most once a second, however many
/// there are. One that does not answer is asked again, and what was last seen of it stays.
/// </summary>
/// <param name="cluster">The cluster.</param>
internal sealed class ClusterWatch(ServedCluster cluster) : IDisposable
{
    // What is asked for longer goes on, and is there for whoever looks later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task<string?>? _look;
    private long _begun;
    private volatile Seen? _seen;

    /// <summary>How often it is asked at most.</summary>
    internal static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The name of the cluster.</summary>
    internal string Name => cluster.Name;

    /// <summary>Looks at it.</summary>
    /// <param name="cancellation">Says that nobody waits for it any more.</param>
    /// <returns>What is known.</returns>
    internal async Task<Sighting> Look(CancellationToken cancellation)
    {
        (Task<string?> look, long begun) = Latest();
        string? trouble;
        try
        {
            TimeSpan left = Patience - Stopwatch.GetElapsedTime(begun);
            trouble = await look.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation)
                .ConfigureAwait(false);
        }
        catch (TimeoutException) when (!look.IsFaulted)
        {
            trouble = $"cluster {Name} has not answered for "
                + $"{Wording.Number((long)Stopwatch.GetElapsedTime(begun).TotalSeconds)} s";
        }

        Seen? seen = _seen;
        return new Sighting(
            seen?.View, seen is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(seen.At), trouble);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    // The look that is under way, or was a moment ago; else a new one.
    private (Task<string?> Look, long Begun) Latest()
    {
        lock (_lock)
        {
            if (_look is null || (_look.IsCompleted && Stopwatch.GetElapsedTime(_begun) >= Interval))
            {
                _begun = Stopwatch.GetTimestamp();
                CancellationToken stop = _stop.Token;
                _look = Task.Run(() => Ask(stop), stop);
            }

            return (_look, _begun);
        }
    }

    // Why there is nothing new to be seen; null where there is.
    private async Task<string?> Ask(CancellationToken stop)
    {
        try
        {
            ClusterView view = await cluster.Show(stop).ConfigureAwait(false);
            _seen = new Seen(view, Stopwatch.GetTimestamp());
            return null;
        }
        catch (Exception exception) when (exception is IOException or BadInputException)
        {
            return exception.Message;
        }
    }

    private sealed record Seen(ClusterView View, long At);
}
