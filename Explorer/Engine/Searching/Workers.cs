using System.Runtime.ExceptionServices;

using ModelCheck.Engine.Memory;

namespace ModelCheck.Engine.Searching;

/// <summary>Runs one phase of a search on several threads and waits for all of them.</summary>
internal static class Workers
{
    /// <summary>
    /// Calls a body once for each worker. Of what they throw, one is thrown on: a defect before a bound that is met or
    /// a cancellation, which could hide it.
    /// </summary>
    internal static void Run(int workers, Action<int> body)
    {
        if (workers == 1)
        {
            body(0);
            return;
        }

        try
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, body);
        }
        catch (AggregateException exceptions)
        {
            ExceptionDispatchInfo.Throw(exceptions.InnerExceptions.MinBy(
                exception => exception is MemoryBoundException or OperationCanceledException ? 1 : 0)!);
        }
    }

    /// <summary>Calls a body once for each of a number of items, which the workers take in turn.</summary>
    internal static void Share(int workers, int items, Action<int> body, CancellationToken cancellation)
    {
        int next = -1;
        Run(workers, _ =>
        {
            for (int item = Interlocked.Increment(ref next); item < items; item = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                body(item);
            }
        });
    }
}
