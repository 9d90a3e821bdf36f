using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Cli.Outputs;
using ModelCheck.Conformance;
using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Conformance.Watching;
using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages;
using ModelCheck.Pages.Documents;
using ModelCheck.Reports;
using ModelCheck.Services;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck conform</c>: a service beside the model, everywhere.</summary>
internal static class ConformCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scope = new ScopeOptions(isLifetimeRequired: false, ScopeDefaults.Explored);
        var all = new Option<bool>("--all-policies")
        {
            Description = "Compare under every lifetime and charging policy (on the platforms and under the sealing "
                + "policies that are named), several at a time.",
        };
        var service = new ServiceOptions();
        var output = new OutputOptions("results", hasHtml: true);
        var common = new CommonOptions();
        var command = new Command(
            "conform",
            "Compare the implementation with the model in every reachable state of a scope, for everything that can be "
            + "asked there (exit 11 if they part).");
        command.Options.Add(all);
        scope.AddTo(command);
        service.AddTo(command);
        output.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments =>
        {
            service.Check(arguments, arguments.GetValue(all));
            ImmutableArray<PolicyName> policies =
                scope.ImplementedPoliciesFrom(
                    arguments, arguments.GetValue(all), service.IsAgainst(arguments));
            service.Check(arguments, policies);
            return new Asked(
                surroundings,
                policies,
                scope.ScopeFrom(arguments),
                common.LimitsFrom(arguments),
                common.IsQuiet(arguments),
                arguments,
                output,
                service).Run();
        });
        return command;
    }

    private sealed record Asked(
        Surroundings Surroundings,
        ImmutableArray<PolicyName> Policies,
        Scope Scope,
        SearchLimits Limits,
        bool IsQuiet,
        ParseResult Arguments,
        OutputOptions Output,
        ServiceOptions Service)
    {
        private const long LargestTabled = 1 << 14;

        private readonly long _started = Stopwatch.GetTimestamp();

        internal int Run() => Service.IsAgainst(Arguments) ? RunAgainst()
            : Service.ServiceFrom(Arguments) is null ? RunOwn(OptimisedService.Create)
            : Service.RunsHere(Arguments) ? RunForeign()
            : RunElsewhere();

        private IModel Model => Catalog.CreateModel(Policies[0], Scope);

        private int RunAgainst()
        {
            using IServices services = Service.ServicesFrom(Arguments, Policies[0], Scope);
            return RunOwn(services.Create);
        }

        private int RunOwn(ServiceFactory create)
        {
            OutputSet outputs = Output.OpenFor(Arguments, Surroundings);
            var progress = new ComparisonProgress();
            return Report(outputs, Watch(
                progress, token => Compare(progress, Limits, create, token)));
        }

        // In a process of its own; see RunElsewhere.
        private int RunForeign()
        {
            using CallJournal journal = Service.JournalFrom(Arguments);
            var watch = new ServiceWatch(Service.Load(Arguments), journal, Service.Patience(Arguments));
            OutputSet outputs = Output.OpenFor(Arguments, Surroundings);
            var progress = new ComparisonProgress();
            SearchLimits limits = Limits with { Workers = Math.Min(Limits.Workers, CallJournal.MaximalStrands) };
            ImmutableArray<ConformanceResult> results = Watch(progress, token =>
            {
                using CancellationTokenSource wanted = StandardInput.UntilClosed(token);
                WatchedRun<ConformanceResult[]> run = watch.Run<ConformanceResult[]>(
                    until => [.. Compare(progress, limits, watch.Create, until)], wanted.Token);
                return run.Result is { } whole
                    ? [.. whole]
                    : [run.LastCall!.Exhaustive(Model, run.End, progress.States, progress.Transitions)];
            });
            int code = Report(outputs, results);
            journal.Finish(code);
            return code;
        }

        private int RunElsewhere()
        {
            (int? code, LastCall? last, string end) = Surroundings.Interrupt.Run(() => ServiceProcess.Run(
                journal => Service.ArgumentsOf(Arguments, journal), Surroundings.Interrupt.Token));
            return code ?? Report(
                Output.OpenFor(Arguments, Surroundings), [last!.Exhaustive(Model, end, states: 0, transitions: 0)]);
        }

        private ImmutableArray<ConformanceResult> Watch(
            ComparisonProgress progress, Func<CancellationToken, ImmutableArray<ConformanceResult>> work) =>
            ProgressDisplay.Watch(
                Surroundings, IsQuiet, elapsed => ProgressDisplay.StatusOf(progress, elapsed), work);

        private ImmutableArray<ConformanceResult> Compare(
            ComparisonProgress progress, SearchLimits limits, ServiceFactory create, CancellationToken cancellation) =>
            SideBySide.Run(
                Policies,
                limits,
                progress,
                (policy, each, search) => Compare(policy, each, search, create, cancellation),
                result => result.Exploration);

        // To compile the model for each of several policies takes longer than to look at a few thousand states.
        private ConformanceResult Compare(
            PolicyName policy,
            SearchLimits limits,
            SearchProgress progress,
            ServiceFactory create,
            CancellationToken cancellation)
        {
            if (Policies.Length > 1)
            {
                long bound = Math.Min(limits.MaximalStates, LargestTabled);
                ConformanceResult tabled = ConformanceChecker.CheckTabled(
                    policy, Scope, create, limits with { MaximalStates = bound }, progress, cancellation);
                if (tabled.Exploration.Stopped != StopReason.States || bound == limits.MaximalStates)
                {
                    return tabled;
                }
            }

            return ConformanceChecker.Check(
                Catalog.CreateModel(policy, Scope), create, limits, progress, cancellation);
        }

        private int Report(OutputSet outputs, ImmutableArray<ConformanceResult> results)
        {
            double seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
            return outputs.Write(
                results.Any(result => result.Diverges) ? ExitCode.Diverged
                    : results.All(result => result.Conforms) ? ExitCode.Holds
                    : ExitCode.Stopped,
                console => ConformanceReport.Write(console, results, seconds),
                () => JsonReport.Write(results),
                html: () => HtmlReport.Write(new ConformanceDocument(results, TypedLine.Of(Arguments))));
        }
    }
}
