using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// Searches many policies by iterative deepening: first all of them within a small bound, since most that break a must
/// break it early; then, further and further, those that can still come out best; last the others, for the matrix. A
/// search begins anew within each bound, which is eight times the last: what is done twice is a seventh.
/// </summary>
internal sealed class Deepening
{
    private const int Growth = 8;

    // From here on a search takes so much longer than the compilation of a policy's own code that this pays.
    private const long LargestTabled = 1 << 17;

    // From here on the best candidate is settled before the next is taken up.
    private const long LargestTogether = 1 << 20;

    private readonly Scenario _scenario;
    private readonly ComparisonPlan _plan;
    private readonly ComparisonProgress _progress;
    private readonly CancellationToken _cancellation;
    private readonly Twins[] _twins;
    private readonly ImmutableArray<SearchAspect> _identity;

    internal Deepening(
        Scenario scenario,
        ImmutableArray<PolicyName> policies,
        ComparisonPlan plan,
        ComparisonProgress progress,
        CancellationToken cancellation)
    {
        _scenario = scenario;
        _plan = plan;
        _progress = progress;
        _cancellation = cancellation;
        _twins = [.. Twins.Among(policies, scenario.Scope).Select(group => new Twins(group))];
        _identity = plan.Checkpoint is null ? [] : IdentityOf(scenario, policies, plan);
    }

    /// <summary>Searches until nothing is left to be known within the bounds, or somebody ends it.</summary>
    /// <returns>What is known of each policy, in no order.</returns>
    internal IEnumerable<PolicyResult> Run()
    {
        if (_plan.Checkpoint?.TryRestore(_identity, _twins, _scenario.Scope, _plan.Requirements) is not true)
        {
            Search("refuting", _twins, _plan.FirstBound);
        }

        while (!_cancellation.IsCancellationRequested && Next() is { Policies: not [] } next)
        {
            Search(next.Phase, next.Policies, next.Policies[0].Bound * Growth);
        }

        return _twins.SelectMany(twins => twins.Results);
    }

    private (string Phase, Twins[] Policies) Next()
    {
        Twins[] open = [.. _twins.Where(twins => twins.CanGoOn && twins.Bound < _plan.Limits.MaximalStates)];
        ImmutableArray<RankedPolicy> ranking = RankedPolicy.Rank(_scenario, _twins.Select(twins => twins.Result!));
        RankedPolicy[] contenders =
        [
            .. RankedPolicy.ContendersAmong(ranking)
                .Where(ranked => Array.Exists(open, twins => twins.Result == ranked.Result)),
        ];
        if (contenders is [var best, ..])
        {
            // One that is known to break a must waits until no other can do better.
            int broken = best.Musts.Count(result => result.IsBroken);
            Twins[] front =
            [
                .. contenders.Where(ranked => ranked.Musts.Count(result => result.IsBroken) == broken)
                    .Select(ranked => open.First(twins => twins.Result == ranked.Result)),
            ];
            long bound = front.Min(twins => twins.Bound);
            return bound < LargestTogether
                ? ("settling", [.. front.Where(twins => twins.Bound == bound)])
                : ("settling", [front[0]]);
        }

        Twins[] lost = [.. open.Where(twins => twins.Bound < _plan.LostBound)];
        return ("completing", [.. lost.Where(twins => twins.Bound == lost.Min(other => other.Bound))]);
    }

    private void Search(string phase, Twins[] policies, long bound)
    {
        bound = Math.Min(bound, _plan.Limits.MaximalStates);
        ImmutableArray<PolicySearch> searches =
        [
            .. policies.Select(twins => new PolicySearch(
                twins.Policy,
                _scenario.Scope,
                _plan.Requirements,
                _plan.Exchanges,
                IsTabled: bound <= LargestTabled,
                bound)),
        ];
        string round = FormattableString.Invariant($"{phase} within {bound:N0} states");
        ImmutableArray<PolicyResult> results = _plan.Explorer is { } explorer
            ? SideBySide.RunElsewhere(searches, explorer, _progress, round, _cancellation)
            : SideBySide.Run(
                searches,
                _plan.Limits,
                _progress,
                (search, limits, progress) => search.Explore(limits, progress, _cancellation),
                result => result.Exploration,
                round);
        foreach ((Twins twins, PolicyResult result) in policies.Zip(results))
        {
            twins.Learn(result, bound);
        }

        // What a round that is broken off has found is in no file: after it, the rounds would be others.
        if (_plan.Checkpoint is { } checkpoint && !_cancellation.IsCancellationRequested)
        {
            Save(checkpoint);
        }
    }

    // What cannot be saved is no reason to end.
    private void Save(ComparisonCheckpoint checkpoint)
    {
        try
        {
            checkpoint.Save(_identity, _twins);
            _progress.Saved = true;
            _progress.SaveFault = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _progress.SaveFault = exception.Message;
        }
    }

    // Bounds on memory and workers are no part of it.
    private static ImmutableArray<SearchAspect> IdentityOf(
        Scenario scenario, ImmutableArray<PolicyName> policies, ComparisonPlan plan) =>
    [
        .. SearchIdentity.Of(Catalog.CreateModel(policies[0], scenario.Scope), plan.Requirements, Symmetry.None)
            .Where(aspect => aspect.Name is not ("policy" or "symmetry")),
        new("policies", string.Join(' ', policies)),
        new("must", string.Join(' ', scenario.Musts.Select(demand => demand.Requirement.Name))),
        new("should", string.Join(' ', scenario.Shoulds.Select(demand => demand.Requirement.Name))),
        new("exchanges", plan.Exchanges.ToString()),
        new("first bound", plan.FirstBound.ToString(CultureInfo.InvariantCulture)),
        new("bound of what has lost", plan.LostBound.ToString(CultureInfo.InvariantCulture)),
        new("bound on states", plan.Limits.MaximalStates.ToString(CultureInfo.InvariantCulture)),
    ];
}
