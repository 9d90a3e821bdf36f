using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;

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
    internal static Command Create()
    {
        var scope = new ScopeOptions(isLifetimeRequired: false, ScopeDefaults.Explored);
        var all = new Option<bool>("--all-policies")
        {
            Description = "Compare under every lifetime and charging policy, several at a time.",
        };
        var json = new Option<string?>("--json")
        {
            Description = "Write the results to a file as JSON; - for standard output, instead of the tables.",
            HelpName = "FILE|-",
        };
        var common = new CommonOptions();
        var command = new Command(
            "conform",
            "Compare the implementation with the model in every reachable state of a scope, for everything that can be "
            + "asked there (exit 11 if they part).");
        command.Options.Add(all);
        scope.AddTo(command);
        command.Options.Add(json);
        common.AddTo(command);
        command.SetAction(arguments => Run(
            scope.ImplementedPoliciesFrom(arguments, arguments.GetValue(all)),
            scope.ScopeFrom(arguments),
            common,
            arguments,
            arguments.GetValue(json)));
        return command;
    }

    private static int Run(
        ImmutableArray<PolicyName> policies, Scope scope, CommonOptions common, ParseResult arguments, string? json)
    {
        SearchLimits limits = common.LimitsFrom(arguments);
        using OutputFile? file = OutputFile.Open(json);
        using var interrupt = new Interrupt();
        var progress = new ComparisonProgress();
        long started = Stopwatch.GetTimestamp();
        ImmutableArray<ConformanceResult> results = ProgressDisplay.Watch(
            common.IsQuiet(arguments),
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            () => SideBySide.Run(
                policies,
                limits,
                progress,
                (policy, each, search) => ConformanceChecker.Check(
                    Catalog.CreateModel(policy, scope),
                    OptimisedService.Create,
                    each,
                    search,
                    interrupt.Token),
                result => result.Exploration));

        file?.Write(JsonReport.Write(results));
        if (json == "-")
        {
            Console.Out.Write(JsonReport.Write(results));
        }
        else
        {
            ConformanceReport.Write(Terminal.Open(), results, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return results.Any(result => result.Divergence is not null) ? ExitCode.Diverged
            : results.All(result => result.Conforms) ? ExitCode.Holds
            : ExitCode.Stopped;
    }
}
