using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck explain</c>: why a policy wins or loses in a scenario.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scenario = new ScenarioOptions();
        Argument<string> policy = PolicyArgument();
        var requirement = new Argument<string?>("REQUIREMENT")
        {
            Description = "What is to be explained. Default: every must and should of the scenario.",
            DefaultValueFactory = _ => null,
            HelpName = "REQUIREMENT",
        };
        requirement.CompletionSources.Offer(Catalog.Requirements.Select(known => known.Name));
        var output = new OutputOptions("result");
        var common = new CommonOptions();
        var command = new Command(
            "explain",
            "Explore one policy in a scenario, and tell what it means, who does it that way, what it keeps of what is "
            + "asked for and why that is asked, and how it breaks the rest, by the scenario's roles (exit 10 if a must "
            + "is not kept).");
        scenario.AddArgumentTo(command);
        command.Arguments.Add(policy);
        command.Arguments.Add(requirement);
        scenario.AddTo(command);
        output.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments =>
        {
            Requirement? only = arguments.GetValue(requirement) is { } word
                ? RequirementOption.Find(requirement.Name, word)
                : null;
            Scenario asked = ScenarioOptions.Recording(
                scenario.ScenarioFrom(arguments), only is null ? [] : [only]);
            TabledPolicy named = TabledFrom(arguments.GetRequiredValue(policy), asked);
            SearchLimits limits = common.LimitsFrom(arguments);
            OutputSet outputs = AskedComparison.Open(
                output, arguments, surroundings, scenario.FileFrom(arguments), "the scenario that is explained");
            var progress = new SearchProgress();
            PolicyResult result = ProgressDisplay.Watch(
                surroundings,
                common.IsQuiet(arguments),
                elapsed => ProgressDisplay.StatusOf(progress, elapsed),
                token => named.HasName
                    ? ModelExplorer.ExploreOrbits(
                        Catalog.CreateModel(named.Name, asked.Scope),
                        Catalog.Requirements,
                        exchanges: true,
                        limits,
                        progress,
                        token)
                    : ModelExplorer.ExploreTabled(
                        named, asked.Scope, Catalog.Requirements, exchanges: true, limits, progress, token));
            RankedPolicy ranked = RankedPolicy.Rank(asked, [result])[0];
            return outputs.Write(
                ranked.IsRefuted ? ExitCode.Violated
                : !result.Exploration.Complete ? ExitCode.Stopped
                : ranked.KeepsEveryMust ? ExitCode.Holds
                : ExitCode.Violated,
                console => ExplanationReport.Write(console, asked, ranked, named, only),
                () => JsonReport.Write(result));
        });
        return command;
    }

    /// <summary>The argument that names a policy.</summary>
    internal static Argument<string> PolicyArgument()
    {
        var policy = new Argument<string>("POLICY")
        {
            Description = "A lifetime and a charging policy, like FirstClass/Holder.",
            HelpName = "POLICY",
        };
        policy.CompletionSources.Offer(
            from lifetime in Catalog.Lifetimes
            from charging in Catalog.Chargings
            select $"{lifetime.Name}/{charging.Name}");
        return policy;
    }

    /// <summary>The policy that such an argument names, on the platform and with the sealing of a scenario.</summary>
    internal static PolicyName PolicyFrom(string text, Scenario scenario)
    {
        string[] words = text.Split('/', StringSplitOptions.TrimEntries);
        return words is [var lifetime, var charging]
            && Catalog.Find(Catalog.Lifetimes, lifetime) is { } knownLifetime
            && Catalog.Find(Catalog.Chargings, charging) is { } knownCharging
            ? new PolicyName(knownLifetime.Name, knownCharging.Name, scenario.Platform, scenario.Sealing)
            : throw new BadInputException(
                $"POLICY: {text} is no lifetime/charging; there are the lifetimes {Names(Catalog.Lifetimes)} and the "
                + $"chargings {Names(Catalog.Chargings)}");
    }

    // A lifetime without a name goes by the notation of its table, as space prints it.
    private static TabledPolicy TabledFrom(string text, Scenario scenario)
    {
        if (text.Split('/', StringSplitOptions.TrimEntries) is [var notation, var charging]
            && LifetimeTable.Find(notation) is { } table
            && Catalog.Find(Catalog.Chargings, charging) is { } known)
        {
            return LifetimeRules.FaultOf(table.Notation, table) is { } fault
                ? throw new BadInputException($"POLICY: {fault}")
                : new TabledPolicy(
                    new PolicyName(table.Notation, known.Name, scenario.Platform, scenario.Sealing), table);
        }

        return TabledPolicy.Of(PolicyFrom(text, scenario));
    }

    private static string Names(IEnumerable<PolicyEntry> entries) =>
        string.Join(", ", entries.Select(entry => entry.Name));
}
