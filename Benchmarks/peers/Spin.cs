using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ModelCheck.Benchmarks.Peers;

/// <summary>SPIN on core.pml, exact: neither bitstate nor hash-compact.</summary>
internal static partial class Spin
{
    /// <summary>What must be installed.</summary>
    internal static IReadOnlyList<string> Programs { get; } = ["spin", "gcc"];

    /// <summary>Explores the fragment.</summary>
    /// <param name="fragment">The bounds.</param>
    /// <param name="breadthFirst">In which order.</param>
    /// <param name="states">How many states there are, for the sizes of the hash table and the stack.</param>
    /// <param name="optimisation">What the C compiler is told of speed: <c>-O3</c> to measure.</param>
    /// <param name="models">The folder with core.pml.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>What it found and took.</returns>
    /// <exception cref="InvalidOperationException">It failed, or did not explore everything.</exception>
    internal static Figures Explore(
        CoreFragment fragment,
        bool breadthFirst,
        long states,
        string optimisation,
        string models,
        string folder,
        CancellationToken cancellation)
    {
        _ = ChildProcess.Run(
            folder,
            "spin",
            [
                Define("F", fragment.Frames),
                Define("S", fragment.Sessions),
                Define("D", fragment.Dataspaces),
                Define("Q", fragment.Quota),
                Define("CASCADE", fragment.IsCascade ? 1 : 0),
                Define("BREADTH", breadthFirst ? 1 : 0),
                "-a",
                Path.Combine(models, "core.pml"),
            ],
            cancellation);
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        string[] order = breadthFirst ? ["-DBFS"] : [];
        _ = ChildProcess.Run(
            folder,
            "gcc",
            [
                optimisation, "-march=native", "-w", "-DSAFETY", "-DNOREDUCE", "-DNOFAIR", "-DNOCOMP",
                Define("MEMLIM", memory), .. order, "-o", "pan", "pan.c",
            ],
            cancellation);

        // No path is longer than there are states, and a slot of the hash table for each of them is enough.
        int slots = Math.Max(16, BitOperations.Log2((ulong)states - 1 | 1) + 1);
        ChildProcess run = ChildProcess.Run(
            folder,
            Path.Combine(folder, "pan"),
            [FormattableString.Invariant($"-m{states + 100}"), FormattableString.Invariant($"-w{slots}")],
            cancellation);
        return FiguresFrom(run, breadthFirst);
    }

    /// <summary>Reads what a verifier told.</summary>
    /// <param name="run">The verifier.</param>
    /// <param name="breadthFirst">In which order it explored.</param>
    /// <returns>Its figures, the state that it begins with being one that was stored.</returns>
    /// <exception cref="InvalidOperationException">It did not explore everything.</exception>
    internal static Figures FiguresFrom(ChildProcess run, bool breadthFirst)
    {
        Match summary = Summary().Match(run.Output);
        if (!summary.Success
            || summary.Groups["errors"].Value != "0"
            || run.Output.Contains("too small", StringComparison.Ordinal)
            || run.Output.Contains("not completed", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"spin did not explore everything without an error: {run.Output}");
        }

        (long states, long unsure) = Number(summary.Groups["stored"].Value);
        (long matched, long unsureToo) = Number(summary.Groups["matched"].Value);
        return new Figures(
            breadthFirst ? "SPIN, breadth first" : "SPIN, depth first",
            1,
            states,
            // The arrival in the initial state is stored, but is no transition.
            states + matched - 1,
            unsure + unsureToo,
            breadthFirst ? int.Parse(summary.Groups["depth"].Value, CultureInfo.InvariantCulture) : null,
            run.Cost);
    }

    // pan prints eight digits: from 100,000,000 on a number may be rounded.
    private static (long Value, long Uncertainty) Number(string text)
    {
        double value = double.Parse(text, CultureInfo.InvariantCulture);
        return ((long)value, value < 1e8 ? 0 : (long)Math.Pow(10, Math.Floor(Math.Log10(value)) - 7));
    }

    private static string Define(string name, long value) => FormattableString.Invariant($"-D{name}={value}");

    [GeneratedRegex(
        @"depth reached (?<depth>\d+), errors: (?<errors>\d+).*?"
        + @"(?<stored>[\d.e+]+) states, stored.*?(?<matched>[\d.e+]+) states, matched",
        RegexOptions.Singleline)]
    private static partial Regex Summary();
}
