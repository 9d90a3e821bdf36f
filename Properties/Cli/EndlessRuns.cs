namespace ModelCheck.Properties.Cli;

/// <summary>Runs that end when they are told to, begun together, since each takes seconds to show progress.</summary>
public sealed class EndlessRuns : IDisposable
{
    // Hundreds of millions of states, one worker, and room enough for the seconds until the signal.
    private const string Endless =
        "--lifetime FirstClass --frames 5 --sessions 2 --dataspaces 5 --workers 1 --memory 2GiB";

    public EndlessRuns()
    {
        string scenario = Directory["wide.json"];
        File.WriteAllText(
            scenario,
            """
            {
              "name": "wide", "source": "a test", "summary": "Too much to explore.",
              "scope": { "platform": "Native", "frames": 8, "dataspaces": 8 },
              "sessions": [ { "role": "peer", "quota": 8 }, { "role": "peer", "quota": 8 } ],
              "must": { "QuotaRespected": "why" }
            }
            """);
        Exploration = Invocation.Start(["explore", .. Endless.Split(' '), "--json", Directory["exploration.json"]]);
        Comparison = Invocation.Start(["compare", scenario, "--workers", "1", "--memory", "1GiB"]);
        RandomRun = Invocation.Start(
            ["soak", "--lifetime", "Pin", "--operations", "100000000000", "--json", Directory["soak.json"]]);
    }

    internal TemporaryDirectory Directory { get; } = new();

    internal Invocation Exploration { get; }

    internal Invocation Comparison { get; }

    internal Invocation RandomRun { get; }

    public void Dispose()
    {
        Exploration.Dispose();
        Comparison.Dispose();
        RandomRun.Dispose();
        Directory.Dispose();
    }
}
