namespace ModelCheck.Benchmarks.Growth;

/// <summary>How many states there are as one bound grows from 1 on.</summary>
/// <param name="Varied">The bound: F, S or D.</param>
/// <param name="IsCascade">Lifetime Cascade, or else FirstClass.</param>
/// <param name="States">The states, for 1, 2, 3, … of it.</param>
internal sealed record GrowthSeries(string Varied, bool IsCascade, IReadOnlyList<long> States);
