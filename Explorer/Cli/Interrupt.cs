using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ModelCheck.Cli;

/// <summary>
/// Turns Ctrl-C, SIGTERM and the loss of the terminal into a cancellation, after which the run says what it knows; one
/// that comes later ends the program at once, but not before the files of a finished work are written. One that comes
/// with the first is the same wish said twice: timeout(1), for one, signals its child and then the group that the child
/// is in.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private Phase _phase;
    private long _first;

    private enum Phase
    {
        /// <summary>The work goes on, and can be cancelled.</summary>
        Working,

        /// <summary>The work is done, and its files are not written yet.</summary>
        Writing,

        /// <summary>The files are written; the rest goes to a reader who may let it wait.</summary>
        Printing,

        /// <summary>The run is over.</summary>
        Over,
    }

    /// <summary>How soon after the first a signal is the same wish.</summary>
    internal TimeSpan SameWish { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>Whether the terminal was lost.</summary>
    internal bool HasHungUp { get; private set; }

    /// <summary>Does a work that the signals of the process cancel.</summary>
    internal T Run<T>(Func<T> work)
    {
        lock (_gate)
        {
            foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)
                [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            {
                _signals.Add(PosixSignalRegistration.Create(signal, Receive));
            }
        }

        T result = work();
        Enter(Phase.Writing);
        return result;
    }

    /// <summary>Says that what was found is in its files, so that a signal costs nothing more.</summary>
    internal void FilesAreWritten() => Enter(Phase.Printing);

    /// <summary>Takes a signal; when it is not marked as cancelled after that, the program ends by it.</summary>
    internal void Receive(PosixSignalContext context)
    {
        lock (_gate)
        {
            context.Cancel = true;
            if (_phase == Phase.Over)
            {
                return;
            }

            HasHungUp |= context.Signal == PosixSignal.SIGHUP;
            bool isFirst = _first == 0;
            if (isFirst)
            {
                _first = Stopwatch.GetTimestamp();
                _source.Cancel();
            }

            if (_phase == Phase.Working ? isFirst || IsSameWish() : IsAnswered(isFirst))
            {
                return;
            }

            context.Cancel = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Enter(Phase.Over);
        _signals.ForEach(signal => signal.Dispose());
        _source.Dispose();
    }

    private bool IsSameWish() => Stopwatch.GetElapsedTime(_first) < SameWish;

    // The work is done. The files are waited for; what is printed has a moment to be over by itself.
    private bool IsAnswered(bool isFirst)
    {
        while (_phase == Phase.Writing)
        {
            Monitor.Wait(_gate);
        }

        if (isFirst && _phase == Phase.Printing)
        {
            Monitor.Wait(_gate, SameWish);
        }

        return _phase == Phase.Over || (!isFirst && IsSameWish());
    }

    private void Enter(Phase phase)
    {
        lock (_gate)
        {
            _phase = phase;
            Monitor.PulseAll(_gate);
        }
    }
}
