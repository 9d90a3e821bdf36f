using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelCheck.Benchmarks.Peers;

/// <summary>rumur on core.m: exact, without symmetry reduction, with what it needs for traces.</summary>
internal static partial class Rumur
{
    /// <summary>What must be installed.</summary>
    internal static IReadOnlyList<string> Programs { get; } = ["rumur", "gcc"];

    /// <summary>Explores the fragment.</summary>
    /// <param name="fragment">The bounds.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="optimisation">What the C compiler is told of speed: <c>-O3</c> to measure.</param>
    /// <param name="models">The folder with core.m.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>What it found and took.</returns>
    /// <exception cref="InvalidOperationException">It failed, or something was violated.</exception>
    internal static Figures Explore(
        CoreFragment fragment,
        int threads,
        string optimisation,
        string models,
        string folder,
        CancellationToken cancellation)
    {
        string model = Constant().Replace(
            File.ReadAllText(Path.Combine(models, "core.m")),
            line => line.Groups["name"].Value + ": " + ValueOf(fragment, line.Groups["name"].Value) + ";");
        File.WriteAllText(Path.Combine(folder, "core.m"), model);
        _ = ChildProcess.Run(
            folder,
            "rumur",
            [
                "core.m", "--output", "core.c",
                "--threads", threads.ToString(CultureInfo.InvariantCulture),
                "--symmetry-reduction", "off",
                "--deadlock-detection", "off",
                // A quarter less processor time, for a third more memory.
                "--pack-state", "off",
            ],
            cancellation);
        _ = ChildProcess.Run(
            folder,
            "gcc",
            ["-std=c11", optimisation, "-march=native", "-mcx16", "-w", "-o", "core", "core.c", "-lpthread"],
            cancellation);
        ChildProcess run = ChildProcess.Run(folder, Path.Combine(folder, "core"), [], cancellation);
        Match summary = Summary().Match(run.Output);
        if (!summary.Success || !run.Output.Contains("No error found", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"rumur did not explore everything without an error: {run.Output}");
        }

        return new Figures(
            "rumur",
            threads,
            long.Parse(summary.Groups["states"].Value, CultureInfo.InvariantCulture),
            long.Parse(summary.Groups["rules"].Value, CultureInfo.InvariantCulture),
            0,
            null,
            run.Cost);
    }

    private static string ValueOf(CoreFragment fragment, string constant) => constant switch
    {
        "F" => fragment.Frames.ToString(CultureInfo.InvariantCulture),
        "S" => fragment.Sessions.ToString(CultureInfo.InvariantCulture),
        "D" => fragment.Dataspaces.ToString(CultureInfo.InvariantCulture),
        "Q" => fragment.Quota.ToString(CultureInfo.InvariantCulture),
        "CASCADE" => fragment.IsCascade ? "true" : "false",
        _ => throw new ArgumentException($"core.m has a constant {constant}", nameof(constant)),
    };

    [GeneratedRegex(@"(?<=^  )(?<name>[A-Z]+): \w+;", RegexOptions.Multiline)]
    private static partial Regex Constant();

    [GeneratedRegex(@"(?<states>\d+) states, (?<rules>\d+) rules fired")]
    private static partial Regex Summary();
}
