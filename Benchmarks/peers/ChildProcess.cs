using System.Diagnostics;
using System.Globalization;

namespace ModelCheck.Benchmarks.Peers;

/// <summary>A program that ran to its end.</summary>
/// <param name="Output">Its standard output.</param>
/// <param name="Cost">What it took.</param>
internal sealed record ChildProcess(string Output, Cost Cost)
{
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Finds a program on the path.</summary>
    /// <param name="program">Its name.</param>
    /// <returns>Whether it is installed.</returns>
    internal static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>
    /// Runs a program. Its processor time is that of all children that end meanwhile, so run one at a time where that
    /// matters.
    /// </summary>
    /// <param name="folder">Where.</param>
    /// <param name="program">Its name, or its path.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>Its output and what it took.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    internal static ChildProcess Run(
        string folder, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        double before = ProcessorSecondsOfChildren();
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        long peak = 0;
        do
        {
            // The kernel keeps the peak, so that nothing is missed but what is taken within the last pause.
            peak = Math.Max(peak, PeakBytesOf(process.Id));
        }
        while (!process.WaitForExit(Pause));

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? new ChildProcess(
                output.GetAwaiter().GetResult(),
                new Cost(Math.Max(ProcessorSecondsOfChildren() - before, 1 / TicksPerSecond), seconds, peak))
            : throw new InvalidOperationException(
                FormattableString.Invariant($"{program} ended with {process.ExitCode}: ")
                + output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    private static long PeakBytesOf(int process)
    {
        try
        {
            string? line = File.ReadLines(FormattableString.Invariant($"/proc/{process}/status"))
                .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan(6, line.Length - 8), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // The process has ended in between.
            return 0;
        }
    }

    // cutime and cstime, fields 16 and 17 of proc(5)'s stat: the fourteenth and fifteenth after the name.
    private static double ProcessorSecondsOfChildren()
    {
        string line = File.ReadAllText("/proc/self/stat");
        string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture)
            + long.Parse(fields[14], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
