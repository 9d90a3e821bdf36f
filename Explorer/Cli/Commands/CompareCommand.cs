using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck compare</c>: every policy on one scenario.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var scenario = new Argument<string>("SCENARIO")
        {
            Description = $"A scenario file, or one of {string.Join(", ", ScenarioFile.Bundled)}.",
            DefaultValueFactory = _ => "peers",
        };
        var json = new Option<string?>("--json")
        {
            Description = "Write the results to a file as JSON; - for standard output, instead of the tables.",
            HelpName = "FILE|-",
        };
        var markdown = new Option<string?>("--markdown")
        {
            Description = "Write the comparison to a file as Markdown, with the traces of every policy; "
                + "- as with --json.",
            HelpName = "FILE|-",
        };
        var common = new CommonOptions();
        var command = new Command(
            "compare",
            "Compare every lifetime and charging policy on a scenario: what each keeps, what breaks it, "
            + "which to choose.")
        {
            scenario, json, markdown,
        };
        common.AddTo(command);
        command.SetAction(arguments => Run(
            ScenarioFile.Load(arguments.GetRequiredValue(scenario)),
            common,
            arguments,
            arguments.GetValue(json),
            arguments.GetValue(markdown)));
        return command;
    }

    private static int Run(
        Scenario scenario, CommonOptions common, ParseResult arguments, string? json, string? markdown)
    {
        var limits = common.LimitsFrom(arguments);
        if (json is not null && json == markdown)
        {
            throw new BadInputException($"--json and --markdown cannot both be written to {json}");
        }

        using OutputFile? jsonFile = OutputFile.Open(json);
        using OutputFile? markdownFile = OutputFile.Open(markdown);
        using var interrupt = new Interrupt();
        var progress = new ComparisonProgress();
        long started = Stopwatch.GetTimestamp();
        Comparison comparison = ProgressDisplay.Watch(
            common.IsQuiet(arguments),
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            () => PolicyComparer.Compare(scenario, limits, progress, interrupt.Token));

        // Files first: what goes wrong with standard output does not cost them.
        jsonFile?.Write(JsonReport.Write(comparison));
        markdownFile?.Write(MarkdownReport.Write(comparison));
        if (json == "-")
        {
            Console.Out.Write(JsonReport.Write(comparison));
        }
        else if (markdown == "-")
        {
            Console.Out.Write(MarkdownReport.Write(comparison));
        }
        else
        {
            ConsoleReport.Write(Terminal.Open(), comparison, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return !comparison.Complete ? ExitCode.Stopped
            : comparison.HasAnswer ? ExitCode.Holds
            : ExitCode.Violated;
    }
}
