namespace ModelCheck.Benchmarks.Peers;

/// <summary>What a program found and what it took.</summary>
/// <param name="Tool">What was run.</param>
/// <param name="Cores">How many threads it was told to use.</param>
/// <param name="States">Distinct states stored.</param>
/// <param name="Transitions">Operation instances granted.</param>
/// <param name="Uncertainty">
/// By how much the program's own output may have rounded <paramref name="States"/> and <paramref name="Transitions"/>.
/// </param>
/// <param name="Depth">The last breadth-first level; null where the program does not tell it.</param>
/// <param name="Cost">What it took.</param>
internal sealed record Figures(
    string Tool, int Cores, long States, long Transitions, long Uncertainty, int? Depth, Cost Cost)
{
    /// <summary>Millions of transitions for each second of processor time.</summary>
    internal double Rate => Transitions / Cost.ProcessorSeconds / 1e6;

    /// <summary>Peak memory of the process for each stored state, in bytes.</summary>
    internal double BytesPerState => (double)Cost.PeakBytes / States;

    /// <summary>Whether the two explored the same, as far as both say.</summary>
    /// <param name="other">What another program found.</param>
    /// <returns>True iff states, transitions and depth agree.</returns>
    internal bool AgreesWith(Figures other)
    {
        long uncertainty = Uncertainty + other.Uncertainty;
        return Math.Abs(States - other.States) <= uncertainty
            && Math.Abs(Transitions - other.Transitions) <= uncertainty
            && (Depth is null || other.Depth is null || Depth == other.Depth);
    }
}
