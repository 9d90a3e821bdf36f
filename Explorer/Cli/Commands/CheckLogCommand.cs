using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Interchange.Logs;
using ModelCheck.Interchange.Traces;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck check-log</c>: what was recorded of a real system, beside the model.</summary>
internal static class CheckLogCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The log: a line with policy and bounds, then one for each operation (docs/interchange.md).",
            HelpName = "FILE",
        };
        var states = new Option<int>("--max-states")
        {
            Description = "How many states the system may be in at a time, where not all is logged (exit 3 if more).",
            DefaultValueFactory = _ => LogCheck.UsualStates,
            HelpName = "N",
        };
        var explanation = new Option<string?>(OutputOptions.Document)
        {
            Description = "Write an explanation of the log, or of as much of it as can be explained, to a file as a "
                + "trace in the Informal Trace Format; - for standard output, instead of the report.",
            HelpName = "FILE|-",
        };
        var command = new Command(
            "check-log",
            "Look for operations and outcomes of the model that are all that a log says; what is not logged may have "
            + "been anything. Says where and why the log leaves the model if it does (exit 11).");
        command.Arguments.Add(file);
        command.Options.Add(states);
        command.Options.Add(explanation);
        command.SetAction(arguments =>
        {
            int most = arguments.GetValue(states);
            if (most < 1)
            {
                throw new BadInputException($"{states.Name} must be at least 1, not {most}");
            }

            string path = arguments.GetRequiredValue(file);
            Destination? destination = Destination.Of(explanation.Name, arguments.GetValue(explanation));
            var outputs = new OutputSet(
                surroundings, destination is null ? [] : [destination], [(path, "the log that is checked")]);
            var log = OperationLog.Load(path);
            LogCheck? check = surroundings.Interrupt.Run(() => Checked(log, most, surroundings.Interrupt.Token));
            if (check is null)
            {
                surroundings.Streams.Complain($"{path}: interrupted");
                return ExitCode.Stopped;
            }

            return outputs.Write(
                check.Verdict switch
                {
                    LogVerdict.Accepted => ExitCode.Holds,
                    LogVerdict.Rejected => ExitCode.Diverged,
                    LogVerdict.Stopped => ExitCode.Stopped,
                },
                console => LogReport.Write(console, log, check),
                () => ItfTrace.Write(log.Model, check.Explanation));
        });
        return command;
    }

    private static LogCheck? Checked(OperationLog log, int most, CancellationToken cancellation)
    {
        try
        {
            return LogCheck.Of(log, most, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
