using System.Diagnostics;

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
    internal static T Watch<T>(bool quiet, Func<TimeSpan, string> status, Func<T> work)
    {
        if (quiet)
        {
            return work();
        }

        long started = Stopwatch.GetTimestamp();
        Task<T> task = Task.Factory.StartNew(
            work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            Show(task, () => status(Stopwatch.GetElapsedTime(started)));
        }
        catch (IOException)
        {
            // Nobody reads it any more: the terminal is gone, or the disk that standard error goes to is full. The work
            // goes on, and what comes of it is in its files.
        }

        return task.GetAwaiter().GetResult();
    }

    private static void Show(Task task, Func<string> status)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected || !console.Profile.Capabilities.Ansi)
        {
            while (Task.WaitAny([task], PlainInterval) < 0)
            {
                Console.Error.WriteLine(status());
            }

            return;
        }

        var line = new StatusLine(Console.Error);
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
    internal static string StatusOf(ComparisonProgress progress, TimeSpan elapsed) =>
        $"comparing: {Wording.Number(progress.Finished)} of {Wording.Number(progress.Policies)} policies, "
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

    private static string Totals(long states, long transitions, TimeSpan elapsed) =>
        $"{Wording.Number(states)} states, {Wording.Number(transitions)} transitions, {Rate(states, elapsed)} states/s";

    private static string Whole(TimeSpan elapsed) => $"{Wording.Number((long)elapsed.TotalSeconds)} s";

    private static string Rate(long states, TimeSpan elapsed) =>
        Wording.Number(elapsed > TimeSpan.Zero ? (long)(states / elapsed.TotalSeconds) : 0);
}
