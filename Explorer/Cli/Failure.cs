using ModelCheck.Cli.Commands;
using ModelCheck.Cli.Outputs;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Cli;

/// <summary>What is said of a run that could not be begun or finished.</summary>
/// <param name="Message">One line; of an internal error several. Nothing in it acts on a terminal.</param>
/// <param name="ExitCode">The exit code that goes with it.</param>
internal sealed record Failure(string Message, int ExitCode)
{
    /// <summary>What an exception comes to for the user.</summary>
    internal static Failure Of(Exception exception) => exception switch
    {
        CheckpointException fault =>
            new Failure(Printable.Line(fault.Message + CheckpointOptions.RemedyFor(fault)), Commands.ExitCode.BadInput),
        BadInputException or OutputException or PolicyFaultException =>
            new Failure(Printable.Line(exception.Message), Commands.ExitCode.BadInput),
        OperationCanceledException => new Failure("interrupted before anything was known", Commands.ExitCode.Stopped),
        IOException or UnauthorizedAccessException =>
            new Failure(Printable.Line($"cannot read or write: {exception.Message}"), Commands.ExitCode.BadInput),
        _ => new Failure(
            Printable.Text($"internal error, please report it: {exception}"), Commands.ExitCode.InternalError),
    };
}
