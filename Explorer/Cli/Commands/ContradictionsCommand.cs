using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Model.Requirements;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck contradictions</c>: which requirements no policy keeps all of.</summary>
internal static class ContradictionsCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var require = new RequirementOption(
            "The requirements that may contradict one another. Default: the musts and shoulds of the scenario.");
        var options = new ComparisonOptions();
        var output = new OutputOptions("contradictions");
        var command = new Command(
            "contradictions",
            "Compare every policy on a scenario, and tell the smallest sets of requirements of which each policy "
            + "breaks one, each with what it looks like to give up one of them (exit 10 if there is such a set).");
        command.Options.Add(require.Option);
        options.AddTo(command);
        output.AddTo(command);
        options.Common.AddTo(command);
        command.SetAction(arguments =>
        {
            AskedComparison asked = options.AskedFrom(arguments);
            ImmutableArray<Requirement> requirements = require.NamedIn(arguments)
                ?? [.. asked.Scenario.Demands.Select(demand => demand.Requirement)];
            asked = require.IsEverything(arguments)
                ? asked
                : asked with { Scenario = ScenarioOptions.Recording(asked.Scenario, requirements) };
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
}
