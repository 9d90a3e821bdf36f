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
    /// <summary>The cluster that makes the searches; null for this process.</summary>
    internal ClusterComparison? Cluster { get; init; }

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
        (Comparison comparison, double seconds, _) = Make(surroundings, (_, _, _) => 0);
        return (comparison, seconds);
    }

    /// <summary>Makes the comparison, and in the time that is left something of it.</summary>
    /// <typeparam name="TMore">What is made of it.</typeparam>
    /// <param name="surroundings">Where the progress is shown, and what cancels the work.</param>
    /// <param name="more">Makes it; cancelled when the time is over.</param>
    /// <returns>The comparison, how many seconds it took by itself, and what was made of it.</returns>
    internal (Comparison Comparison, double Seconds, TMore More) Make<TMore>(
        Surroundings surroundings, Func<Comparison, ComparisonProgress, CancellationToken, TMore> more)
    {
        if (!IsQuiet)
        {
            surroundings.Streams.Error.WriteLine(OutlookWording.Size(ComparisonOutlook.Of(Scenario, Policies, Plan)));
            surroundings.Streams.Error.WriteLine(OutlookWording.Course(Plan, Time, Cluster?.Name));
        }

        var progress = new ComparisonProgress();
        bool isBrokenOff = false;
        long started = Stopwatch.GetTimestamp();
        (Comparison, double, TMore) made = ProgressDisplay.Watch(
            surroundings,
            IsQuiet,
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            token =>
            {
                using CancellationTokenSource stop = TimeOption.StopAfter(Time, token);
                Comparison comparison = Cluster is null
                    ? Compare(explorer: null, stop.Token)
                    : Cluster.Compare(explorer => Compare(explorer, stop.Token), progress, stop.Token);
                double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                isBrokenOff = stop.IsCancellationRequested && !comparison.Complete;
                return (comparison, seconds, more(comparison, progress, stop.Token));
            });

        Comparison Compare(IPolicyExplorer? explorer, CancellationToken token) =>
            PolicyComparer.Compare(Scenario, Policies, Plan with { Explorer = explorer }, progress, token);

        if (CheckpointOptions.NoteOn(Plan.Checkpoint, progress, isBrokenOff) is { } note)
        {
            surroundings.Streams.Error.WriteLine($"modelcheck: {Printable.Line(note)}");
        }

        return made;
    }
}
