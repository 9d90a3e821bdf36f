using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck compare</c>: every policy on one scenario.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scenario = new Argument<string>("SCENARIO")
        {
            Description = $"A scenario file, or one of {string.Join(", ", ScenarioFile.Bundled)}.",
            DefaultValueFactory = _ => "peers",
        };
        var output = new OutputOptions("results", hasMarkdown: true);
        var common = new CommonOptions();
        var command = new Command(
            "compare",
            "Compare every lifetime and charging policy on a scenario: what each keeps, what breaks it, "
            + "which to choose.")
        {
            scenario,
        };
        output.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments => Run(
            surroundings, arguments.GetRequiredValue(scenario), common, output, arguments));
        return command;
    }

    private static int Run(
        Surroundings surroundings, string name, CommonOptions common, OutputOptions output, ParseResult arguments)
    {
        Scenario scenario = ScenarioFile.Load(name);
        SearchLimits limits = common.LimitsFrom(arguments);
        OutputSet outputs = ScenarioFile.Bundled.Contains(name, StringComparer.Ordinal)
            ? output.OpenFor(arguments, surroundings)
            : output.OpenFor(arguments, surroundings, (name, "the scenario that is compared"));
        var progress = new ComparisonProgress();
        long started = Stopwatch.GetTimestamp();
        Comparison comparison = ProgressDisplay.Watch(
            surroundings,
            common.IsQuiet(arguments),
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            token => PolicyComparer.Compare(scenario, limits, progress, token));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return outputs.Write(
            !comparison.Complete ? ExitCode.Stopped : comparison.HasAnswer ? ExitCode.Holds : ExitCode.Violated,
            console => ConsoleReport.Write(console, comparison, seconds),
            () => JsonReport.Write(comparison),
            () => MarkdownReport.Write(comparison));
    }
}
