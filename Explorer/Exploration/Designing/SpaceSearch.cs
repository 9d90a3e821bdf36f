using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Designing;

/// <summary>
/// Judges every policy of a space. Each is first asked, in every reachable state of those known, whether it behaves
/// like one of them; only one that behaves like none is explored. What has a name is explored to its end, all else only
/// until something with a name is sure to do better.
/// </summary>
public static class SpaceSearch
{
    /// <summary>How many states of a policy without a name are followed before it is asked whether that will do.</summary>
    public const long UsualFirstBound = 1 << 11;

    /// <summary>Judges them.</summary>
    /// <param name="space">The policies.</param>
    /// <param name="limits">
    /// How far each search may go; its workers are how many charging policies are gone through at a time.
    /// </param>
    /// <param name="firstBound">
    /// How many states of a policy without a name are followed before it is asked whether one with a name is sure to do
    /// better: one that does as well by all that the scenario asks for, and better by something.
    /// </param>
    /// <param name="progress">Where it is said how far it is.</param>
    /// <param name="cancellation">Ends it early; what is known by then is returned.</param>
    /// <returns>What was found.</returns>
    public static JudgedSpace Judge(
        PolicySpace space,
        SearchLimits limits,
        long firstBound,
        ComparisonProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(progress);
        progress.Begin("judging", space.Count);
        int atOnce = Math.Min(limits.Workers, Catalog.Chargings.Length);
        Charged[] parts =
        [
            .. Catalog.Chargings.Select(charging => new Charged(
                space,
                limits with { Workers = 1, MaximalBytes = limits.MaximalBytes / atOnce },
                progress,
                cancellation)),
        ];
        ForEach(index => parts[index].Judge(
            space.With(Catalog.Chargings[index].Name, named: true), long.MaxValue, []));

        // All with a name first, so that what is outdone does not depend on who is faster.
        ImmutableArray<Merits> named = [.. parts.SelectMany(part => part.Merits).Distinct()];
        ForEach(index =>
        {
            parts[index].Judge(space.With(Catalog.Chargings[index].Name, named: false), firstBound, named);
            parts[index].Forget();
        });
        return new JudgedSpace(space, [.. Ranked(space, [.. parts.SelectMany(part => part.Found)])]);

        void ForEach(Action<int> judge) => Parallel.For(
            0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, judge);
    }

    private static IEnumerable<JudgedBehaviour> Ranked(PolicySpace space, Found[] found)
    {
        Dictionary<PolicyResult, Found> byResult = new(ReferenceEqualityComparer.Instance);
        foreach (Found one in found)
        {
            byResult[one.Result] = one;
        }

        return RankedPolicy.Rank(space.Scenario, found.Select(one => one.Result))
            .Select(ranked => new JudgedBehaviour(
                ranked, [.. byResult[ranked.Result].Policies], byResult[ranked.Result].IsOutdone));
    }

    /// <summary>
    /// The policies with one charging policy. No two charging policies are taken to be one: who pays is all that they
    /// are about.
    /// </summary>
    private sealed class Charged(
        PolicySpace space, SearchLimits limits, ComparisonProgress progress, CancellationToken cancellation)
    {
        private readonly Dictionary<LifetimeTable, Found> _latest = [];
        private readonly ImmutableArray<Requirement> _asked = space.AskedFor;

        internal List<Found> Found { get; } = [];

        internal IEnumerable<Merits> Merits => Found.Select(found => Designing.Merits.Of(found.Result, _asked));

        internal void Judge(IEnumerable<TabledPolicy> policies, long firstBound, ImmutableArray<Merits> rivals)
        {
            foreach (TabledPolicy policy in policies)
            {
                // Sealing policies often differ in nothing, so that with the same table is asked first.
                Found? alike = cancellation.IsCancellationRequested ? null
                    : policy.With(space.Scenario.Scope, model =>
                        _latest.GetValueOrDefault(policy.Table) is { } same && Does(same, policy, model)
                            ? same
                            : Found.Find(one => Does(one, policy, model)));
                if (alike is null)
                {
                    alike = Explore(policy, firstBound, rivals);
                    if (cancellation.IsCancellationRequested && alike is not { Result.Exploration.Complete: true })
                    {
                        break;
                    }

                    Found.Add(alike);
                }
                else
                {
                    alike.Policies.Add(policy);
                    progress.Skip();
                }

                _latest[policy.Table] = alike;
            }
        }

        // What policies do takes a good deal of memory.
        internal void Forget() => Found.ForEach(found => found.Behaviour = null);

        private Found Explore(TabledPolicy policy, long firstBound, ImmutableArray<Merits> rivals)
        {
            SearchProgress own = progress.Start();
            (PolicyResult result, Behaviour behaviour) =
                Explore(policy, Catalog.Requirements, Math.Min(firstBound, limits.MaximalStates), own);
            bool isOutdone = false;
            if (!result.Exploration.Complete && firstBound < limits.MaximalStates)
            {
                var merits = Designing.Merits.Of(result, _asked);
                isOutdone = rivals.Any(rival => rival.AreBetterThan(merits));
                if (!isOutdone)
                {
                    (result, behaviour) = Explore(policy, Catalog.Requirements, limits.MaximalStates, own);
                }
            }

            progress.Finish(own, result.Exploration);
            return new Found(policy, result, behaviour, isOutdone);
        }

        // Two that answer alike as far as one was explored are asked in all the states of that one.
        private bool Does(Found found, TabledPolicy policy, IModel model)
        {
            if (found.Policies[0].Table.Form != policy.Table.Form
                || found.Behaviour is not { } behaviour
                || !behaviour.IsThatOf(model))
            {
                return false;
            }

            if (behaviour.IsWhole)
            {
                return true;
            }

            if (!found.CanBeFollowed || cancellation.IsCancellationRequested)
            {
                return false;
            }

            found.CanBeFollowed = false;
            found.Behaviour = Explore(found.Policies[0], [], limits.MaximalStates, new SearchProgress()).Behaviour;
            return found.Behaviour.IsWhole && found.Behaviour.IsThatOf(model);
        }

        private (PolicyResult Result, Behaviour Behaviour) Explore(
            TabledPolicy policy, ImmutableArray<Requirement> requirements, long states, SearchProgress own) =>
            ModelExplorer.ExploreBehaviour(
                policy,
                space.Scenario.Scope,
                requirements,
                limits with { MaximalStates = states },
                own,
                cancellation);
    }

    private sealed class Found(TabledPolicy first, PolicyResult result, Behaviour behaviour, bool isOutdone)
    {
        internal PolicyResult Result => result;

        internal bool IsOutdone { get; } = isOutdone;

        internal List<TabledPolicy> Policies { get; } = [first];

        internal Behaviour? Behaviour { get; set; } = behaviour;

        // Of one that was left early more can be found out, once.
        internal bool CanBeFollowed { get; set; } = isOutdone;
    }
}
