using System.Text.Json;

namespace ModelCheck.Benchmarks.Cluster;

/// <summary>What an exploration found and took, as its JSON says.</summary>
/// <param name="States">How many states.</param>
/// <param name="Transitions">How many transitions.</param>
/// <param name="Depth">The last level.</param>
/// <param name="Seconds">What the exploration itself took.</param>
/// <param name="BytesPerTransition">What was sent for each transition; null where nothing is sent.</param>
/// <param name="Attempts">How many attempts it took; 1 where nothing is lost.</param>
internal sealed record ClusterRun(
    long States, long Transitions, int Depth, double Seconds, double? BytesPerTransition, int Attempts)
{
    /// <summary>Transitions followed in a second.</summary>
    internal double Rate => Transitions / Seconds;

    /// <summary>Reads a result of <c>modelcheck explore --json</c>.</summary>
    internal static ClusterRun Read(string json)
    {
        using var result = JsonDocument.Parse(json);
        JsonElement exploration = result.RootElement.GetProperty("exploration");
        bool isSpread = result.RootElement.TryGetProperty("spread", out JsonElement spread);
        return new ClusterRun(
            exploration.GetProperty("distinctStates").GetInt64(),
            exploration.GetProperty("transitions").GetInt64(),
            exploration.GetProperty("depth").GetInt32(),
            exploration.GetProperty("seconds").GetDouble(),
            isSpread ? spread.GetProperty("bytesPerTransition").GetDouble() : null,
            isSpread ? spread.GetProperty("attempts").GetInt32() : 1);
    }

    /// <summary>Whether two found the same.</summary>
    internal bool Agrees(ClusterRun other) =>
        (States, Transitions, Depth) == (other.States, other.Transitions, other.Depth);
}
