using System.Collections.Immutable;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Results;

/// <summary>
/// How much of all that can happen within a scope a run has met. A triple is a reachable state, an operation that the
/// explorer asks there, and what comes of it.
/// </summary>
/// <param name="States">How many states are reachable.</param>
/// <param name="VisitedStates">How many of them the run was in.</param>
/// <param name="Triples">How many triples there are: the transitions and refusals of the exploration.</param>
/// <param name="VisitedTriples">How many of them the run met.</param>
/// <param name="Outside">How often something was asked that is not among them.</param>
/// <param name="Rows">The triples by kind of operation and outcome, in the order of the contract.</param>
public sealed record CoverageResult(
    long States,
    long VisitedStates,
    long Triples,
    long VisitedTriples,
    long Outside,
    ImmutableArray<CoverageRow> Rows)
{
    /// <summary>Whether every triple was met.</summary>
    public bool IsComplete => VisitedTriples == Triples;

    /// <summary>The kinds of outcome that can happen and that the run never met.</summary>
    public IEnumerable<CoverageRow> NeverMet => Rows.Where(row => row.Visited == 0);
}

/// <summary>The triples of one kind of operation with one outcome.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Refusal">Why it is refused; <see cref="Refusal.None"/> when it is granted.</param>
/// <param name="Triples">How many there are.</param>
/// <param name="Visited">How many of them were met.</param>
public readonly record struct CoverageRow(OperationKind Kind, Refusal Refusal, long Triples, long Visited);
