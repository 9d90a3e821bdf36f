using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Cli.Outputs;
using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;
using ModelCheck.Services;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck conform</c>: the implementation beside the model, everywhere.</summary>
internal static class ConformCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scope = new ScopeOptions(isLifetimeRequired: false, ScopeDefaults.Explored);
        var all = new Option<bool>("--all-policies")
        {
            Description = "Compare under every lifetime and charging policy, several at a time.",
        };
        var output = new OutputOptions("results");
        var common = new CommonOptions();
        var command = new Command(
            "conform",
            "Compare the implementation with the model in every reachable state of a scope, for everything that can be "
            + "asked there (exit 11 if they part).");
        command.Options.Add(all);
        scope.AddTo(command);
        output.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments => Run(
            surroundings,
            scope.ImplementedPoliciesFrom(arguments, arguments.GetValue(all)),
            scope.ScopeFrom(arguments),
            common,
            arguments,
            output));
        return command;
    }

    private static int Run(
        Surroundings surroundings,
        ImmutableArray<PolicyName> policies,
        Scope scope,
        CommonOptions common,
        ParseResult arguments,
        OutputOptions output)
    {
        SearchLimits limits = common.LimitsFrom(arguments);
        OutputSet outputs = output.OpenFor(arguments, surroundings);
        var progress = new ComparisonProgress();
        long started = Stopwatch.GetTimestamp();
        ImmutableArray<ConformanceResult> results = ProgressDisplay.Watch(
            surroundings,
            common.IsQuiet(arguments),
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            token => SideBySide.Run(
                policies,
                limits,
                progress,
                (policy, each, search) => ConformanceChecker.Check(
                    Catalog.CreateModel(policy, scope),
                    OptimisedService.Create,
                    each,
                    search,
                    token),
                result => result.Exploration));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return outputs.Write(
            results.Any(result => result.Diverges) ? ExitCode.Diverged
                : results.All(result => result.Conforms) ? ExitCode.Holds
                : ExitCode.Stopped,
            console => ConformanceReport.Write(console, results, seconds),
            () => JsonReport.Write(results));
    }
}
