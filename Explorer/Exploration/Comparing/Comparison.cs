using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

namespace ModelCheck.Exploration.Comparing;

/// <summary>Every policy on one scenario: plain data.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Results">What is known of each policy, in the order of the catalog.</param>
/// <param name="Ranking">The policies, the best first.</param>
/// <param name="Recommendation">What to choose, in words.</param>
public sealed record Comparison(
    Scenario Scenario,
    ImmutableArray<PolicyResult> Results,
    ImmutableArray<RankedPolicy> Ranking,
    string Recommendation)
{
    /// <summary>How many policies were not explored to the end.</summary>
    public int Unfinished => Results.Count(result => !result.Exploration.Complete);

    /// <summary>Whether every policy was explored to the end.</summary>
    public bool Complete => Unfinished == 0;

    /// <summary>
    /// How many of those could still come out best, or level with the best. Where it is none, the recommendation stands
    /// whatever would be found of the others.
    /// </summary>
    public int Contenders => RankedPolicy.ContendersAmong(Ranking).Count();

    /// <summary>Whether states that differ in names only were counted once, under some policy.</summary>
    public bool Exchanges => Results.Any(result => result.Reduction is not null);

    /// <summary>How many states were found, of all state spaces together.</summary>
    public long DistinctStates => Explorations.Sum(exploration => exploration.DistinctStates);

    /// <summary>How many transitions were followed, in all of them together.</summary>
    public long Transitions => Explorations.Sum(exploration => exploration.Transitions);

    /// <summary>How many state spaces there are: policies that no scope of the kind can tell apart share one.</summary>
    public int StateSpaces => Explorations.Count();

    // Of twins both have the same, and not an equal one.
    private IEnumerable<SearchResult> Explorations =>
        Results.Select(result => result.Exploration).Distinct<SearchResult>(ReferenceEqualityComparer.Instance);

    /// <summary>What is to be borne in mind of the scenario itself, a sentence each.</summary>
    public ImmutableArray<string> Warnings => [.. ScenarioWarnings.For(this)];

    /// <summary>Whether something that is asked for is put to the test by nothing, under some policy.</summary>
    public bool IsVacuousSomewhere => Ranking.Any(ranked => ranked.Musts.Concat(ranked.Shoulds)
        .Any(result => result.IsVacuous));

    /// <summary>Whether some policy is known to keep every must.</summary>
    public bool HasAnswer => !Ranking.IsEmpty && Ranking[0].KeepsEveryMust;
}
