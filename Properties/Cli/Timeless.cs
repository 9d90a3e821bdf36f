using System.Text.RegularExpressions;

namespace ModelCheck.Properties.Cli;

/// <summary>Runs of which the JSON says nothing that differs between two alike.</summary>
internal static partial class Timeless
{
    /// <summary>Runs a command and has its results as JSON.</summary>
    internal static Finished Run(string command) =>
        Of(Invocation.Run([.. command.Split(' '), "--quiet", "--json", "-"]));

    /// <summary>A run without times and the memory that it took.</summary>
    internal static Finished Of(Finished run) => run with { Output = Of(run.Output) };

    /// <summary>A report in JSON without times, the memory that it took, and how it was spread.</summary>
    internal static string Of(string report) =>
        Figures().Replace(Spread().Replace(report, string.Empty), "\"$1\": 0");

    [GeneratedRegex(@",\s*""spread"": \{[^}]*\}")]
    private static partial Regex Spread();

    [GeneratedRegex("\"(seconds|peakBytes)\": [0-9.E-]+")]
    private static partial Regex Figures();
}
