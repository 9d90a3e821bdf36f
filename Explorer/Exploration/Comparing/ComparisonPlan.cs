using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// How a comparison goes about its work. No member changes what is found to hold, only of what, and how far it is
/// known.
/// </summary>
public sealed record ComparisonPlan
{
    /// <summary>
    /// How far each search may go; its workers are how many policies are explored at a time, and they share its memory.
    /// </summary>
    public SearchLimits Limits { get; init; } = new();

    /// <summary>
    /// Whether one state is followed in place of all that differ in names only, wherever nothing that is asked tells
    /// the names apart.
    /// </summary>
    public bool Exchanges { get; init; } = true;

    /// <summary>The requirements that are judged, among them all that the scenario asks for.</summary>
    public ImmutableArray<Requirement> Requirements { get; init; } = Catalog.Requirements;

    /// <summary>Where what is known is saved after each round; null for nowhere.</summary>
    public ComparisonCheckpoint? Checkpoint { get; init; }

    /// <summary>
    /// Makes the searches elsewhere, as many at a time as it can; null where they are made by this process. Workers and
    /// memory are then its own affair.
    /// </summary>
    public IPolicyExplorer? Explorer { get; init; }

    /// <summary>How many states of each policy are followed before any is followed further, at least 1.</summary>
    public long FirstBound { get; init; } = 1 << 14;

    /// <summary>
    /// How many states of a policy are followed that can no longer come out best, so that what it keeps and breaks
    /// stands in the matrix.
    /// </summary>
    public long LostBound { get; init; } = 1 << 20;
}
