using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages;
using ModelCheck.Pages.Documents;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck explore</c>: one policy in depth.</summary>
internal static class ExploreCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scope = new ScopeOptions(isLifetimeRequired: true, ScopeDefaults.Explored);
        Option<string?> scenario = ScenarioOptions.ForOnePolicy();
        var require = new RequirementOption(
            "Requirements that must be kept (exit 10 if not; what nothing puts to the test is not); only these are "
            + "judged. Without it every requirement is judged and none is required.");
        var output = new OutputOptions("result", hasHtml: true);
        var symmetry = new Option<string?>("--symmetry")
        {
            Description = "Follow one state of all that differ in names only, and count the others: in those of slots "
                + "and of sessions that the scope does not tell apart, or of such sessions alone. "
                + "Without a word: slots.",
            HelpName = "sessions|slots",
            Arity = ArgumentArity.ZeroOrOne,
        };
        symmetry.CompletionSources.Offer("sessions", "slots");
        var common = new CommonOptions();
        var checkpoints = new CheckpointOptions();
        var spread = new SpreadOptions();
        var command = new Command("explore", "Explore every reachable state of one policy within a scope.");
        scope.AddTo(command);
        command.Options.Add(scenario);
        command.Options.Add(require.Option);
        command.Options.Add(symmetry);
        output.AddTo(command);
        common.AddTo(command);
        checkpoints.AddTo(command);
        spread.AddTo(command);
        command.SetAction(arguments =>
        {
            ImmutableArray<Requirement>? named =
                require.IsEverything(arguments) ? null : require.NamedIn(arguments);
            Scenario? written = ScenarioFrom(arguments.GetValue(scenario));
            Scope bounds = written is null ? scope.ScopeFrom(arguments) : scope.ScopeFrom(arguments, written);
            IModel model = Catalog.CreateModel(scope.PolicyFrom(arguments, written), bounds with
            {
                RecordsAllocators = named is { } asked
                    ? asked.Any(requirement => requirement.RecordsAllocators)
                    : bounds.RecordsAllocators,
            });
            require.RefuseIdle(named ?? [], model);
            Requirement[] judged = [.. named ?? Catalog.Requirements];
            Symmetry exchanged = arguments.GetResult(symmetry) is null
                ? Symmetry.None
                : SymmetryFrom(arguments.GetValue(symmetry), model, judged);
            spread.RefuseWith(arguments, common, checkpoints);
            SearchLimits limits = common.LimitsFrom(arguments) with
            {
                Checkpoint = checkpoints.PlanFrom(arguments, model, judged, exchanged),
            };
            OutputSet outputs = output.OpenFor(
                arguments, surroundings, [.. KeptBy(limits.Checkpoint), .. FileOf(arguments.GetValue(scenario))]);
            var progress = new SearchProgress();
            (PolicyResult result, ExplorationDocument? document) = spread.Explore(
                surroundings,
                arguments,
                common.IsQuiet(arguments),
                model,
                judged,
                limits,
                progress,
                exchanged,
                (found, token) =>
                {
                    if (!output.HasHtml(arguments))
                    {
                        return null;
                    }

                    progress.Enter("looking at costs and traces");
                    return new ExplorationDocument(
                        found, ExploredIn(written, found), TypedLine.Of(arguments), token);
                });

            bool broken = require.NamedIn(arguments) is not null
                && result.Requirements.Any(requirement => requirement.IsBroken || requirement.IsVacuous);
            int exitCode = outputs.Write(
                broken ? ExitCode.Violated : result.Exploration.Complete ? ExitCode.Holds : ExitCode.Stopped,
                console => ConsoleReport.Write(console, result, ExploredIn(written, result)),
                () => JsonReport.Write(result),
                html: () => HtmlReport.Write(document!));
            if (progress.SpillFault is { } fault)
            {
                surroundings.Streams.Error.WriteLine($"modelcheck: {Printable.Line(fault)}");
            }

            if (CheckpointOptions.NoteOn(limits.Checkpoint, progress, result.Exploration) is { } note)
            {
                surroundings.Streams.Error.WriteLine($"modelcheck: {Printable.Line(note)}");
            }

            return exitCode;
        });
        return command;
    }

    private static Scenario? ScenarioFrom(string? name) => name is null ? null : ScenarioFile.Load(name);

    // The scenario with what the options say in place of it.
    private static Scenario? ExploredIn(Scenario? written, PolicyResult result) => written is null ? null : written with
    {
        Scope = result.Scope,
        Platform = result.Policy.Platform,
        Sealing = result.Policy.Sealing,
        Original = written,
    };

    private static (string Path, string What)[] FileOf(string? scenario) =>
        scenario is null || ScenarioFile.Bundled.Contains(scenario, StringComparer.Ordinal)
            ? []
            : [(scenario, "the scenario that is explored")];

    // A report in the place of a checkpoint would cost all the work that it holds.
    private static (string Path, string What)[] KeptBy(CheckpointPlan? plan) => plan is null ? [] :
    [
        .. new[] { plan.Directory, plan.ResumeFrom }
            .OfType<string>()
            .Select(directory => (Path.Combine(directory, CheckpointPlan.FileName), "a checkpoint")),
    ];

    private static Symmetry SymmetryFrom(string? word, IModel model, Requirement[] judged)
    {
        Symmetry symmetry = word switch
        {
            "sessions" => Symmetry.Sessions,
            null or "slots" => Symmetry.Slots,
            _ => throw new BadInputException($"--symmetry must be sessions or slots, not {word}"),
        };
        if (ScopeSymmetry.FaultOf(symmetry, model, judged) is not { } fault)
        {
            return symmetry;
        }

        bool sessionsWould = symmetry == Symmetry.Slots
            && ScopeSymmetry.FaultOf(Symmetry.Sessions, model, judged) is null;
        string remedy = sessionsWould ? "; '--symmetry sessions' leaves slots as they are" : string.Empty;
        throw new BadInputException($"--symmetry: {fault}{remedy}");
    }
}
