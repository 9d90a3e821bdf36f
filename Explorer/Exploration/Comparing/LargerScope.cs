using System.Collections.Immutable;
using System.Globalization;

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
    public static ImmutableArray<(string What, Scope Scope)> Around(Scope scope) =>
        [.. Growing(scope, most: 1).Select(direction => direction[0])];

    /// <summary>The scopes that are larger by one, two and more frames, and so on.</summary>
    /// <param name="scope">The scope; its last session's role is the one that there are more sessions of.</param>
    /// <param name="most">By how many of one thing they are larger at most.</param>
    /// <returns>
    /// For each thing the scopes, the smallest first, as far as there is room; nothing for a thing that there is no
    /// room for.
    /// </returns>
    public static ImmutableArray<ImmutableArray<(string What, Scope Scope)>> Growing(Scope scope, int most)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (string Thing, string More, Func<Scope, Scope> Grow)[] kinds =
        [
            ("frame", ", and so much more of every quota", WithFrame),
            ("dataspace slot", string.Empty, one => one with { Dataspaces = one.Dataspaces + 1 }),
            ("session", ", like the last", WithSession),
            ("region slot", string.Empty, one => one with { Regions = one.Regions + 1 }),
        ];
        return
        [
            .. kinds.Select(kind => Grown(kind.Thing, kind.More, kind.Grow)).Where(direction => !direction.IsEmpty),
        ];

        ImmutableArray<(string What, Scope Scope)> Grown(string thing, string more, Func<Scope, Scope> grow)
        {
            var grown = ImmutableArray.CreateBuilder<(string What, Scope Scope)>();
            Scope next = grow(scope);
            for (int count = 1; count <= most && !next.Faults().Any(); count++)
            {
                string what = count == 1
                    ? $"one {thing} more"
                    : string.Create(CultureInfo.InvariantCulture, $"{count} {thing}s more");
                grown.Add((what + more, next));
                next = grow(next);
            }

            return grown.ToImmutable();
        }
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
        return Of(what, known, ModelExplorer.ExploreOrbits(
            Catalog.CreateModel(known.Policy, scope),
            RequirementsOf(known),
            exchanges: true,
            limits,
            progress,
            cancellation));
    }

    /// <summary>
    /// The same by one worker, and sooner where the scope is small: nothing is compiled for the policy.
    /// </summary>
    /// <param name="what">What there is one more of.</param>
    /// <param name="scope">The larger scope.</param>
    /// <param name="known">What is known of the policy in the smaller one.</param>
    /// <param name="limits">How far the search may go; its workers are not looked at.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>What was found.</returns>
    public static LargerScope ExploreTabled(
        string what,
        Scope scope,
        PolicyResult known,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Of(what, known, ModelExplorer.ExploreTabled(
            known.Policy, scope, RequirementsOf(known), exchanges: true, limits, progress, cancellation));
    }

    private static LargerScope Of(string what, PolicyResult known, PolicyResult found) => new(
        what,
        found,
        [
            .. known.Requirements.Zip(found.Requirements, (before, now) => new VerdictChange(before, now))
                .Where(change => change.IsKnown),
        ]);

    private static Requirement[] RequirementsOf(PolicyResult known) =>
        [.. known.Requirements.Select(result => result.Requirement)];

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
