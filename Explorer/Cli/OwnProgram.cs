using System.Collections.Immutable;

namespace ModelCheck.Cli;

/// <summary>How this program is started once more.</summary>
internal static class OwnProgram
{
    /// <summary>The program and what comes before its arguments.</summary>
    internal static ImmutableArray<string> Words { get; } = Find();

    // As a tool the program is its own host; otherwise it is an assembly that dotnet runs.
    private static ImmutableArray<string> Find()
    {
        string host = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(host) switch
        {
            "modelcheck" => [host],
            "dotnet" => [host, typeof(Program).Assembly.Location],
            _ => ["dotnet", typeof(Program).Assembly.Location],
        };
    }
}
