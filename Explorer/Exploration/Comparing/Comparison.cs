using System.Collections.Immutable;

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

    /// <summary>How many states were found, of all policies together.</summary>
    public long DistinctStates => Results.Sum(result => result.Exploration.DistinctStates);

    /// <summary>How many transitions were followed, for all policies together.</summary>
    public long Transitions => Results.Sum(result => result.Exploration.Transitions);

    /// <summary>What is wrong with the scenario itself, a sentence each.</summary>
    public ImmutableArray<string> Warnings => [.. ScenarioWarnings.For(this)];

    /// <summary>Whether something that is asked for is put to the test by nothing, under some policy.</summary>
    public bool IsVacuousSomewhere => Ranking.Any(ranked => ranked.Musts.Concat(ranked.Shoulds)
        .Any(result => result.IsVacuous));

    /// <summary>Whether some policy is known to keep every must.</summary>
    public bool HasAnswer => !Ranking.IsEmpty && Ranking[0].KeepsEveryMust;
}
