using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using ModelCheck.Benchmarks.Peers;

namespace ModelCheck.Benchmarks.Cluster;

/// <summary>Two workers, each kept on a processor of its own, and explorations with and without them.</summary>
internal sealed class MeasuredCluster : IDisposable
{
    private const int Workers = 2;

    private readonly string _folder;
    private readonly string _cluster =
        string.Create(CultureInfo.InvariantCulture, $"measured-{Environment.ProcessId}");

    private readonly CancellationToken _cancellation;
    private readonly Process[] _workers;

    internal MeasuredCluster(string folder, CancellationToken cancellation)
    {
        _folder = folder;
        _cancellation = cancellation;
        _workers =
        [
            .. Enumerable.Range(0, Workers).Select(processor =>
            {
                var start = new ProcessStartInfo(
                    "taskset",
                    [
                        "--cpu-list", Text(processor), "dotnet", ProgramFile,
                        "worker", "--cluster", _cluster, "--workers", "1",
                    ])
                {
                    RedirectStandardOutput = true,
                };
                return Process.Start(start)!;
            }),
        ];
    }

    private static string ProgramFile => Path.Combine(AppContext.BaseDirectory, "modelcheck.dll");

    /// <summary>How many workers are there by now.</summary>
    internal int WorkersThere()
    {
        try
        {
            string json = ChildProcess.Run(
                _folder,
                "dotnet",
                [ProgramFile, "cluster", "--cluster", _cluster, "--json", "-"],
                _cancellation).Output;
            using var view = JsonDocument.Parse(json);
            return view.RootElement.GetProperty("workers").GetArrayLength();
        }
        catch (InvalidOperationException)
        {
            // None is there yet: the program says so, with exit code 2.
            return 0;
        }
    }

    /// <summary>Explores the fragment.</summary>
    /// <param name="fragment">The bounds.</param>
    /// <param name="isSpread">Whether the workers do it; else one process with as many threads.</param>
    internal ClusterRun Explore(CoreFragment fragment, bool isSpread)
    {
        string json = Path.Combine(_folder, "result.json");
        ChildProcess.Run(
            _folder,
            "dotnet",
            [
                ProgramFile, "explore",
                .. fragment.Options,
                "--require", "QuotaRespected",
                "--json", json,
                "--quiet",
                .. isSpread ? (string[])["--cluster", _cluster] : ["--workers", Text(Workers)],
            ],
            _cancellation);
        return ClusterRun.Read(File.ReadAllText(json));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Process worker in _workers)
        {
            worker.Kill(entireProcessTree: true);
            worker.WaitForExit();
            worker.Dispose();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
