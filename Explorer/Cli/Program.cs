using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;

using ModelCheck.Cli.Commands;
using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli;

/// <summary>The command line.</summary>
public static class Program
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">The command and its options.</param>
    /// <returns>The exit code: 0 holds, 2 bad input, 3 stopped, 10 violated, 11 diverged, 70 internal error.</returns>
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "The outermost frame: exit code 70.")]
    public static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var root = new RootCommand(
            "Which lifetime policy for aliases of RAM dataspaces? Explores policies exhaustively.")
        {
            CompareCommand.Create(),
            ExploreCommand.Create(),
            ConformCommand.Create(),
            SoakCommand.Create(),
            WorkloadCommand.Create(),
            PoliciesCommand.Create(),
        };
        try
        {
            ParseResult arguments = root.Parse(args);
            return arguments.Errors.Count > 0
                ? throw new BadInputException($"{arguments.Errors[^1].Message} (modelcheck --help)")
                : arguments.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException exception)
        {
            Console.Error.WriteLine($"modelcheck: {exception.Message.ReplaceLineEndings(" ")}");
            return ExitCode.BadInput;
        }
        catch (CheckpointException exception)
        {
            Console.Error.WriteLine($"modelcheck: {exception.Message.ReplaceLineEndings(" ")}");
            return ExitCode.BadInput;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"modelcheck: cannot write: {exception.Message.ReplaceLineEndings(" ")}");
            return ExitCode.BadInput;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"modelcheck: internal error, please report it: {exception}");
            return ExitCode.InternalError;
        }
    }
}
