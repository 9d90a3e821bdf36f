using System.Collections.Frozen;
using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Graphs;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Interchange.Graphs;
using ModelCheck.Interchange.Traces;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck export</c>: a trace or a small state graph in the form of other tools.</summary>
internal static class ExportCommand
{
    private const int UsualTransitions = 100_000;
    private const long FirstStates = 1 << 14;
    private const long Growth = 8;

    private static readonly FrozenDictionary<string, Func<LabelledGraph, string>> GraphForms =
        new Dictionary<string, Func<LabelledGraph, string>>
        {
            ["dot"] = DotText.Write,
            ["graphml"] = GraphMlText.Write,
            ["aut"] = AutText.Write,
            ["json"] = JsonGraph.Write,
        }.ToFrozenDictionary();

    // A trace is a path, so that what writes graphs writes it, too; reports have a form of their own for it.
    private static readonly FrozenDictionary<string, Func<IModel, Trace, Requirement, string>> TraceForms =
        new Dictionary<string, Func<IModel, Trace, Requirement, string>>
        {
            ["itf"] = ItfTrace.Write,
            ["dot"] = (model, trace, broken) => DotText.Write(LabelledGraph.Of(model, trace, broken)),
            ["graphml"] = (model, trace, broken) => GraphMlText.Write(LabelledGraph.Of(model, trace, broken)),
            ["aut"] = (model, trace, broken) => AutText.Write(LabelledGraph.Of(model, trace, broken)),
            ["json"] = (model, trace, _) => JsonReport.Write(model, trace),
        }.ToFrozenDictionary();

