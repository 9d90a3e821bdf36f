using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Comparing;

/// <summary>What becomes of a comparison's recommendation, and of the runner-up, in larger scopes.</summary>
/// <param name="Bound">How many states of a scope were followed at most, to the end of a breadth-first level.</param>
/// <param name="Policies">
/// The policies; none if the comparison itself is not finished, so that its recommendation is none yet.
/// </param>
public sealed record Enlargement(long Bound, ImmutableArray<EnlargedPolicy> Policies)
{
    /// <summary>The usual bound on states.</summary>
    public const long UsualBound = 1 << 15;

    // By how many frames, sessions, dataspace slots or region slots a scope grows at most.
    private const int Most = 3;

    /// <summary>
    /// Explores the best policy of a comparison, and the next that is not level with it, in larger scopes.
    /// </summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="bound">Within how many states each policy is explored in each scope.</param>
    /// <param name="limits">How many searches run at a time, and the memory that they share.</param>
    /// <param name="progress">Where it is said how far they are.</param>
    /// <param name="cancellation">Ends the searches early.</param>
    /// <returns>What was found: the same for any number of workers, unless it was ended early.</returns>
    public static Enlargement Of(
        Comparison comparison,
        long bound,
        SearchLimits limits,
        ComparisonProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(limits);
        ImmutableArray<ImmutableArray<(string What, Scope Scope)>> directions =
            LargerScope.Growing(comparison.Scenario.Scope, Most);
        if (comparison.Contenders > 0 || directions.IsEmpty)
        {
            return new Enlargement(bound, []);
        }

        RankedPolicy[] policies = [.. Leaders(comparison.Ranking)];
        ImmutableArray<ImmutableArray<LargerScope>> found = SideBySide.Run(
            [.. policies.SelectMany(_ => directions, (policy, direction) => (Known: AskedOf(policy), direction))],
            limits with { MaximalStates = bound },
            progress,
            (job, each, search) => Grow(job.Known, job.direction, each, search, cancellation),
            grown => grown[^1].Result.Exploration,
            "enlarging");
        return new Enlargement(
            bound,
            [
                .. policies.Select((policy, index) => new EnlargedPolicy(
                    policy, [.. found.Skip(index * directions.Length).Take(directions.Length)])),
            ]);
    }

    // Until a scope is too large.
    private static ImmutableArray<LargerScope> Grow(
        PolicyResult known,
        ImmutableArray<(string What, Scope Scope)> direction,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        var grown = ImmutableArray.CreateBuilder<LargerScope>();
        foreach ((string what, Scope scope) in direction)
        {
            LargerScope one = LargerScope.ExploreTabled(what, scope, known, limits, progress, cancellation);
            grown.Add(one);
            if (!one.Result.Exploration.Complete)
            {
                break;
            }
        }

        return grown.ToImmutable();
    }

    // The runner-up is the next that something tells from the best; of twins there is nothing else to be learnt.
    private static IEnumerable<RankedPolicy> Leaders(ImmutableArray<RankedPolicy> ranking)
    {
        RankedPolicy best = ranking[0];
        RankedPolicy? next =
            ranking.FirstOrDefault(ranked => !ranked.IsLevelWith(best)) ?? ranking.Skip(1).FirstOrDefault();
        return next is null ? [best] : [best, next];
    }

    // What a scenario asks for nothing of is judged by everything.
    private static PolicyResult AskedOf(RankedPolicy policy) => policy.Musts.IsEmpty && policy.Shoulds.IsEmpty
        ? policy.Result
        : policy.Result with { Requirements = [.. policy.Musts, .. policy.Shoulds] };
}

/// <summary>A policy in larger scopes.</summary>
/// <param name="Ranked">What is known of it in the scenario's own scope.</param>
/// <param name="Directions">
/// For each thing that a scope can have more of, what was found of what the scenario asks for: the smallest scope
/// first, up to the first that could not be explored to the end.
/// </param>
public sealed record EnlargedPolicy(RankedPolicy Ranked, ImmutableArray<ImmutableArray<LargerScope>> Directions)
{
    /// <summary>What was found in each scope.</summary>
    public IEnumerable<LargerScope> Larger => Directions.SelectMany(direction => direction);

    /// <summary>What is known to fare otherwise in one of those scopes.</summary>
    /// <param name="larger">The scope.</param>
    /// <returns>
    /// The changes: also what does not apply to the smaller scope, and so counts as kept there, and is broken in this
    /// one.
    /// </returns>
    public ImmutableArray<VerdictChange> ChangesIn(LargerScope larger)
    {
        ArgumentNullException.ThrowIfNull(larger);
        return
        [
            .. larger.Result.Requirements
                .Select(now => new VerdictChange(Ranked.Result.ResultOf(now.Requirement), now))
                .Where(change => change.IsKnown
                    || change is { Before.Verdict: RequirementVerdict.NotApplicable, Now.IsBroken: true }),
        ];
    }
}
