using System.Collections.Concurrent;
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
    /// <summary>How many states of a policy without a name are followed first.</summary>
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
        Charged[] parts =
            [.. Catalog.Chargings.Select(_ => new Charged(space, limits, progress, cancellation))];

        // All with a name first, so that what is outdone does not depend on who is faster.
        foreach ((Charged part, PolicyEntry charging) in parts.Zip(Catalog.Chargings))
        {
            part.Judge(space.With(charging.Name, named: true), long.MaxValue, []);
        }

        ImmutableArray<Merits> named = [.. parts.SelectMany(part => part.Merits).Distinct()];
        foreach ((Charged part, PolicyEntry charging) in parts.Zip(Catalog.Chargings))
        {
            part.Judge(space.With(charging.Name, named: false), firstBound, named);
            part.Forget();
        }

        return new JudgedSpace(space, [.. Ranked(space, [.. parts.SelectMany(part => part.Found)])]);
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
        // So many policies are looked at side by side; that two of them behave alike is found out afterwards.
        private const int AtOnce = 16;

        // A search begins anew within each bound; what is done twice is a seventh.
        private const int Growth = 8;

        private readonly SearchLimits _each =
            limits with { Workers = 1, MaximalBytes = limits.MaximalBytes / limits.Workers };

        private readonly Dictionary<LifetimeTable, Found> _latest = [];
        private readonly ImmutableArray<Requirement> _asked = space.AskedFor;

        internal List<Found> Found { get; } = [];

        internal IEnumerable<Merits> Merits => Found.Select(found => Designing.Merits.Of(found.Result, _asked));

        internal void Judge(IEnumerable<TabledPolicy> policies, long firstBound, ImmutableArray<Merits> rivals)
        {
            foreach (TabledPolicy[] some in policies.Chunk(AtOnce))
            {
                var found = new Found?[some.Length];
                Parallel.ForEach(
                    Partitioner.Create(Enumerable.Range(0, some.Length), EnumerablePartitionerOptions.NoBuffering),
                    new ParallelOptions { MaxDegreeOfParallelism = limits.Workers },
                    index => found[index] = cancellation.IsCancellationRequested
                        ? null
                        : Known(some[index], Found) ?? Explore(some[index], firstBound, rivals));
                if (cancellation.IsCancellationRequested)
                {
                    // What was broken off is not known, and what comes after it would be missed in the middle.
                    return;
                }

                int known = Found.Count;
                foreach ((TabledPolicy policy, Found? one) in some.Zip(found))
                {
                    Enter(policy, one!, known);
                }
            }
        }

        private void Enter(TabledPolicy policy, Found found, int known)
        {
            if (found.Policies[0] != policy)
            {
                progress.Skip();
            }
            else if (Known(policy, Found[known..]) is { } alike)
            {
                found = alike;
            }
            else
            {
                Found.Add(found);
                _latest[policy.Table] = found;
                return;
            }

            found.Policies.Add(policy);
            _latest[policy.Table] = found;
        }

        // Sealing policies often differ in nothing, so that with the same table is asked first.
        private Found? Known(TabledPolicy policy, List<Found> found) =>
            policy.With(space.Scenario.Scope, model =>
                _latest.GetValueOrDefault(policy.Table) is { } same && found.Contains(same)
                    && Does(same, policy, model)
                        ? same
                        : found.Find(one => Does(one, policy, model)));

        // What policies do takes a good deal of memory.
        internal void Forget() => Found.ForEach(found => found.Behaviour = null);

        private Found Explore(TabledPolicy policy, long firstBound, ImmutableArray<Merits> rivals)
        {
            SearchProgress own = progress.Start();
            long bound = Math.Min(firstBound, limits.MaximalStates);
            (PolicyResult result, Behaviour behaviour) = Explore(policy, Catalog.Requirements, bound, own);
            bool isOutdone = IsOutdone(result, rivals);
            while (!isOutdone && result.Exploration.Stopped == StopReason.States && bound < limits.MaximalStates)
            {
                bound = Math.Min(bound * Growth, limits.MaximalStates);
                (result, behaviour) = Explore(policy, Catalog.Requirements, bound, own);
                isOutdone = IsOutdone(result, rivals);
            }

            progress.Finish(own, result.Exploration);
            return new Found(policy, result, behaviour, isOutdone);
        }

        private bool IsOutdone(PolicyResult result, ImmutableArray<Merits> rivals)
        {
            var merits = Designing.Merits.Of(result, _asked);
            return !result.Exploration.Complete && rivals.Any(rival => rival.AreBetterThan(merits));
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

            lock (found)
            {
                if (found.CanBeFollowed)
                {
                    found.CanBeFollowed = false;
                    found.Behaviour =
                        Explore(found.Policies[0], [], limits.MaximalStates, new SearchProgress()).Behaviour;
                }

                behaviour = found.Behaviour;
            }

            return behaviour.IsWhole && behaviour.IsThatOf(model);
        }

        private (PolicyResult Result, Behaviour Behaviour) Explore(
            TabledPolicy policy, ImmutableArray<Requirement> requirements, long states, SearchProgress own) =>
            ModelExplorer.ExploreBehaviour(
                policy,
                space.Scenario.Scope,
                requirements,
                _each with { MaximalStates = states },
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
