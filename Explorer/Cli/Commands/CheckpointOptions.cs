using System.CommandLine;
using System.Globalization;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
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

    private readonly Option<bool> _overwrite = new("--overwrite-checkpoint")
    {
        Description = "Let --checkpoint replace a checkpoint that is in its directory already; without it such a "
            + "directory is refused, unless --resume goes on from it.",
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_directory);
        if (!_interval.Hidden)
        {
            command.Options.Add(_interval);
        }

        command.Options.Add(_resume);
        command.Options.Add(_overwrite);
    }

    /// <summary>Makes the options.</summary>
    internal CheckpointOptions()
    {
    }

    /// <summary>Makes the options of a command that goes from round to round.</summary>
    /// <param name="work">What it makes.</param>
    internal CheckpointOptions(string work)
    {
        _directory.Description = $"Save in a directory what is known after each round of the {work}.";
        _resume.Description = $"Go on from what was saved of the {work} in a directory, and save further rounds there "
            + "if --checkpoint names no other. Scenario, bounds, policies, requirements and program must be the same; "
            + "--time, --memory and --workers may differ.";
        _interval.Hidden = true;
    }

    /// <summary>Refuses them where nothing can be saved so.</summary>
    /// <param name="option">The option that they do not go with.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="why">Why not.</param>
    internal void RefuseFor(string option, ParseResult arguments, string why)
    {
        if (((Option[])[_directory, _interval, _resume, _overwrite]).FirstOrDefault(
            option => arguments.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new BadInputException($"{given.Name} does not go with {option}: {why}");
        }
    }

    /// <summary>What the options ask for a comparison; null when they ask for nothing.</summary>
    internal ComparisonCheckpoint? ComparisonFrom(ParseResult arguments)
    {
        string? resume = Named(arguments, _resume);
        if ((Named(arguments, _directory) ?? resume) is not { } directory)
        {
            return null;
        }

        OutputDirectory.Prepare(directory, "checkpoints");
        return new ComparisonCheckpoint(directory)
        {
            ResumeFrom = resume,
            Overwrites = arguments.GetValue(_overwrite),
        };
    }

    /// <summary>What there is to say of checkpoints after a comparison; null when there is nothing.</summary>
    internal static string? NoteOn(ComparisonCheckpoint? checkpoint, ComparisonProgress progress, bool isBrokenOff) =>
        checkpoint is null ? null
        : progress.SaveFault is { } fault
            ? $"what is known after the last round could not be saved in {checkpoint.Directory}: {fault}"
        : !isBrokenOff ? null
        : progress.Saved || checkpoint.ResumeFrom is not null
            ? $"saved after the last whole round; go on with --resume {checkpoint.Directory}"
            : "nothing was saved: no round was done";

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
        return new CheckpointPlan(directory, SearchIdentity.Of(model, requirements, symmetry))
        {
            Interval = TimeSpan.FromSeconds(seconds),
            ResumeFrom = resume,
            Overwrites = arguments.GetValue(_overwrite),
        };
    }

    /// <summary>
    /// What can be done about a checkpoint that is in the way, to be added to what is said of it; nothing for other
    /// faults.
    /// </summary>
    internal static string RemedyFor(CheckpointException fault) => fault.IsOverwriteRefused
        ? "; go on from it with --resume, name another directory, or replace it with --overwrite-checkpoint"
        : string.Empty;

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
}
