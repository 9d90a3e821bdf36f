using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Outputs;

/// <summary>
/// What the program prints to. Standard output is asked for, and what cannot be written to it is a fault
/// (<see cref="OutputException"/>). Standard error tells how things go: where nobody can read that, the work goes on.
/// </summary>
internal sealed class StandardStreams : IDisposable
{
    private const int ClosedOnExec = 0x80000;

    private readonly GuardedStream _output;
    private readonly GuardedStream _error;

    /// <summary>Takes streams for the two.</summary>
    /// <param name="output">Standard output; null when it is closed.</param>
    /// <param name="error">Standard error; null when it is closed.</param>
    internal StandardStreams(Stream? output, Stream? error)
    {
        _output = new GuardedStream(output, Refuse);
        _error = new GuardedStream(error, _ => { });
        Output = WriterTo(_output);
        Error = WriterTo(_error);
        Error.AutoFlush = true;
    }

    /// <summary>Standard output, not flushed by itself.</summary>
    internal StreamWriter Output { get; }

    /// <summary>Standard error; what cannot be written to it is dropped.</summary>
    internal StreamWriter Error { get; }

    /// <summary>Whether standard output is a terminal.</summary>
    internal bool IsOutputTerminal { get; private init; }

    /// <summary>Whether standard error is a terminal.</summary>
    internal bool IsErrorTerminal { get; private init; }

    /// <summary>Whether standard output holds, or was to hold, what something else reads.</summary>
    internal bool HasDocument { get; set; }

    /// <summary>The streams of the process.</summary>
    [SuppressMessage(
        "Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns them.")]
    internal static StandardStreams OfProcess()
    {
        bool hasOutput = IsInherited(1);
        bool hasError = IsInherited(2);
        return new StandardStreams(
            hasOutput ? Console.OpenStandardOutput() : null, hasError ? Console.OpenStandardError() : null)
        {
            IsOutputTerminal = hasOutput && !Console.IsOutputRedirected,
            IsErrorTerminal = hasError && !Console.IsErrorRedirected,
        };
    }

    /// <summary>
    /// Says in one line what went wrong: on standard error or, when that cannot be written to, on standard output,
    /// unless that holds a document.
    /// </summary>
    internal void Complain(string message)
    {
        string line = $"modelcheck: {Printable.Text(message)}";
        TryToPrint(string.Empty);
        Error.WriteLine(line);
        if (_error.IsBroken && !HasDocument)
        {
            TryToPrint(line + Environment.NewLine);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    // Where neither stream is left, the exit code is all that can be said.
    private void TryToPrint(string text)
    {
        try
        {
            Output.Write(text);
            Output.Flush();
        }
        catch (OutputException)
        {
            Debug.Assert(_output.IsBroken, "only what cannot be written to refuses");
        }
    }

    // A file that was not handed down but opened by the runtime since carries the mark that an exec would close it; one
    // that was handed down cannot. The runtime's files take the numbers of closed streams: to print there would write
    // into its own pipes.
    private static bool IsInherited(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            string flags = File.ReadLines($"/proc/self/fdinfo/{descriptor.ToString(CultureInfo.InvariantCulture)}")
                .First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & ClosedOnExec) == 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            // No /proc here: as it was handed down, for all that can be seen.
            return true;
        }
    }

    private static StreamWriter WriterTo(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = Environment.NewLine };

    private static void Refuse(Exception exception)
    {
        string reason = exception is UnauthorizedAccessException ? "it is closed" : exception.Message;
        throw new OutputException($"standard output cannot be written: {reason}", exception);
    }
}
