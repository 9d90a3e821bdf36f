using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Comparing;

/// <summary>What a policy makes of a scope that has one of something more.</summary>
/// <param name="What">What there is one more of.</param>
/// <param name="Result">What is known of the policy there.</param>
/// <param name="Changes">The requirements that fare otherwise there, as far as is known.</param>
public sealed record LargerScope(string What, PolicyResult Result, ImmutableArray<VerdictChange> Changes)
{
    /// <summary>The scopes that are larger by one frame, session, dataspace slot or region slot.</summary>
    /// <param name="scope">The scope; its last session's role is the one that there is another session of.</param>
    /// <returns>The scopes, those that there is room for, the others left out.</returns>
    public static ImmutableArray<(string What, Scope Scope)> Around(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (string What, Scope Scope)[] larger =
        [
            ("one frame more, and so much more of every quota", WithFrame(scope)),
            ("one dataspace slot more", scope with { Dataspaces = scope.Dataspaces + 1 }),
            ("one session more, like the last", WithSession(scope)),
            ("one region slot more", scope with { Regions = scope.Regions + 1 }),
        ];
        return [.. larger.Where(one => !one.Scope.Faults().Any())];
    }

    /// <summary>Explores a policy in a larger scope.</summary>
    /// <param name="what">What there is one more of.</param>
    /// <param name="scope">The larger scope.</param>
    /// <param name="known">What is known of the policy in the smaller one.</param>
    /// <param name="limits">How far the search may go.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>What was found.</returns>
    public static LargerScope Explore(
        string what,
        Scope scope,
        PolicyResult known,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(known);
        Requirement[] requirements = [.. known.Requirements.Select(result => result.Requirement)];
        PolicyResult found = ModelExplorer.ExploreOrbits(
            Catalog.CreateModel(known.Policy, scope), requirements, exchanges: true, limits, progress, cancellation);
        return new LargerScope(
            what,
            found,
            [
                .. known.Requirements.Zip(found.Requirements, (before, now) => new VerdictChange(before, now))
                    .Where(change => change.IsKnown),
            ]);
    }

    // A quota of nothing says that a session is to have no memory, in however large a scope.
    private static Scope WithFrame(Scope scope) => scope with
    {
        Frames = scope.Frames + 1,
        Quotas = [.. scope.Quotas.Select(quota => quota == 0 ? 0 : quota + 1)],
    };

    private static Scope WithSession(Scope scope)
    {
        var last = new SessionId(scope.Sessions - 1);
        var added = new SessionId(Math.Min(scope.Sessions, SessionId.Capacity - 1));
        return scope with
        {
            Sessions = scope.Sessions + 1,
            Quotas = [.. scope.Quotas, scope.Quotas[last.Index]],
            Permitted = scope.Permitted.IsDefaultOrEmpty
                ? scope.Permitted
                : [.. scope.Permitted, scope.Permitted[last.Index]],
            Trusts =
            [
                .. Enumerable.Range(0, scope.Sessions)
                    .Select(session => WithAdded(scope.TrustedBy(new SessionId(session)))),
                WithAdded(scope.TrustedBy(last)),
            ],
        };

        SessionSet WithAdded(SessionSet trusted) => trusted.Contains(last) ? trusted + added : trusted;
    }
}

/// <summary>How a requirement fares in two scopes.</summary>
/// <param name="Before">In the smaller one.</param>
/// <param name="Now">In the larger one.</param>
public sealed record VerdictChange(RequirementResult Before, RequirementResult Now)
{
    /// <summary>
    /// Whether it is known to fare otherwise: what is open in either scope, or does not apply there, is not.
    /// </summary>
    public bool IsKnown => Before.Verdict != Now.Verdict && IsSettled(Before) && IsSettled(Now);

    private static bool IsSettled(RequirementResult result) =>
        result.Verdict is not (RequirementVerdict.Unknown or RequirementVerdict.NotApplicable);
}
