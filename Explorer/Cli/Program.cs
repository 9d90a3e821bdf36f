using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

using ModelCheck.Cli.Commands;
using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Services.Linux;

namespace ModelCheck.Cli;

/// <summary>The command line.</summary>
public static class Program
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">The command and its options.</param>
    /// <returns>
    /// The exit code: 0 holds, 2 bad input or an output that cannot be written, 3 stopped, 10 violated, 11 diverged, 70
    /// internal error.
    /// </returns>
    public static int Main(string[] args)
    {
        // Said by the program to itself, and nothing else is to be loaded for it.
        if (args is [SessionProgram.Word])
        {
            return SessionProgram.Run();
        }

        using var streams = StandardStreams.OfProcess();
        using var interrupt = new Interrupt();
        return Run(args, new Surroundings(streams, interrupt));
    }

    /// <summary>Runs a command within given surroundings.</summary>
    /// <param name="arguments">The command and its options.</param>
    /// <param name="surroundings">What it prints to and what ends it early.</param>
    /// <returns>The exit code.</returns>
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "The outermost frame: exit code 70.")]
    internal static int Run(string[] arguments, Surroundings surroundings)
    {
        StandardStreams streams = surroundings.Streams;
        try
        {
            ParseResult parsed = RootIn(surroundings).Parse(arguments);
            if (CommandLineFault.Of(parsed, arguments) is { } fault)
            {
                throw new BadInputException(fault);
            }

            int exitCode = parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = streams.Output,
                Error = streams.Error,
            });
            streams.Output.Flush();
            return exitCode;
        }
        catch (Exception exception)
        {
            var failure = Failure.Of(exception);
            streams.Complain(failure.Message);
            return failure.ExitCode;
        }
    }

    private static RootCommand RootIn(Surroundings surroundings)
    {
        var root = new RootCommand(
            "Which lifetime policy for aliases of RAM dataspaces? Explores policies exhaustively.")
        {
            CompareCommand.Create(surroundings),
            ContradictionsCommand.Create(surroundings),
            ExplainCommand.Create(surroundings),
            EnlargeCommand.Create(surroundings),
            SpaceCommand.Create(surroundings),
            ExploreCommand.Create(surroundings),
            ConformCommand.Create(surroundings),
            SoakCommand.Create(surroundings),
            WorkloadCommand.Create(surroundings),
            LinuxCommand.Create(surroundings),
            ExportCommand.Create(surroundings),
            ReplayCommand.Create(surroundings),
            CheckLogCommand.Create(surroundings),
            ServeCommand.Create(surroundings),
            WorkerCommand.Create(surroundings),
            ClusterCommand.Create(surroundings),
            PoliciesCommand.Create(surroundings),
        };
        CommandHelp.AddTo(root);
        return root;
    }
}
