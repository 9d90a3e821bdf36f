using System.Collections.Immutable;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Results;

/// <summary>What came of a long random run of the implementation beside the model under one policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Scope">The bounds.</param>
/// <param name="Seed">What the run follows from.</param>
/// <param name="Planned">How many operations were to be asked.</param>
/// <param name="Services">How many fresh services it began at.</param>
/// <param name="Comparisons">How many questions were put to both, those through stale capabilities included.</param>
/// <param name="Outcomes">How often each kind of operation had each outcome; only what occurred.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Interrupted">Whether somebody ended it early.</param>
/// <param name="IsSteered">Whether it went where something new was, until all of the scope was met.</param>
/// <param name="Coverage">How much of the scope it met; null when that was not measured.</param>
/// <param name="Failure">Where the implementation parts from the model; null when it does not.</param>
public sealed record SoakResult(
    PolicyName Policy,
    Scope Scope,
    ulong Seed,
    long Planned,
    long Services,
    long Comparisons,
    ImmutableArray<OutcomeCount> Outcomes,
    double Seconds,
    bool Interrupted,
    bool IsSteered,
    CoverageResult? Coverage,
    MinimisedFailure? Failure)
{
    /// <summary>
    /// Stale capabilities, and parts that a dataspace does not have, are tried once in so many operations.
    /// </summary>
    public const int ImpossibleInterval = 64;

    /// <summary>After how many operations what can be seen was compared; the answers were after each.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Whether the run did all that was asked of it; a steered one is to meet everything.</summary>
    public bool IsDone => !Interrupted && (!IsSteered || Coverage is { IsComplete: true });

    /// <summary>How many operations were asked.</summary>
    public long Operations => Outcomes.Sum(outcome => outcome.Count);

    /// <summary>How many of them were granted.</summary>
    public long Granted => Outcomes.Where(outcome => outcome.Refusal == Refusal.None).Sum(outcome => outcome.Count);

    /// <summary>How many of them were refused.</summary>
    public long Refused => Operations - Granted;
}

/// <summary>How often a kind of operation had an outcome.</summary>
/// <param name="Kind">What was asked.</param>
/// <param name="Refusal">Why it was refused; <see cref="Refusal.None"/> when it was granted.</param>
/// <param name="Count">How often.</param>
public readonly record struct OutcomeCount(OperationKind Kind, Refusal Refusal, long Count);
