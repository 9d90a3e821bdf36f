using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Pages;
using ModelCheck.Pages.Documents;
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
        var enlarge = new Option<long>("--enlarge")
        {
            Description = "Follow so many states of the best policy, and of the runner-up, in each scope that has one "
                + "frame, dataspace slot, session or region slot more, then two, then three; 0: none.",
            DefaultValueFactory = _ => Enlargement.UsualBound,
            HelpName = "STATES",
        };
        var traces = new Option<bool>("--traces")
        {
            Description = "Draw every way in which a must is broken. "
                + "Default: what the best policy breaks, and what the closest others lose by.",
        };
        var cluster = new ClusterOptions("explore the policies");
        var output = new OutputOptions("results", hasMarkdown: true, hasHtml: true);
        var command = new Command(
            "compare",
            "Compare every lifetime and charging policy on a scenario: what each keeps, what breaks it, "
            + "which to choose.");
        options.AddTo(command);
        command.Options.Add(require.Option);
        command.Options.Add(enlarge);
        command.Options.Add(traces);
        output.AddTo(command);
        options.Common.AddTo(command);
        cluster.AddTo(command);
        command.SetAction(arguments =>
        {
            AskedComparison asked = options.AskedFrom(arguments, require);
            if (cluster.IsNamed(arguments))
            {
                options.Common.RefuseFor(ClusterOptions.ClusterName, arguments);
                asked = asked with { Cluster = ClusterComparison.By(cluster, arguments) };
            }

            long states = arguments.GetValue(enlarge);
            if (states < 0)
            {
                throw new BadInputException(FormattableString.Invariant($"--enlarge must be at least 0, not {states}"));
            }

            OutputSet outputs = asked.Open(output, arguments, surroundings);
            (Comparison comparison, double seconds, (Enlargement? enlargement, ComparisonDocument? page)) = asked.Make(
                surroundings,
                (made, progress, token) =>
                {
                    Enlargement? larger = states == 0
                        ? null
                        : Enlargement.Of(made, states, asked.Plan.Limits, progress, token);
                    return (larger, output.HasHtml(arguments)
                        ? new ComparisonDocument(made, larger, TypedLine.Of(arguments), progress, token)
                        : null);
                });
            return outputs.Write(
                comparison.Contenders > 0 ? ExitCode.Stopped
                : comparison.HasAnswer ? ExitCode.Holds
                : ExitCode.Violated,
                console => ConsoleReport.Write(
                    console, comparison, seconds, enlargement, arguments.GetValue(traces)),
                () => JsonReport.Write(comparison, enlargement),
                () => MarkdownReport.Write(comparison, enlargement),
                () => HtmlReport.Write(page!));
        });
        return command;
    }
}
