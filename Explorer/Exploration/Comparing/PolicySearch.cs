using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Comparing;

/// <summary>One search of a comparison: a policy, and how far it is followed.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Scope">The bounds.</param>
/// <param name="Requirements">What is asked of it.</param>
/// <param name="Exchanges">Whether as many names are exchanged as can be.</param>
/// <param name="IsTabled">
/// Whether it is explored by what its lifetime decides, without compiling anything for it: the same is found either
/// way.
/// </param>
/// <param name="MaximalStates">No level is begun once so many states are known.</param>
public sealed record PolicySearch(
    PolicyName Policy,
    Scope Scope,
    ImmutableArray<Requirement> Requirements,
    bool Exchanges,
    bool IsTabled,
    long MaximalStates)
{
    /// <summary>Makes the search.</summary>
    /// <param name="limits">How far it may go; its bound on states is not looked at.</param>
    /// <param name="progress">Where it says how far it is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What was found.</returns>
    public PolicyResult Explore(SearchLimits limits, SearchProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(limits);
        SearchLimits bounded = limits with { MaximalStates = MaximalStates };
        return IsTabled
            ? ModelExplorer.ExploreTabled(
                Policy, Scope, Requirements, Exchanges, bounded, progress, cancellation)
            : ModelExplorer.ExploreOrbits(
                Catalog.CreateModel(Policy, Scope), Requirements, Exchanges, bounded, progress, cancellation);
    }

    /// <summary>Says in the designer's words what came of it where it was made elsewhere, by the same build.</summary>
    /// <param name="exploration">What the search found.</param>
    /// <param name="unreduced">What the orbits stand for, if that was counted.</param>
    /// <returns>What <see cref="Explore"/> returns where it made the search.</returns>
    public PolicyResult Interpret(SearchResult exploration, UnreducedCounts? unreduced)
    {
        IModel model = Catalog.CreateModel(Policy, Scope);
        return ModelExplorer.Interpret(
            model,
            Requirements,
            Exchanges ? ScopeSymmetry.StrongestFor(model, Requirements) : Symmetry.None,
            exploration,
            unreduced);
    }
}

/// <summary>Makes the searches of a comparison elsewhere.</summary>
public interface IPolicyExplorer
{
    /// <summary>How many it makes at a time.</summary>
    /// <returns>How many at the moment, at least 1.</returns>
    Task<int> CountPlaces();

    /// <summary>Makes one.</summary>
    /// <param name="search">The search.</param>
    /// <param name="progress">Where it is said how far it is.</param>
    /// <param name="cancellation">Ends it early, with what is known by then.</param>
    /// <returns>What <see cref="PolicySearch.Explore"/> returns, but for times and memory.</returns>
    Task<PolicyResult> Explore(PolicySearch search, SearchProgress progress, CancellationToken cancellation);
}
