using System.Collections.Immutable;

using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Shrinking;

/// <summary>
/// Makes the most of a failure that a random run has met: shrinks it, and hands what is left to the explorer, which
/// finds the shortest failure among the same objects and proves that there is no shorter one.
/// </summary>
public static class MinimalDivergence
{
    /// <summary>Minimises a failure.</summary>
    /// <param name="model">The policy and the bounds within which it was met.</param>
    /// <param name="create">Makes the service.</param>
    /// <param name="operations">What was asked of a fresh service, until it failed or longer.</param>
    /// <param name="limits">How far the explorer may go.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>
    /// What is known of the failure; null when asking a fresh service for all of this shows none.
    /// </returns>
    public static MinimisedFailure? Find(
        IModel model,
        ServiceFactory create,
        IEnumerable<Operation> operations,
        SearchLimits limits,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(limits);
        return Find(model, create, [.. operations], limits, new SoakProgress(), cancellation);
    }

    /// <summary>Minimises what a random run has met.</summary>
    internal static MinimisedFailure Find(
        IModel model,
        ServiceFactory create,
        Divergence seen,
        SearchLimits limits,
        SoakProgress progress,
        CancellationToken cancellation) =>
        Find(
            model,
            create,
            [.. seen.Trace.Steps.Select(step => step.Operation)],
            limits,
            progress,
            cancellation)
        ?? new MinimisedFailure(
            model.Policy,
            model.Scope,
            seen.Trace.Steps.Length,
            seen,
            model.Scope,
            Minimal: null,
            StatesBefore: 0,
            "a fresh service that is asked the same does not show it, or not each time, so nothing was left out");

    private static MinimisedFailure? Find(
        IModel model,
        ServiceFactory create,
        ImmutableArray<Operation> operations,
        SearchLimits limits,
        SoakProgress progress,
        CancellationToken cancellation)
    {
        progress.Enter("shrinking a failure");
        var shrinker = new Shrinker(model, create, cancellation);
        if (shrinker.Shrink(operations) is not { } shrunk)
        {
            return null;
        }

        progress.Enter("proving that a failure is shortest");
        Divergence divergence = shrinker.Describe(shrunk.Operations);
        if (divergence.Difference.Length == 0)
        {
            // A service that remembers what it was asked before it began anew, say.
            return null;
        }

        Restriction? restriction = Restriction.Candidates(model, shrunk.Operations)
            .FirstOrDefault(candidate => candidate.Shows(model.Policy, create));
        if (restriction is null)
        {
            return Unproven(model.Scope, "among its own objects alone it does not show");
        }

        ConformanceResult search = ConformanceChecker.Check(
            Catalog.CreateModel(model.Policy, restriction.Scope), create, limits, progress.Proof, cancellation);
        int length = divergence.Trace.Steps.Length;
        if (search.Divergence is not { } minimal)
        {
            return Unproven(restriction.Scope, search.Exploration.Complete
                ? "no state among its objects shows it: it takes more than a state, a history that leads there"
                : $"{StopOf(search.Exploration)}, of {length} it might take");
        }

        int shortest = minimal.Trace.Steps.Length;
        return shortest > length
            ? Unproven(
                restriction.Scope,
                "no state that fewer steps lead to shows it: it takes more than a state, a history that leads there")
            : new MinimisedFailure(
                model.Policy,
                model.Scope,
                shrunk.Found,
                divergence,
                restriction.Scope,
                minimal,
                search.Exploration.Levels.Take(Math.Max(0, shortest - 1)).Sum(),
                "every shorter level is complete");

        MinimisedFailure Unproven(Scope scope, string reason) =>
            new(model.Policy, model.Scope, shrunk.Found, divergence, scope, Minimal: null, StatesBefore: 0, reason);
    }

    private static string StopOf(SearchResult exploration) =>
        (exploration.Stopped switch
        {
            StopReason.States => "the search for a shorter one stopped at the bound on states",
            StopReason.Memory => "the search for a shorter one stopped at the bound on memory",
            StopReason.Interrupted => "the search for a shorter one was interrupted",
            StopReason.Exhausted or StopReason.Disk or StopReason.DiskFault or StopReason.Capacity or StopReason.Levels
                or StopReason.Violated =>
                "the search for a shorter one stopped",
        })
        + FormattableString.Invariant($" after {Math.Max(0, exploration.Depth)} levels");
}
