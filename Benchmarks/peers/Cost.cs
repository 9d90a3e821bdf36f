namespace ModelCheck.Benchmarks.Peers;

/// <summary>What a run took.</summary>
/// <param name="ProcessorSeconds">User and system time of all threads, in steps of 10 ms and at least one.</param>
/// <param name="WallSeconds">From start to end.</param>
/// <param name="PeakBytes">The most memory that was resident at any time.</param>
internal readonly record struct Cost(double ProcessorSeconds, double WallSeconds, long PeakBytes);
