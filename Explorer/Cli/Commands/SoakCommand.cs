using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

using ModelCheck.Cli.Outputs;
using ModelCheck.Conformance.Coverage;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;
using ModelCheck.Services;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck soak</c>: long random runs of the implementation beside the model.</summary>
internal sealed class SoakCommand
{
    private const long UsualStates = 1_000_000;

    private readonly ScopeOptions _scope = new(isLifetimeRequired: false, ScopeDefaults.Walked);
    private readonly CommonOptions _common = new("For the proof that a failure is shortest", UsualStates);
    private readonly Option<bool> _all = new("--all-policies")
    {
        Description = "Run under every lifetime and charging policy, several at a time; they share the operations.",
    };

    private readonly Option<long> _operations = new("--operations")
    {
        Description = "How many operations are asked in all. (--kinds says which.)",
        HelpName = "N",
        DefaultValueFactory = _ => 1_000_000,
    };

    private readonly Option<string> _seed = new("--seed")
    {
        Description = "What the run follows from, 0 to 18446744073709551615: the same seed, the same run.",
        HelpName = "S",
        DefaultValueFactory = _ => "1",
    };

    private readonly Option<bool> _coverage = new("--coverage")
    {
        Description = "Explore the scope first and measure how much of it the run meets: states, and triples of "
            + "state, operation and outcome. For small scopes.",
    };

    private readonly Option<long> _maximalTriples = new("--max-triples")
    {
        Description = "For how many triples there may be room when coverage is measured; a larger scope is refused.",
        HelpName = "N",
        DefaultValueFactory = _ => CoverageMeter.UsualBound,
    };

    private readonly Option<bool> _steered = new("--steered")
    {
        Description = "Go where something new is, until all of the scope was met; exit 3 if the operations do not "
            + "suffice for that. Measures coverage, too.",
    };

    private readonly OutputOptions _output = new("results");

    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var options = new SoakCommand();
        var command = new Command(
            "soak",
            "Run the implementation beside the model, operation by operation at random, through scopes too large to "
            + "explore (exit 11 if they part; the run under that policy ends there, and the failure is shrunk and "
            + "handed to the explorer).");
        command.Options.Add(options._operations);
        command.Options.Add(options._seed);
        command.Options.Add(options._coverage);
        command.Options.Add(options._steered);
        command.Options.Add(options._maximalTriples);
        command.Options.Add(options._all);
        options._scope.AddTo(command);
        options._output.AddTo(command);
        options._common.AddTo(command);
        command.SetAction(arguments => options.Run(surroundings, arguments));
        return command;
    }

    private int Run(Surroundings surroundings, ParseResult arguments)
    {
        ImmutableArray<PolicyName> policies =
            _scope.ImplementedPoliciesFrom(arguments, arguments.GetValue(_all));
        Scope scope = _scope.ScopeFrom(arguments);
        SoakPlan plan = PlanFrom(arguments);
        int workers = _common.LimitsFrom(arguments).Workers;
        OutputSet outputs = _output.OpenFor(arguments, surroundings);
        var progress = new SoakProgress();
        long started = Stopwatch.GetTimestamp();
        ImmutableArray<SoakResult> results;
        try
        {
            results = ProgressDisplay.Watch(
                surroundings,
                _common.IsQuiet(arguments),
                elapsed => ProgressDisplay.StatusOf(progress, plan.Operations, policies.Length, elapsed),
                token => SoakRuns.Run(
                    policies,
                    scope,
                    OptimisedService.Create,
                    plan,
                    workers,
                    progress,
                    token));
        }
        catch (CoverageBoundException exception)
        {
            throw new BadInputException(
                $"{(plan.IsSteered ? _steered.Name : _coverage.Name)}: the scope is too large, {exception.Message}",
                exception);
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return outputs.Write(
            results.Any(result => result.Failure is not null) ? ExitCode.Diverged
                : results.All(result => result.IsDone) ? ExitCode.Holds
                : ExitCode.Stopped,
            console => SoakReport.Write(console, results, seconds),
            () => JsonReport.Write(results));
    }

    private SoakPlan PlanFrom(ParseResult arguments)
    {
        long operations = arguments.GetValue(_operations);
        if (operations < 1)
        {
            throw new BadInputException($"{_operations.Name} must be at least 1, not {operations}");
        }

        long triples = arguments.GetValue(_maximalTriples);
        if (triples < 1)
        {
            throw new BadInputException($"{_maximalTriples.Name} must be at least 1, not {triples}");
        }

        string? seed = arguments.GetValue(_seed);
        return new SoakPlan
        {
            Operations = operations,
            Seed = ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
                ? number
                : throw new BadInputException($"{_seed.Name} must be 0 to {ulong.MaxValue}, not {seed}"),
            MeasuresCoverage = arguments.GetValue(_coverage) || arguments.GetValue(_steered),
            IsSteered = arguments.GetValue(_steered),
            MaximalTriples = triples,
            Proof = _common.LimitsFrom(arguments),
        };
    }
}