    private static readonly ImmutableArray<string> Forms = ["itf", "dot", "graphml", "aut", "json"];

    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scope = new ScopeOptions(isLifetimeRequired: true, ScopeDefaults.Explored);
        Option<string?> scenario = ScenarioOptions.ForOnePolicy();
        var require = new RequirementOption(
            "The requirement whose shortest trace is exported: one that breaks it, or one that shows a possibility. "
            + "With --graph those that states and transitions are marked with.");
        var graph = new Option<bool>("--graph")
        {
            Description = "Export the state graph: every reachable state and every granted operation.",
        };
        var transitions = new Option<int>("--max-transitions")
        {
            Description = "How many transitions the state graph may have; a larger one is not exported.",
            DefaultValueFactory = _ => UsualTransitions,
            HelpName = "N",
        };
        var form = new Option<string>("--format")
        {
            Description = "itf: the trace format of Apalache and Quint, which replay reads; dot: Graphviz; graphml; "
                + "aut: CADP, mCRL2, LTSmin; json. A state graph has no itf.",
            HelpName = string.Join('|', Forms),
            Required = true,
        };
        form.CompletionSources.Offer(Forms);
        var output = new Option<string>(OutputOptions.Document)
        {
            Description = "Write it to a file; - for standard output.",
            HelpName = "FILE|-",
            DefaultValueFactory = _ => OutputOptions.StandardOutput,
        };
        var common = new CommonOptions();
        var command = new Command(
            "export", "Write a shortest trace, or a small state graph, in a form that other tools read.");
        scope.AddTo(command);
        command.Options.Add(scenario);
        command.Options.Add(require.Option);
        command.Options.Add(graph);
        command.Options.Add(transitions);
        command.Options.Add(form);
        command.Options.Add(output);
        common.AddTo(command);
        command.SetAction(arguments =>
        {
            bool isGraph = arguments.GetValue(graph);
            string chosen = arguments.GetRequiredValue(form);
            RefuseForm(form.Name, chosen, isGraph);
            ImmutableArray<Requirement> named = require.NamedIn(arguments) ?? [];
            if (!isGraph && named.Length != 1)
            {
                throw new BadInputException(
                    $"{require.Option.Name}: a trace is of one requirement, and {named.Length} are named; "
                    + $"{graph.Name} exports a state graph instead");
            }

            string? file = arguments.GetValue(scenario);
            Scenario? written = file is null ? null : ScenarioFile.Load(file);
            Scope bounds = written is null ? scope.ScopeFrom(arguments) : scope.ScopeFrom(arguments, written);
            IModel model = Catalog.CreateModel(scope.PolicyFrom(arguments, written), bounds with
            {
                RecordsAllocators = named.Any(requirement => requirement.RecordsAllocators),
            });
            if (!require.IsEverything(arguments))
            {
                require.RefuseIdle(named, model);
            }

            var outputs = new OutputSet(
                surroundings,
                [Destination.Of(output.Name, arguments.GetRequiredValue(output))!],
                file is null ? [] : [(file, "the scenario that is explored")]);
            int most = arguments.GetValue(transitions);
            if (most < 1)
            {
                throw new BadInputException($"{transitions.Name} must be at least 1, not {most}");
            }

            SearchLimits limits = common.LimitsFrom(arguments) with { UntilViolated = true };
            if (isGraph)
            {
                return Explored(surroundings, model, named, most, transitions.Name) is { } explored
                    ? outputs.WriteDocument(
                        ExitCode.Holds, GraphForms[chosen](LabelledGraph.Of(model, explored, named)))
                    : Interrupted(surroundings);
            }

            var progress = new SearchProgress();
            RequirementResult found = ProgressDisplay.Watch(
                surroundings,
                common.IsQuiet(arguments),
                elapsed => ProgressDisplay.StatusOf(progress, elapsed),
                token => Found(model, named[0], limits, progress, token));
            return found.Trace is { } trace
                ? outputs.WriteDocument(ExitCode.Holds, TraceForms[chosen](model, trace, named[0]))
                : found.Verdict == RequirementVerdict.Unknown
                ? Stopped(surroundings, found)
                : throw new BadInputException(
                    $"{require.Option.Name}: there is no trace of {named[0].Name}: {found.Reason}");
        });
        return command;
    }

    private static void RefuseForm(string option, string chosen, bool isGraph)
    {
        if (!Forms.Contains(chosen))
        {
            throw new BadInputException($"{option} must be {string.Join(", ", Forms)}, not {chosen}");
        }

        if (isGraph && !GraphForms.ContainsKey(chosen))
        {
            throw new BadInputException(
                $"{option}: {chosen} is for traces; a state graph can be {string.Join(", ", Forms.Skip(1))}");
        }
    }

    // A search ends with the level in which something is violated, but not where something is shown: a possibility is
    // looked for in a few states first, and then in more.
    private static RequirementResult Found(
        IModel model,
        Requirement requirement,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        long bound = requirement is StatePossibility or StepPossibility ? FirstStates : limits.MaximalStates;
        while (true)
        {
            bool isLast = bound >= limits.MaximalStates / Growth;
            PolicyResult result = ModelExplorer.Explore(
                model,
                [requirement],
                isLast ? limits : limits with { MaximalStates = bound },
                progress,
                cancellation);
            RequirementResult found = result.ResultOf(requirement);
            if (isLast || found.Trace is not null || result.Exploration.Stopped != StopReason.States)
            {
                return found;
            }

            bound *= Growth;
        }
    }

    // Null where it was interrupted.
    private static ModelGraph? Explored(
        Surroundings surroundings, IModel model, ImmutableArray<Requirement> named, int most, string option)
    {
        try
        {
            return surroundings.Interrupt.Run(
                () => ModelGraph.Explore(model, named, most, surroundings.Interrupt.Token));
        }
        catch (GraphBoundException exception)
        {
            throw new BadInputException(
                FormattableString.Invariant($"{option}: the state graph has more than {most:N0} transitions, ")
                + "and is not exported in part; smaller bounds make it smaller",
                exception);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static int Interrupted(Surroundings surroundings)
    {
        surroundings.Streams.Complain("interrupted, and nothing is written");
        return ExitCode.Stopped;
    }

    private static int Stopped(Surroundings surroundings, RequirementResult found)
    {
        surroundings.Streams.Complain($"nothing is written: {found.Requirement.Name}: {found.Reason}");
        return ExitCode.Stopped;
    }
}
