using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Comparing;

/// <summary>Policies that no scope of a kind can tell apart, searched as one, and what is known of them.</summary>
internal sealed class Twins(ImmutableArray<PolicyName> policies)
{
    /// <summary>The one that is searched.</summary>
    internal PolicyName Policy => policies[0];

    /// <summary>What is known of it; null before the first search.</summary>
    internal PolicyResult? Result { get; private set; }

    /// <summary>Within how many states it was searched.</summary>
    internal long Bound { get; private set; }

    /// <summary>Whether more would be known if it were searched within a larger bound on states.</summary>
    internal bool CanGoOn => Result is not { Exploration.Stopped: not StopReason.States };

    /// <summary>What is known of each policy: the same.</summary>
    internal IEnumerable<PolicyResult> Results => policies.Select(policy => Result! with { Policy = policy });

    /// <summary>The policies in groups.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="scope">The bounds.</param>
    /// <returns>The groups, each of one or more, in the order of their first.</returns>
    internal static IEnumerable<ImmutableArray<PolicyName>> Among(ImmutableArray<PolicyName> policies, Scope scope) =>
        policies
            .GroupBy(policy => (
                Catalog.LifetimeTables[policy.Lifetime].Within(scope),
                policy.Charging,
                policy.Platform,
                Catalog.SealingTables[policy.Sealing].Within(scope)))
            .Select(group => group.ToImmutableArray());

    /// <summary>Takes in what a search found. Nothing that was known is forgotten.</summary>
    /// <param name="found">The result.</param>
    /// <param name="bound">Within how many states it was found.</param>
    internal void Learn(PolicyResult found, long bound)
    {
        // Only a search that was ended early can know less than one within a smaller bound, or lack a trace.
        Result = Result is null || found.Exploration.Complete ? found
            : found with
            {
                Exploration = found.Exploration.Transitions >= Result.Exploration.Transitions
                    ? found.Exploration
                    : Result.Exploration with { Stopped = found.Exploration.Stopped },
                Requirements =
                [
                    .. Result.Requirements.Zip(found.Requirements, (before, now) =>
                        before.Trace is not null && now.Trace is null ? before : now),
                ],
            };
        Bound = bound;
    }
}
