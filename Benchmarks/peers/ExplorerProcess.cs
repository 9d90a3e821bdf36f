using System.Globalization;
using System.Text.Json;

namespace ModelCheck.Benchmarks.Peers;

/// <summary><c>modelcheck explore</c> as a process of its own.</summary>
internal static class ExplorerProcess
{
    /// <summary>Explores the fragment.</summary>
    /// <param name="fragment">The bounds.</param>
    /// <param name="workers">How many threads.</param>
    /// <param name="folder">A folder to work in.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>What it found and took.</returns>
    /// <exception cref="InvalidOperationException">It failed, or something was violated.</exception>
    internal static Figures Explore(
        CoreFragment fragment, int workers, string folder, CancellationToken cancellation)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "modelcheck.dll");
        string json = Path.Combine(folder, "result.json");
        ChildProcess run = ChildProcess.Run(
            folder,
            "dotnet",
            [
                program, "explore",
                .. fragment.Options,
                "--require", CoreFragment.Invariants,
                "--workers", workers.ToString(CultureInfo.InvariantCulture),
                "--json", json,
                "--quiet",
            ],
            cancellation);
        using var result = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement exploration = result.RootElement.GetProperty("exploration");
        return new Figures(
            "modelcheck explore",
            workers,
            exploration.GetProperty("distinctStates").GetInt64(),
            exploration.GetProperty("transitions").GetInt64(),
            0,
            exploration.GetProperty("depth").GetInt32(),
            run.Cost);
    }
}
