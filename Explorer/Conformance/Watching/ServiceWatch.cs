using System.Globalization;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;

namespace ModelCheck.Conformance.Watching;

/// <summary>
/// Makes services whose calls are written down, and notices one that does not come back. The thread that it hangs in
/// cannot be ended: it is left behind, and the run ends without it.
/// </summary>
/// <param name="create">Makes the service itself.</param>
/// <param name="journal">Where its calls are written down.</param>
/// <param name="patience">How long a call may take.</param>
public sealed class ServiceWatch(ServiceFactory create, CallJournal journal, TimeSpan patience)
{
    // A process that is stopped or starved does not look either, so that its service is not suspected.
    private const int Looks = 20;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>How long a call may take unless something else is said: 10 seconds.</summary>
    public static TimeSpan UsualPatience => TimeSpan.FromSeconds(10);

    /// <summary>Makes a service.</summary>
    /// <param name="policy">The policy that it is to follow.</param>
    /// <param name="bounds">What it is to manage.</param>
    /// <param name="memory">What is behind its frames.</param>
    /// <returns>The service, each call of which is written down.</returns>
    public IRamService Create(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    {
        Strand strand = journal.Mine;
        using Strand.Asking asking = strand.BeginFresh();
        IRamService service = create(policy, bounds, memory);
        return service is ICheckpointedService checkpointed
            ? new WatchedCheckpoints(checkpointed, journal)
            : new WatchedService(service, strand);
    }

    /// <summary>Runs something that asks such services.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="run">What is to be run; the token ends it early.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What came of it, or what a service was doing that did not come back.</returns>
    public WatchedRun<T> Run<T>(Func<CancellationToken, T> run, CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(run);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        CancellationToken token = ended.Token;
        Task<T> task = Task.Factory.StartNew(
            () => run(token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        int looks = (int)Math.Max(Looks, Math.Ceiling(patience / LongestPause));
        var beats = new long[journal.Strands.Length];
        var seen = new int[beats.Length];
        while (Task.WaitAny([task], patience / looks) < 0)
        {
            if (Hanging(beats, seen, looks) is { } strand)
            {
                var last = new LastCall(strand);
                ended.Cancel();
                return new WatchedRun<T>(Result: null, last, string.Create(
                    CultureInfo.InvariantCulture, $"does not come back within {patience.TotalSeconds:0.###} s"));
            }
        }

        return new WatchedRun<T>(task.GetAwaiter().GetResult(), LastCall: null, string.Empty);
    }

    private Strand? Hanging(long[] beats, int[] seen, int looks)
    {
        for (int index = 0; index < beats.Length; index++)
        {
            Strand strand = journal.Strands[index];
            long beat = strand.Beat;
            seen[index] = strand.Call != ServiceCall.None && beat == beats[index] ? seen[index] + 1 : 0;
            beats[index] = beat;
            if (seen[index] >= looks)
            {
                return strand;
            }
        }

        return null;
    }
}
