using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

using ModelCheck.Conformance.Watching;
using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Commands;

/// <summary>
/// The program once more, as a process that runs a service of somebody else. What ends that process does not end this
/// one. Its standard input says how long this one wants it to go on: it is interrupted when that closes, be it because
/// this one is gone.
/// </summary>
internal static class ServiceProcess
{
    private const int Signalled = 128;

    /// <summary>Runs a command there.</summary>
    /// <param name="arguments">The command's arguments, given the journal.</param>
    /// <param name="cancellation">Interrupts it.</param>
    /// <returns>The exit code when it came to its end; else what the service was doing, and its end.</returns>
    internal static (int? ExitCode, LastCall? LastCall, string End) Run(
        Func<string, ImmutableArray<string>> arguments, CancellationToken cancellation)
    {
        string path = Path.GetTempFileName();
        try
        {
            using var journal = CallJournal.In(path);
            int code = ExitCodeOf(arguments(path), cancellation);
            return journal.ExitCode == code
                ? (code, null, string.Empty)
                : journal.Last() is { } last
                ? (null, last, $"ends the process{With(code)}")
                : code == ExitCode.BadInput
                ? (code, null, string.Empty)
                : throw new BadInputException($"the service cannot be loaded: that ends the process{With(code)}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string With(int code) => code > Signalled
        ? string.Create(CultureInfo.InvariantCulture, $", by signal {code - Signalled}")
        : string.Create(CultureInfo.InvariantCulture, $", with exit code {code}");

    private static int ExitCodeOf(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(OwnProgram.Words[0], [.. OwnProgram.Words[1..], .. arguments])
        {
            RedirectStandardInput = true,
        };
        using Process process = Process.Start(start)
            ?? throw new BadInputException("the process of the service cannot be started");

        // The terminal sends Ctrl-C to both, a script other signals to this one alone.
        using CancellationTokenRegistration closing = cancellation.Register(process.StandardInput.Close);
        process.WaitForExit();
        return process.ExitCode;
    }
}
