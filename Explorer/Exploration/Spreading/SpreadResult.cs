using System.Collections.Immutable;

using ModelCheck.Exploration.Results;

namespace ModelCheck.Exploration.Spreading;

/// <summary>
/// What a spread search found, and what each of its parts had to do and to tell the others for it: plain data.
/// </summary>
/// <param name="Results">What each part returned: of the whole, and the same but for the time and the memory.</param>
/// <param name="Parts">What each part did, in the order of their numbers.</param>
/// <param name="Phases">What happened between two barriers, in their order.</param>
public sealed record SpreadResult(
    ImmutableArray<PolicyResult> Results, ImmutableArray<SpreadPart> Parts, ImmutableArray<SpreadPhase> Phases)
{
    /// <summary>The fewest states that a part owns.</summary>
    public long LeastStates => Parts.Min(part => part.States);

    /// <summary>The most states that a part owns.</summary>
    public long MostStates => Parts.Max(part => part.States);

    /// <summary>How many states a part owns on average.</summary>
    public double MeanStates => Parts.Average(part => part.States);

    /// <summary>How many times the mean the most states of a part are: 1 where all have as many.</summary>
    public double Imbalance => MostStates / MeanStates;

    /// <summary>The payload of all batches, in bytes: eight for a word.</summary>
    public long Bytes => Phases.Sum(phase => phase.Bytes);

    /// <summary>How many bytes were sent for each transition, judging and traces included.</summary>
    public double BytesPerTransition => (double)Bytes / Math.Max(1, Parts.Sum(part => part.Transitions));

    /// <summary>
    /// How many times as long as with the work dealt evenly in each phase the parts are at work together, since each
    /// phase lasts as long as that of the part with the most to expand; 1 where nobody waits.
    /// </summary>
    public double Waiting => WaitingIn(Phases);

    /// <summary>The phases of each level that was expanded, put together.</summary>
    public ImmutableArray<SpreadLevel> Levels =>
    [
        .. Phases.Where(phase => phase.IsSearching).GroupBy(phase => phase.Level).Select(level => new SpreadLevel(
            level.Key,
            level.Count(),
            level.Sum(phase => phase.Transitions),
            level.Sum(phase => phase.Bytes),
            WaitingIn([.. level]))),
    ];

    private double WaitingIn(ImmutableArray<SpreadPhase> phases)
    {
        double most = phases.Sum(phase => phase.MostTransitions);
        double mean = (double)phases.Sum(phase => phase.Transitions) / Parts.Length;
        return mean == 0 ? 1 : most / mean;
    }
}

/// <summary>What one part of a spread search did.</summary>
/// <param name="States">How many states it owns.</param>
/// <param name="Transitions">How many transitions it followed.</param>
/// <param name="CodesForOthers">How many successors it found that others own, each as often as it was found.</param>
/// <param name="CodesSent">How many of them it sent.</param>
/// <param name="Batches">How many batches it sent, those of judging and of traces included.</param>
/// <param name="Bytes">Their payload, in bytes.</param>
public sealed record SpreadPart(
    long States, long Transitions, long CodesForOthers, long CodesSent, long Batches, long Bytes);

/// <summary>What the parts of a spread search did between two barriers, and sent at the second of them.</summary>
/// <param name="Level">The level that was being expanded, or the last one; 0 before the first, too.</param>
/// <param name="IsSearching">Whether states were being found; else they were judged, or traces looked for.</param>
/// <param name="Transitions">How many transitions all parts together followed in order to find states.</param>
/// <param name="MostTransitions">The most that one of them followed.</param>
/// <param name="Batches">How many batches were sent.</param>
/// <param name="Bytes">Their payload, in bytes.</param>
public sealed record SpreadPhase(
    int Level, bool IsSearching, long Transitions, long MostTransitions, long Batches, long Bytes);

/// <summary>The phases of a level of a spread search.</summary>
/// <param name="Level">The level.</param>
/// <param name="Phases">How many phases, and so barriers, it had.</param>
/// <param name="Transitions">How many transitions were followed.</param>
/// <param name="Bytes">The payload that was sent, in bytes.</param>
/// <param name="Waiting">Like <see cref="SpreadResult.Waiting"/>.</param>
public sealed record SpreadLevel(int Level, int Phases, long Transitions, long Bytes, double Waiting);
