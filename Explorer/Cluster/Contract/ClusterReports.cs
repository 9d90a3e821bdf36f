using System.Collections.Immutable;

namespace ModelCheck.Cluster.Contract;

/// <summary>What a worker says of itself, once a second.</summary>
/// <param name="Name">Its name: that of the machine, and its port.</param>
/// <param name="Started">When it was started.</param>
/// <param name="Build">Its build.</param>
/// <param name="Processors">How many threads explore on it.</param>
/// <param name="MemoryBound">What it may take, in bytes.</param>
/// <param name="Memory">What it takes, in bytes.</param>
public sealed record WorkerReport(
    string Name, DateTimeOffset Started, string Build, int Processors, long MemoryBound, long Memory);

/// <summary>What a worker is told when it has spoken of itself.</summary>
/// <param name="Refusal">Why it must go; null where it may stay.</param>
public sealed record Admission(string? Refusal);

/// <summary>What there is to be seen of a cluster.</summary>
/// <param name="Workers">The workers that were heard in the last seconds, by name.</param>
/// <param name="Explorations">The explorations that are under way, or done and not fetched.</param>
public sealed record ClusterReport(
    ImmutableArray<WorkerReport> Workers, ImmutableArray<ExplorationStatus> Explorations);
