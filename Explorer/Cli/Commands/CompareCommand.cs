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
        var options = new ComparisonOptions();
        var output = new OutputOptions("results", hasMarkdown: true);
        var common = new CommonOptions();
        var command = new Command(
            "compare",
            "Compare every lifetime and charging policy on a scenario: what each keeps, what breaks it, "
            + "which to choose.")
        {
            scenario,
        };
        options.AddTo(command);
        output.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments => Run(
            surroundings,
            arguments.GetRequiredValue(scenario),
            options,
            common,
            output,
            arguments));
        return command;
    }

    private static int Run(
        Surroundings surroundings,
        string name,
        ComparisonOptions options,
        CommonOptions common,
        OutputOptions output,
        ParseResult arguments)
    {
        Scenario scenario = ScenarioFile.Load(name);
        ImmutableArray<PolicyName> policies = options.PoliciesFrom(arguments, scenario);
        scenario = options.SealingsFrom(arguments, scenario) is [var one] ? scenario with { Sealing = one } : scenario;
        ComparisonPlan plan = options.PlanFrom(arguments, common.LimitsFrom(arguments));
        TimeSpan? time = options.TimeFrom(arguments);
        OutputSet outputs = ScenarioFile.Bundled.Contains(name, StringComparer.Ordinal)
            ? output.OpenFor(arguments, surroundings)
            : output.OpenFor(arguments, surroundings, (name, "the scenario that is compared"));
        var progress = new ComparisonProgress();
        long started = Stopwatch.GetTimestamp();
        Comparison comparison = ProgressDisplay.Watch(
            surroundings,
            common.IsQuiet(arguments),
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            token =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
                if (time is { } left)
                {
                    stop.CancelAfter(left);
                }

                return PolicyComparer.Compare(scenario, policies, plan, progress, stop.Token);
            });
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return outputs.Write(
            comparison.Contenders > 0 ? ExitCode.Stopped : comparison.HasAnswer ? ExitCode.Holds : ExitCode.Violated,
            console => ConsoleReport.Write(console, comparison, seconds),
            () => JsonReport.Write(comparison),
            () => MarkdownReport.Write(comparison));
    }
}
