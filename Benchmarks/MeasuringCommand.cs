using System.CommandLine;
using System.Runtime.InteropServices;

namespace ModelCheck.Benchmarks;

/// <summary>A command that measures processes: on Linux, in a folder of its own, until it is interrupted.</summary>
internal static class MeasuringCommand
{
    private const int BadInput = 2;
    private const int Stopped = 3;

    /// <summary>Parses the command line and measures.</summary>
    /// <param name="name">The command's name, for messages and for the folder.</param>
    /// <param name="root">What it understands.</param>
    /// <param name="arguments">What follows the name on the command line.</param>
    /// <param name="measure">
    /// What it does, in a folder that is deleted afterwards, and with which exit code it ends. Bad input is a
    /// <see cref="FormatException"/>.
    /// </param>
    /// <returns>That exit code; 2 after bad input, and 3 when it was stopped.</returns>
    internal static int Run(
        string name,
        RootCommand root,
        string[] arguments,
        Func<ParseResult, DirectoryInfo, CancellationToken, int> measure)
    {
        ParseResult parsed = root.Parse(arguments);
        root.SetAction(result => Measure(name, (folder, cancellation) => measure(result, folder, cancellation)));
        try
        {
            return parsed.Errors.Count > 0
                ? throw new FormatException(parsed.Errors[^1].Message)
                : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{name}: {exception.Message}");
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"{name}: stopped");
            return Stopped;
        }
    }

    private static int Measure(string name, Func<DirectoryInfo, CancellationToken, int> measure)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new FormatException("what a process took is read from /proc, which only Linux has");
        }

        using var source = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        DirectoryInfo folder = Directory.CreateTempSubdirectory($"modelcheck-{name}-");
        try
        {
            return measure(folder, source.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            source.Cancel();
        }
    }
}
