using System.Runtime.ExceptionServices;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;

namespace ModelCheck.Exploration.Spreading;

/// <summary>
/// Runs the parts of a spread search in one process, to measure how even they are and what they have to send: what a
/// cluster of so many machines would have to do, without having one. Each part has a thread of its own; between them
/// nothing but batches is carried.
/// </summary>
public sealed class LocalSpread
{
    // No Lock: whoever holds it waits for news.
    private readonly object _lock = new();
    private readonly LocalPart[] _parts;
    private readonly CancellationToken _cancellation;

    // How many parts have brought their batches, over all phases.
    private long _arrived;

    // A part is done, so that no other may have anything left to exchange.
    private bool _hasEnded;

    // What broke the search first.
    private ExceptionDispatchInfo? _failure;

    private LocalSpread(int parts, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _parts = [.. Enumerable.Range(0, parts).Select(index => new LocalPart(this, index))];
    }

    internal int Count => _parts.Length;

    /// <summary>Explores a model in parts.</summary>
    /// <param name="parts">How many: 1 to <see cref="Shards.Count"/>. Powers of two are even.</param>
    /// <param name="explore">
    /// What each part does, on a thread of its own: explores the same with its partition, and tells its progress.
    /// </param>
    /// <param name="cancellation">Ends the search when a phase ends.</param>
    /// <returns>What was found, and what was measured.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>Of what parts throw, the first is thrown on.</remarks>
    public static SpreadResult Explore(
        int parts,
        Func<IPartition, SearchProgress, PolicyResult> explore,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, Shards.Count);
        ArgumentNullException.ThrowIfNull(explore);
        var spread = new LocalSpread(parts, cancellation);
        using CancellationTokenRegistration registration = cancellation.Register(spread.Wake);
        var results = new PolicyResult[parts];
        Thread[] threads =
        [
            .. spread._parts.Select(part => new Thread(() => spread.Work(() => results[part.Index] =
                explore(part, part.Progress))) { IsBackground = true, Name = $"part {part.Index}" }),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (spread._failure is { } failure)
        {
            cancellation.ThrowIfCancellationRequested();
            failure.Throw();
        }

        return new SpreadResult([.. results], [.. spread._parts.Select(part => part.Done)], [.. spread.Phases()]);
    }

    /// <summary>Takes the batches of a part, and gives those to it once every part has brought its own.</summary>
    internal List<PartitionBatch> Carry(LocalPart from, IReadOnlyList<PartitionBatch> batches)
    {
        lock (_lock)
        {
            foreach (PartitionBatch batch in batches)
            {
                _parts[batch.To].BoxOf(batch.Phase).Add(batch);
            }

            long expected = (from.Phases.Count + 1L) * Count;
            if (++_arrived == expected)
            {
                Monitor.PulseAll(_lock);
            }

            ThrowIfOver();
            while (_arrived < expected)
            {
                if (_hasEnded)
                {
                    throw new InvalidOperationException("A part of the search has ended before the others.");
                }

                Monitor.Wait(_lock);
                ThrowIfOver();
            }

            return from.TakeBoxOf(from.Phases.Count);
        }
    }

    private void Work(Action search)
    {
        try
        {
            search();
            lock (_lock)
            {
                _hasEnded = true;
                Monitor.PulseAll(_lock);
            }
        }
#pragma warning disable CA1031 // It is thrown on, on the thread that waits for all parts.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (_lock)
            {
                _failure ??= ExceptionDispatchInfo.Capture(exception);
                Monitor.PulseAll(_lock);
            }
        }
    }

    // As a machine would be cut off, not as a search is interrupted, which the parts would have to agree about.
    private void ThrowIfOver()
    {
        if (_failure is not null || _cancellation.IsCancellationRequested)
        {
            throw new IOException("The search was cancelled, or another part of it has failed.");
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    private IEnumerable<SpreadPhase> Phases() => Enumerable.Range(0, _parts[0].Phases.Count).Select(phase =>
    {
        SpreadPhase[] all = [.. _parts.Select(part => part.Phases[phase])];
        return all[0] with
        {
            Transitions = all.Sum(one => one.Transitions),
            MostTransitions = all.Max(one => one.Transitions),
            Batches = all.Sum(one => one.Batches),
            Bytes = all.Sum(one => one.Bytes),
        };
    });
}
