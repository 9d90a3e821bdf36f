namespace ModelCheck.Cluster.Contract;

/// <summary>What one partition is told to do.</summary>
/// <param name="Request">What is explored.</param>
/// <param name="Attempt">Which attempt at it.</param>
/// <param name="Part">Which partition: 0 to <paramref name="Parts"/> - 1.</param>
/// <param name="Parts">How many there are.</param>
/// <param name="PartsOfWorker">Among how many a worker's memory and processors are to be shared.</param>
/// <param name="ResumeFrom">
/// The directory, within the workers' shared one, of what was saved by an earlier attempt; null to begin at the
/// beginning.
/// </param>
/// <param name="ResumeLevel">The level to go on with; -1 to begin at the beginning.</param>
public sealed record PartOrder(
    ExplorationRequest Request,
    Attempt Attempt,
    int Part,
    int Parts,
    int PartsOfWorker,
    string? ResumeFrom,
    int ResumeLevel);
