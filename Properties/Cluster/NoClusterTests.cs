using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>Nothing of a cluster is loaded unless one is named.</summary>
public sealed class NoClusterTests : IDisposable
{
    private readonly ForeignBuild _copy = new();

    public void Dispose() => _copy.Dispose();

    [Fact]
    public void What_needs_no_cluster_needs_nothing_of_Orleans()
    {
        // What is loaded from an empty file is a fault.
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(_copy.Program)!, "*.dll")
            .Where(file => Path.GetFileName(file).Split('.') is ["Orleans", ..] or ["ModelCheck", "Cluster", ..]
                or ["Npgsql", ..] or ["Microsoft", "Data", "Sqlite", ..]))
        {
            File.WriteAllBytes(file, []);
        }

        foreach (string command in (ReadOnlySpan<string>)
            [
                "explore --lifetime Pin --scenario peers --quiet --json -",
                "compare peers --lifetime Pin,Cascade --enlarge 0 --quiet --json -",
                "policies",
            ])
        {
            using var copy = Invocation.StartFrom(_copy.Program, command.Split(' '));
            Assert.Equal(Timeless.Of(Invocation.Run(command.Split(' '))), Timeless.Of(copy.Finish()));
        }

        using var worker = Invocation.StartFrom(_copy.Program, "worker");
        Assert.Contains("ModelCheck.Cluster", worker.Finish().Error, StringComparison.Ordinal);
    }
}
