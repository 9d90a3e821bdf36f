using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
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
        var sealing = new Option<string?>("--sealing")
        {
            Description = $"What Seal does, in place of what the scenario says: {SealingNames}; all: each of them.",
            HelpName = "S|all",
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
        command.Options.Add(sealing);
        output.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments => Run(
            surroundings,
            arguments.GetRequiredValue(scenario),
            arguments.GetValue(sealing),
            common,
            output,
            arguments));
        return command;
    }

    private static int Run(
        Surroundings surroundings,
        string name,
        string? sealing,
        CommonOptions common,
        OutputOptions output,
        ParseResult arguments)
    {
        Scenario scenario = ScenarioFile.Load(name);
        string[] sealings = SealingsFrom(sealing, scenario);
        scenario = sealings.Length == 1 ? scenario with { Sealing = sealings[0] } : scenario;
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
            token => PolicyComparer.Compare(
                scenario, PolicyComparer.PoliciesOf(scenario, sealings), limits, progress, token));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return outputs.Write(
            !comparison.Complete ? ExitCode.Stopped : comparison.HasAnswer ? ExitCode.Holds : ExitCode.Violated,
            console => ConsoleReport.Write(console, comparison, seconds),
            () => JsonReport.Write(comparison),
            () => MarkdownReport.Write(comparison));
    }

    private static string SealingNames => string.Join(", ", Catalog.Sealings.Select(entry => entry.Name));

    private static string[] SealingsFrom(string? word, Scenario scenario) =>
        word is null ? [scenario.Sealing]
        : word.Equals("all", StringComparison.OrdinalIgnoreCase) ? [.. Catalog.Sealings.Select(entry => entry.Name)]
        : Catalog.Find(Catalog.Sealings, word) is { } known ? [known.Name]
        : throw new BadInputException($"--sealing: no policy {word}; there are {SealingNames}, all");
}
