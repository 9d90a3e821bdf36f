using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

using ModelCheck.Cli.Outputs;
using ModelCheck.Conformance;
using ModelCheck.Conformance.Coverage;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Conformance.Watching;
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
    private const int UsualBatch = 256;
    private const int LargestBatch = 65_536;

    private readonly ScopeOptions _scope = new(isLifetimeRequired: false, ScopeDefaults.Walked);
    private readonly ServiceOptions _service = new();
    private readonly CommonOptions _common = new("For the proof that a failure is shortest", UsualStates);
    private readonly Option<bool> _all = new("--all-policies")
    {
        Description = "Run under every lifetime and charging policy (on the platforms and under the sealing policies "
            + "that are named), several at a time; they share the operations.",
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

    private readonly Option<int> _batch = new("--batch")
    {
        Description = "How many operations are put at once to a program (--against): what can be seen is compared "
            + "after so many, the answers one by one. 1: after each.",
        HelpName = "N",
        DefaultValueFactory = _ => UsualBatch,
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
        command.Options.Add(options._batch);
        command.Options.Add(options._all);
        options._scope.AddTo(command);
        options._service.AddTo(command);
        options._output.AddTo(command);
        options._common.AddTo(command);
        command.SetAction(arguments => options.Run(surroundings, arguments));
        return command;
    }

    private int Run(Surroundings surroundings, ParseResult arguments)
    {
        _service.Check(arguments, arguments.GetValue(_all));
        ImmutableArray<PolicyName> policies =
            _scope.ImplementedPoliciesFrom(
                arguments, arguments.GetValue(_all), _service.IsAgainst(arguments));
        _service.Check(arguments, policies);
        return new Asked(
            this,
            surroundings,
            policies,
            _scope.ScopeFrom(arguments),
            PlanFrom(arguments),
            _common.LimitsFrom(arguments).Workers,
            arguments).Run();
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

        int batch = arguments.GetValue(_batch);
        if (batch is < 1 or > LargestBatch)
        {
            throw new BadInputException($"{_batch.Name} must be 1 to {LargestBatch}, not {batch}");
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
            Batch = batch,
            Proof = _common.LimitsFrom(arguments),
        };
    }

    private sealed record Asked(
        SoakCommand Options,
        Surroundings Surroundings,
        ImmutableArray<PolicyName> Policies,
        Scope Scope,
        SoakPlan Plan,
        int Workers,
        ParseResult Arguments)
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        internal int Run() => Options._service.IsAgainst(Arguments) ? RunAgainst()
            : Options._service.ServiceFrom(Arguments) is null ? RunOwn(OptimisedService.Create)
            : Options._service.RunsHere(Arguments) ? RunForeign()
            : RunElsewhere();

        private IModel Model => Catalog.CreateModel(Policies[0], Scope);

        private int RunAgainst()
        {
            using IServices services = Options._service.ServicesFrom(Arguments, Policies[0], Scope);
            return RunOwn(services.Create);
        }

        private int RunOwn(ServiceFactory create)
        {
            OutputSet outputs = Options._output.OpenFor(Arguments, Surroundings);
            var progress = new SoakProgress();
            return Report(outputs, Watch(progress, token => Soaked(progress, create, token)));
        }

        // In a process of its own; see RunElsewhere.
        private int RunForeign()
        {
            ServiceOptions service = Options._service;
            using CallJournal journal = service.JournalFrom(Arguments);
            var watch = new ServiceWatch(service.Load(Arguments), journal, service.Patience(Arguments));
            OutputSet outputs = Options._output.OpenFor(Arguments, Surroundings);
            var progress = new SoakProgress();
            ImmutableArray<SoakResult> results = Watch(progress, token =>
            {
                using CancellationTokenSource wanted = StandardInput.UntilClosed(token);
                WatchedRun<SoakResult[]> run = watch.Run<SoakResult[]>(
                    until => [.. Soaked(progress, watch.Create, until)], wanted.Token);
                return run.Result is { } whole ? [.. whole] : [run.LastCall!.RandomRun(Model, run.End, Plan)];
            });
            int code = Report(outputs, results);
            journal.Finish(code);
            return code;
        }

        private int RunElsewhere()
        {
            (int? code, LastCall? last, string end) = Surroundings.Interrupt.Run(() => ServiceProcess.Run(
                journal => Options._service.ArgumentsOf(Arguments, journal), Surroundings.Interrupt.Token));
            return code
                ?? Report(Options._output.OpenFor(Arguments, Surroundings), [last!.RandomRun(Model, end, Plan)]);
        }

        private ImmutableArray<SoakResult> Watch(
            SoakProgress progress, Func<CancellationToken, ImmutableArray<SoakResult>> work) =>
            ProgressDisplay.Watch(
                Surroundings,
                Options._common.IsQuiet(Arguments),
                elapsed => ProgressDisplay.StatusOf(progress, Plan.Operations, Policies.Length, elapsed),
                work);

        private ImmutableArray<SoakResult> Soaked(
            SoakProgress progress, ServiceFactory create, CancellationToken cancellation)
        {
            try
            {
                return SoakRuns.Run(Policies, Scope, create, Plan, Workers, progress, cancellation);
            }
            catch (CoverageBoundException exception)
            {
                throw new BadInputException(
                    $"{(Plan.IsSteered ? Options._steered.Name : Options._coverage.Name)}: the scope is too large, "
                    + exception.Message,
                    exception);
            }
        }

        private int Report(OutputSet outputs, ImmutableArray<SoakResult> results)
        {
            double seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
            return outputs.Write(
                results.Any(result => result.Failure is not null) ? ExitCode.Diverged
                    : results.All(result => result.IsDone) ? ExitCode.Holds
                    : ExitCode.Stopped,
                console => SoakReport.Write(console, results, seconds),
                () => JsonReport.Write(results));
        }
    }
}
