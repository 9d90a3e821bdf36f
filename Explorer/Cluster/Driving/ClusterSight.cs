using ModelCheck.Cluster.Contract;
using ModelCheck.Exploration.Results;
using ModelCheck.Interchange;

namespace ModelCheck.Cluster.Driving;

/// <summary>What a cluster says of itself as what is shown of it.</summary>
internal static class ClusterSight
{
    /// <summary>The view of a cluster.</summary>
    internal static ClusterView Of(string cluster, ClusterReport report) => new(
        cluster,
        [
            .. report.Workers.Select(worker => new WorkerView(
                worker.Name,
                worker.Processors,
                worker.Memory,
                worker.MemoryBound,
                Math.Max((DateTimeOffset.UtcNow - worker.Started).TotalSeconds, 0))),
        ],
        [.. report.Explorations.Select(Of)]);

    /// <summary>The view of an exploration.</summary>
    internal static SpreadView Of(ExplorationStatus status) => new(
        status.Request.Name(),
        Setting.Parse(status.Request.Setting, "the request").Policy.ToString(),
        status.Attempt,
        status.ResumedLevel,
        status.Seconds,
        [.. status.Parts.Select(Of)])
    {
        Outcome = status.Fault ?? (status.Outcome is null ? null : "done, and not fetched"),
    };

    private static PartitionView? Of(PartStatus? part) => part is null ? null : new PartitionView(
        part.Worker,
        part.Stage == PartStage.Searching ? part.Phase : WordFor(part.Stage),
        part.Level,
        part.States,
        part.Transitions,
        part.Bytes,
        part.SentBytes);

    private static string WordFor(PartStage stage) => stage switch
    {
        PartStage.Idle => "waiting",
        PartStage.Done => "done",
        PartStage.Lost => "cut off",
        PartStage.Unreadable => "cannot go on from what was saved",
        PartStage.Refused => "of another build",
        PartStage.Failed => "failed",
        PartStage.Searching => "searching",
    };
}
