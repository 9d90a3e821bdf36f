using System.Diagnostics;

using ModelCheck.Cli.Outputs;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Reports;
using ModelCheck.Workloads;

using Spectre.Console;

namespace ModelCheck.Cli.Commands;

/// <summary>
/// Shows on standard error how far a long work is: a line that changes on a terminal, a new line now and then
/// elsewhere, nothing when quiet.
/// </summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    /// <summary>Does a work while showing what a function says of it.</summary>
    /// <param name="surroundings">Where it is shown, and what cancels the work.</param>
    /// <param name="quiet">Whether nothing is to be shown.</param>
    /// <param name="status">Says how far the work is, given how long it has taken.</param>
    /// <param name="work">The work; it ends early when it is cancelled.</param>
    internal static T Watch<T>(
        Surroundings surroundings, bool quiet, Func<TimeSpan, string> status, Func<CancellationToken, T> work)
    {
        Func<T> cancellable = () => surroundings.Interrupt.Run(() => work(surroundings.Interrupt.Token));
        if (quiet)
        {
            return cancellable();
        }

        long started = Stopwatch.GetTimestamp();
        Task<T> task = Task.Factory.StartNew(
            cancellable, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Show(surroundings.Streams, task, () => status(Stopwatch.GetElapsedTime(started)));
        return task.GetAwaiter().GetResult();
    }

    private static void Show(StandardStreams streams, Task task, Func<string> status)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new ConsoleOutput(streams.Error, streams.IsErrorTerminal) });
        if (!streams.IsErrorTerminal || !console.Profile.Capabilities.Ansi)
        {
            while (Task.WaitAny([task], PlainInterval) < 0)
            {
                streams.Error.WriteLine(status());
            }

            return;
        }

        var line = new StatusLine(streams.Error);
        do
        {
            line.Show(status(), console.Profile.Width);
        }
        while (Task.WaitAny([task], TerminalInterval) < 0);
        line.Clear();
    }

    /// <summary>How far a search is.</summary>
    internal static string StatusOf(SearchProgress progress, TimeSpan elapsed) => !progress.IsSearching
        ? $"{progress.Phase}: {Wording.Number(progress.States)} states, "
            + $"{Wording.Bytes(progress.Bytes)}, {Whole(elapsed)}"
        : $"{progress.Phase}: level {Wording.Number(progress.Level)}, "
        + Totals(progress.States, progress.Transitions, elapsed)
        + $", frontier {Wording.Number(progress.Frontier)}, {Wording.Bytes(progress.Bytes)}, {Whole(elapsed)}";

    /// <summary>How far a comparison is.</summary>
    internal static string StatusOf(ComparisonProgress progress, TimeSpan elapsed) => progress.Trouble is { } trouble
        ? $"the cluster does not answer: {trouble}"
        : $"{progress.Phase}: {Wording.Number(progress.Finished)} of {Wording.Number(progress.Policies)} policies, "
        + Totals(progress.States, progress.Transitions, elapsed)
        + $", {Wording.Bytes(progress.Bytes)}, {Whole(elapsed)}";

    /// <summary>How far a workload is.</summary>
    internal static string StatusOf(WorkloadProgress progress, TimeSpan elapsed) =>
        $"measuring: {Wording.Number(progress.Parts)} parts, "
        + $"{Wording.Number(progress.Done)} of {Wording.Number(progress.Rounds)} rounds, {Whole(elapsed)}";

    /// <summary>How far random runs are.</summary>
    internal static string StatusOf(SoakProgress progress, long planned, int policies, TimeSpan elapsed) =>
        $"{progress.Phase}: {Wording.Number(progress.Operations)} of {Wording.Number(planned)} operations, "
        + $"{Rate(progress.Operations, elapsed)} operations/s, "
        + $"{Wording.Number(progress.Finished)} of {Wording.Number(policies)} policies, {Whole(elapsed)}";

    /// <summary>How far a comparison with the kernel is.</summary>
    internal static string StatusOf(SoakProgress progress, TimeSpan elapsed) =>
        $"{progress.Phase}: {Wording.Number(progress.Operations)} operations, "
        + $"{Rate(progress.Operations, elapsed)} operations/s, {Whole(elapsed)}";

    private static string Totals(long states, long transitions, TimeSpan elapsed) =>
        $"{Wording.Number(states)} states, {Wording.Number(transitions)} transitions, {Rate(states, elapsed)} states/s";

    private static string Whole(TimeSpan elapsed) => $"{Wording.Number((long)elapsed.TotalSeconds)} s";

    private static string Rate(long states, TimeSpan elapsed) =>
        Wording.Number(elapsed > TimeSpan.Zero ? (long)(states / elapsed.TotalSeconds) : 0);
}
