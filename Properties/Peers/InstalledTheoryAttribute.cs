using ModelCheck.Benchmarks.Peers;

using Xunit;

namespace ModelCheck.Properties.Peers;

/// <summary>
/// A theory that needs programs, and is skipped where one of them is missing, saying which; where CI is set to true,
/// nothing is skipped, so that what was not run is not taken for passed.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InstalledTheoryAttribute : TheoryAttribute
{
    public InstalledTheoryAttribute(params string[] programs)
    {
        Programs = programs;
        string[] missing = [.. programs.Where(program => !ChildProcess.IsInstalled(program))];
        if (missing.Length > 0 && Environment.GetEnvironmentVariable("CI") != "true")
        {
            // What lays graphs out and reads them comes with a package of another name.
            IEnumerable<string> packages =
                missing.Select(program => program is "dot" or "graphml2gv" ? "graphviz" : program).Distinct();
            Skip = $"not installed: {string.Join(", ", missing)} (apt-get install {string.Join(' ', packages)})";
        }
    }

    /// <summary>The programs.</summary>
    public IReadOnlyList<string> Programs { get; }
}
