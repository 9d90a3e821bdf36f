using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck enlarge</c>: whether a policy fares the same in larger scopes.</summary>
internal static class EnlargeCommand
{
    private const long UsualStates = 2_000_000;

    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scenario = new ScenarioOptions();
        Argument<string> policy = ExplainCommand.PolicyArgument();
        var output = new OutputOptions("results");
        var common = new CommonOptions("Each scope", UsualStates);
        var command = new Command(
            "enlarge",
            "Explore one policy in a scenario, and in each scope that has one frame, dataspace slot, session or region "
            + "slot more, and tell which verdicts change with the scope (exit 10 if any is known to).");
        scenario.AddArgumentTo(command);
        command.Arguments.Add(policy);
        scenario.AddTo(command);
        output.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments =>
        {
            Scenario asked = scenario.ScenarioFrom(arguments);
            PolicyName name = ExplainCommand.PolicyFrom(arguments.GetRequiredValue(policy), asked);
            SearchLimits limits = common.LimitsFrom(arguments);
            OutputSet outputs = AskedComparison.Open(
                output, arguments, surroundings, scenario.FileFrom(arguments), "the scenario that is enlarged");
            SearchProgress progress = new();
            (PolicyResult known, ImmutableArray<LargerScope> larger) = ProgressDisplay.Watch(
                surroundings,
                common.IsQuiet(arguments),
                elapsed => ProgressDisplay.StatusOf(Volatile.Read(ref progress), elapsed),
                token =>
                {
                    PolicyResult own = ModelExplorer.ExploreOrbits(
                        Catalog.CreateModel(name, asked.Scope),
                        Catalog.Requirements,
                        exchanges: true,
                        limits,
                        progress,
                        token);
                    var found = ImmutableArray.CreateBuilder<LargerScope>();
                    foreach ((string what, Scope scope) in LargerScope.Around(asked.Scope))
                    {
                        var next = new SearchProgress();
                        Volatile.Write(ref progress, next);
                        found.Add(LargerScope.Explore(what, scope, own, limits, next, token));
                    }

                    return (own, found.ToImmutable());
                });
            return outputs.Write(
                larger.Any(one => !one.Changes.IsEmpty) ? ExitCode.Violated
                : known.Exploration.Complete && larger.All(one => one.Result.Exploration.Complete) ? ExitCode.Holds
                : ExitCode.Stopped,
                console => EnlargementReport.Write(console, asked, known, larger),
                () => JsonReport.Write(known, larger));
        });
        return command;
    }
}
