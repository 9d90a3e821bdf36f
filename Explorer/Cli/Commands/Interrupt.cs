using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ModelCheck.Cli.Commands;

/// <summary>
/// Turns Ctrl-C, SIGTERM and the loss of the terminal into a cancellation; one that comes later ends the program at
/// once. One that comes with the first is the same wish said twice: timeout(1), for one, signals its child and then the
/// group that the child is in.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private static readonly TimeSpan SameWish = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _hangUp;
    private long _first;

    internal Interrupt()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
    }

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _hangUp.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        long first = Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
        context.Cancel = first == 0 || Stopwatch.GetElapsedTime(first) < SameWish;
        _source.Cancel();
    }
}
