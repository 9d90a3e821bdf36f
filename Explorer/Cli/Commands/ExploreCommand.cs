using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck explore</c>: one policy in depth.</summary>
internal static class ExploreCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scope = new ScopeOptions(isLifetimeRequired: true, ScopeDefaults.Explored);
        var require = new Option<string?>("--require")
        {
            Description = "Requirements that must be kept (exit 10 if not; what nothing puts to the test is not), "
                + "separated by commas; only these are judged. "
                + "Without it every requirement is judged and none is required.",
            HelpName = "NAME,…",
        };
        var output = new OutputOptions("result");
        var symmetry = new Option<string?>("--symmetry")
        {
            Description = "Follow one state of all that differ in names only, and count the others: in those of slots "
                + "and of sessions that the scope does not tell apart, or of such sessions alone. "
                + "Without a word: slots.",
            HelpName = "sessions|slots",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var common = new CommonOptions();
        var checkpoints = new CheckpointOptions();
        var command = new Command("explore", "Explore every reachable state of one policy within a scope.");
        scope.AddTo(command);
        command.Options.Add(require);
        command.Options.Add(symmetry);
        output.AddTo(command);
        common.AddTo(command);
        checkpoints.AddTo(command);
        command.SetAction(arguments =>
        {
            Requirement[]? required = RequiredFrom(arguments.GetValue(require));
            Scope bounds = scope.ScopeFrom(arguments) with
            {
                RecordsAllocators = required?.Any(requirement => requirement.RecordsAllocators) ?? false,
            };
            IModel model = Catalog.CreateModel(scope.PolicyFrom(arguments), bounds);
            RefuseIdle(required, model);
            Requirement[] judged = required ?? [.. Catalog.Requirements];
            Symmetry exchanged = arguments.GetResult(symmetry) is null
                ? Symmetry.None
                : SymmetryFrom(arguments.GetValue(symmetry), model, judged);
            SearchLimits limits = common.LimitsFrom(arguments) with
            {
                Checkpoint = checkpoints.PlanFrom(arguments, model, judged, exchanged),
            };
            OutputSet outputs = output.OpenFor(arguments, surroundings, KeptBy(limits.Checkpoint));
            var progress = new SearchProgress();
            PolicyResult result = ProgressDisplay.Watch(
                surroundings,
                common.IsQuiet(arguments),
                elapsed => ProgressDisplay.StatusOf(progress, elapsed),
                token => ModelExplorer.Explore(model, judged, limits, progress, token, exchanged));
            bool broken = required is not null
                && result.Requirements.Any(requirement => requirement.IsBroken || requirement.IsVacuous);
            int exitCode = outputs.Write(
                broken ? ExitCode.Violated : result.Exploration.Complete ? ExitCode.Holds : ExitCode.Stopped,
                console => ConsoleReport.Write(console, result),
                () => JsonReport.Write(result));
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

    // An empty list is refused like any other name that is none: it would be kept by everything.
    private static Requirement[]? RequiredFrom(string? names) => names?
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(name => Catalog.FindRequirement(name)
            ?? throw new BadInputException($"--require: no requirement {name}; 'modelcheck policies' lists them"))
        .Distinct()
        .ToArray();

    // What does not apply would be kept by everything, too.
    private static void RefuseIdle(Requirement[]? required, IModel model)
    {
        foreach (Requirement requirement in required ?? [])
        {
            if (requirement.Obstacle(model) is { } obstacle)
            {
                throw new BadInputException($"--require: {requirement.Name} does not apply: {obstacle}");
            }
        }
    }
}
