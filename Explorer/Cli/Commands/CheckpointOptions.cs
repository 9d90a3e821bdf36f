using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

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

/// <summary>The options by which a long exploration can be broken off and gone on with.</summary>
internal sealed class CheckpointOptions
{
    private const double MostSeconds = 1e6;

    private readonly Option<string?> _directory = new("--checkpoint")
    {
        Description = "Save how far the exploration is in a directory, now and then and when it is stopped.",
        HelpName = "DIR",
    };

    private readonly Option<double> _interval = new("--checkpoint-every")
    {
        Description = "How many seconds lie between two checkpoints.",
        DefaultValueFactory = _ => 600,
        HelpName = "SECONDS",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Go on from the checkpoint in a directory, and save further ones there if --checkpoint names no "
            + "other. Policy, scope, requirements and program must be the same; bounds and workers may differ.",
        HelpName = "DIR",
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_directory);
        command.Options.Add(_interval);
        command.Options.Add(_resume);
    }

    /// <summary>What the options ask for; null when they ask for nothing.</summary>
    internal CheckpointPlan? PlanFrom(
        ParseResult arguments, IModel model, IEnumerable<Requirement> requirements, Symmetry symmetry)
    {
        string? resume = Named(arguments, _resume);
        if ((Named(arguments, _directory) ?? resume) is not { } directory)
        {
            return null;
        }

        double seconds = arguments.GetValue(_interval);
        if (seconds is not (>= 0 and <= MostSeconds))
        {
            throw new BadInputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_interval.Name} must be 0 to {MostSeconds:N0} seconds, not {seconds}"));
        }

        OutputDirectory.Prepare(directory, "checkpoints");
        return new CheckpointPlan(directory, IdentityOf(model, requirements, symmetry))
        {
            Interval = TimeSpan.FromSeconds(seconds),
            ResumeFrom = resume,
        };
    }

    /// <summary>What there is to say of checkpoints after a search; null when there is nothing.</summary>
    internal static string? NoteOn(CheckpointPlan? plan, SearchProgress progress, SearchResult exploration) =>
        plan is null ? null
        : progress.SaveFault is { } fault
            ? $"the last checkpoint could not be saved in {plan.Directory}: {fault}"
                + (progress.Saved is { } states
                    ? $"; the one before has {Wording.Number(states)} states"
                    : string.Empty)
        : exploration.Complete || progress.Saved is not { } saved ? null
        : $"checkpoint saved, {Wording.Number(saved)} states; go on with --resume {plan.Directory}";

    private static string? Named(ParseResult arguments, Option<string?> option) =>
        arguments.GetValue(option) is not { } name ? null
        : name.Length > 0 ? name
        : throw new BadInputException($"{option.Name} needs the name of a directory");

    // Everything that the result depends on. The build stands for the meaning of all of it.
    private static ImmutableArray<SearchAspect> IdentityOf(
        IModel model, IEnumerable<Requirement> requirements, Symmetry symmetry)
    {
        Scope scope = model.Scope;
        IEnumerable<OperationKinds> operations = Enumerable.Range(0, scope.Sessions)
            .Select(session => scope.OperationsOf(new SessionId(session)));
        return
        [
            new("policy", model.Policy.ToString()),
            new("scope", $"{Wording.Bounds(scope)}, alias cost {Wording.Number(scope.AliasCost)}"),
            new("operations", string.Join(" | ", operations)),
            new("requirements", string.Join(' ', requirements.Select(requirement => requirement.Name))),
            new("symmetry", symmetry.ToString()),
            new("build", $"{BuildOf(typeof(ModelExplorer))}-{BuildOf(typeof(IModel))}"),
        ];

        static string BuildOf(Type type) => type.Module.ModuleVersionId.ToString("N");
    }
}
