using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary>A comparison that a command line asks for, before it is made.</summary>
/// <param name="File">The name or the file of the scenario.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Policies">The policies to be compared.</param>
/// <param name="Plan">How to go about it.</param>
/// <param name="Time">How long it may take; null for as long as it needs.</param>
/// <param name="IsQuiet">Whether no progress is to be shown.</param>
internal sealed record AskedComparison(
    string File,
    Scenario Scenario,
    ImmutableArray<PolicyName> Policies,
    ComparisonPlan Plan,
    TimeSpan? Time,
    bool IsQuiet)
{
    /// <summary>Opens what the results are written to; none of it may be the scenario's own file.</summary>
    internal OutputSet Open(OutputOptions output, ParseResult arguments, Surroundings surroundings) =>
        output.OpenFor(
            arguments,
            surroundings,
            [
                .. Inputs(File, "the scenario that is compared"),
                .. new[] { Plan.Checkpoint?.Directory, Plan.Checkpoint?.ResumeFrom }
                    .OfType<string>()
                    .Select(directory => (Path.Combine(directory, ComparisonCheckpoint.FileName), "a checkpoint")),
            ]);

    /// <summary>The same for a scenario of which something else is asked.</summary>
    /// <param name="output">What the results are written to.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="surroundings">The program's surroundings.</param>
    /// <param name="scenario">The name or the file of the scenario.</param>
    /// <param name="what">What the file is to whoever would write over it.</param>
    internal static OutputSet Open(
        OutputOptions output, ParseResult arguments, Surroundings surroundings, string scenario, string what) =>
        output.OpenFor(arguments, surroundings, Inputs(scenario, what));

    private static (string Path, string What)[] Inputs(string scenario, string what) =>
        ScenarioFile.Bundled.Contains(scenario, StringComparer.Ordinal) ? [] : [(scenario, what)];

    /// <summary>Makes the comparison.</summary>
    /// <returns>The comparison, and how many seconds it took.</returns>
    internal (Comparison Comparison, double Seconds) Make(Surroundings surroundings)
    {
        if (!IsQuiet)
        {
            surroundings.Streams.Error.WriteLine(OutlookWording.Size(ComparisonOutlook.Of(Scenario, Policies, Plan)));
            surroundings.Streams.Error.WriteLine(OutlookWording.Course(Plan, Time));
        }

        var progress = new ComparisonProgress();
        bool isBrokenOff = false;
        long started = Stopwatch.GetTimestamp();
        Comparison comparison = ProgressDisplay.Watch(
            surroundings,
            IsQuiet,
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            token =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
                if (Time == TimeSpan.Zero)
                {
                    // A timer would let some of the work begin.
                    stop.Cancel();
                }
                else if (Time is { } left)
                {
                    stop.CancelAfter(left);
                }

                Comparison made = PolicyComparer.Compare(Scenario, Policies, Plan, progress, stop.Token);
                isBrokenOff = stop.IsCancellationRequested && !made.Complete;
                return made;
            });
        if (CheckpointOptions.NoteOn(Plan.Checkpoint, progress, isBrokenOff) is { } note)
        {
            surroundings.Streams.Error.WriteLine($"modelcheck: {Printable.Line(note)}");
        }

        return (comparison, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
