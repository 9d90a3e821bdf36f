namespace ModelCheck.Exploration.Spreading;

/// <summary>How a search was spread, in figures; they differ from run to run where a cluster did it.</summary>
/// <param name="Partitions">Into how many partitions the states were cut.</param>
/// <param name="LeastStates">The fewest states that one of them has.</param>
/// <param name="MostStates">The most.</param>
/// <param name="SentBytes">What they sent one another, in bytes.</param>
/// <param name="BytesPerTransition">The same for each transition that was followed.</param>
public sealed record SpreadSummary(
    int Partitions, long LeastStates, long MostStates, long SentBytes, double BytesPerTransition)
{
    /// <summary>How many times the mean the largest has: 1 where all have as many.</summary>
    public required double Imbalance { get; init; }

    /// <summary>How many barriers there were; null where nobody counted.</summary>
    public int? Barriers { get; init; }

    /// <summary>
    /// How many times as long as with the work dealt evenly the search takes, since at each barrier all wait for the
    /// slowest; null where nobody counted.
    /// </summary>
    public double? Waiting { get; init; }

    /// <summary>On how many workers of a cluster they were; null where it was one process.</summary>
    public int? Workers { get; init; }

    /// <summary>How many attempts it took: one more than workers were lost; null where it was one process.</summary>
    public int? Attempts { get; init; }

    /// <summary>The summary of a search within one process.</summary>
    /// <param name="spread">What was measured.</param>
    /// <returns>The summary.</returns>
    public static SpreadSummary Of(SpreadResult spread)
    {
        ArgumentNullException.ThrowIfNull(spread);
        return new SpreadSummary(
            spread.Parts.Length, spread.LeastStates, spread.MostStates, spread.Bytes, spread.BytesPerTransition)
        {
            Imbalance = spread.Imbalance,
            Barriers = spread.Phases.Length,
            Waiting = spread.Waiting,
        };
    }
}
