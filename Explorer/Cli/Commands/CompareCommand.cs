using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck compare</c>: every policy on one scenario.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var options = new ComparisonOptions();
        var require = new RequirementOption(
            "Judge only these requirements; the scenario's other musts and shoulds are left out, and the report says "
            + "so. Default: every one is judged.");
        var output = new OutputOptions("results", hasMarkdown: true);
        var command = new Command(
            "compare",
            "Compare every lifetime and charging policy on a scenario: what each keeps, what breaks it, "
            + "which to choose.");
        options.AddTo(command);
        command.Options.Add(require.Option);
        output.AddTo(command);
        options.Common.AddTo(command);
        command.SetAction(arguments =>
        {
            AskedComparison asked = options.AskedFrom(arguments, require);
            OutputSet outputs = asked.Open(output, arguments, surroundings);
            (Comparison comparison, double seconds) = asked.Make(surroundings);
            return outputs.Write(
                comparison.Contenders > 0 ? ExitCode.Stopped
                : comparison.HasAnswer ? ExitCode.Holds
                : ExitCode.Violated,
                console => ConsoleReport.Write(console, comparison, seconds),
                () => JsonReport.Write(comparison),
                () => MarkdownReport.Write(comparison));
        });
        return command;
    }
}
