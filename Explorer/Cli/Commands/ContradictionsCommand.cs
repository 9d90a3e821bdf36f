using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck contradictions</c>: which requirements no policy keeps all of.</summary>
internal static class ContradictionsCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var require = new Option<string?>("--require")
        {
            Description = "The requirements that may contradict one another, separated by commas; all: every one. "
                + "Default: the musts and shoulds of the scenario.",
            HelpName = "NAME,…",
        };
        var options = new ComparisonOptions();
        var output = new OutputOptions("contradictions");
        var command = new Command(
            "contradictions",
            "Compare every policy on a scenario, and tell the smallest sets of requirements of which each policy "
            + "breaks one, each with what it looks like to give up one of them (exit 10 if there is such a set).");
        command.Options.Add(require);
        options.AddTo(command);
        output.AddTo(command);
        options.Common.AddTo(command);
        command.SetAction(arguments =>
        {
            AskedComparison asked = options.AskedFrom(arguments);
            ImmutableArray<Requirement> requirements =
                RequirementsFrom(arguments.GetValue(require), asked.Scenario);
            OutputSet outputs = asked.Open(output, arguments, surroundings);
            (Comparison comparison, double seconds) = asked.Make(surroundings);
            ImmutableArray<Contradiction> contradictions = Contradiction.Among(comparison, requirements);
            return outputs.Write(
                !contradictions.IsEmpty ? ExitCode.Violated
                : comparison.Complete ? ExitCode.Holds
                : ExitCode.Stopped,
                console => ContradictionReport.Write(console, comparison, contradictions, seconds),
                () => JsonReport.Write(comparison, contradictions));
        });
        return command;
    }

    private static ImmutableArray<Requirement> RequirementsFrom(string? names, Scenario scenario) =>
        names is null ? [.. scenario.Demands.Select(demand => demand.Requirement)]
        : names == "*" || names.Equals("all", StringComparison.OrdinalIgnoreCase) ? Catalog.Requirements
        :
        [
            .. names.Split(',', StringSplitOptions.TrimEntries)
                .Select(name => Catalog.FindRequirement(name) ?? throw new BadInputException(
                    $"--require: no requirement {name}; 'modelcheck policies' lists them"))
                .Distinct(),
        ];
}
