using ModelCheck.Benchmarks.Peers;

using Xunit;

namespace ModelCheck.Properties.Peers;

/// <summary>A theory that needs programs, and is skipped where one of them is missing, saying which.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InstalledTheoryAttribute : TheoryAttribute
{
    public InstalledTheoryAttribute(params string[] programs)
    {
        Programs = programs;
        string[] missing = [.. programs.Where(program => !ChildProcess.IsInstalled(program))];
        if (missing.Length > 0)
        {
            Skip = $"not installed: {string.Join(", ", missing)} (apt-get install {string.Join(' ', missing)})";
        }
    }

    /// <summary>The programs.</summary>
    public IReadOnlyList<string> Programs { get; }
}
