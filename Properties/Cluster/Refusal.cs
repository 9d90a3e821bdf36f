using System.Text.RegularExpressions;

using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>What is said of a cluster that cannot be used, or of one who cannot use it.</summary>
internal static partial class Refusal
{
    /// <summary>It is one line that says something, and nothing else.</summary>
    internal static void IsOneLine(string what, Finished run)
    {
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Matches(Line(), run.Error);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\Amodelcheck: [^\n]+\n\z")]
    private static partial Regex Line();
}
