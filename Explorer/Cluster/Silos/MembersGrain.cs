using System.Diagnostics;

using ModelCheck.Cluster.Contract;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// Knows what there is in the cluster by what it is told again and again, and forgets what it is not told any more.
/// </summary>
internal sealed class MembersGrain : Grain, IMembersGrain
{
    private static readonly TimeSpan _memory = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (long Heard, WorkerReport Report)> _workers = [];
    private readonly Dictionary<string, (long Heard, ExplorationStatus Status)> _explorations = [];

    /// <inheritdoc/>
    public ValueTask<Admission> Report(WorkerReport report)
    {
        Forget();
        _workers[report.Name] = (Stopwatch.GetTimestamp(), report);
        WorkerReport oldest = _workers.Values.Select(one => one.Report).MinBy(one => (one.Started, one.Name))!;
        return ValueTask.FromResult(new Admission(oldest.Build == report.Build
            ? null
            : $"the workers of this cluster are of another build: {oldest.Name} is {oldest.Build}, "
                + $"this one {report.Build}"));
    }

    /// <inheritdoc/>
    public ValueTask Mention(ExplorationStatus status)
    {
        Forget();
        _explorations[status.Request.Name()] = (Stopwatch.GetTimestamp(), status);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ClusterReport> Show()
    {
        Forget();
        return ValueTask.FromResult(new ClusterReport(
            [.. _workers.Values.Select(one => one.Report).OrderBy(one => one.Name, StringComparer.Ordinal)],
            [.. _explorations.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value.Status)]));
    }

    private void Forget()
    {
        foreach (string name in _workers.Keys.Where(name => IsOld(_workers[name].Heard)).ToArray())
        {
            _workers.Remove(name);
        }

        foreach (string name in _explorations.Keys.Where(name => IsOld(_explorations[name].Heard)).ToArray())
        {
            _explorations.Remove(name);
        }
    }

    private static bool IsOld(long heard) => Stopwatch.GetElapsedTime(heard) > _memory;
}
