using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;

namespace ModelCheck.Exploration.Comparing;

/// <summary>The different ways in which policies break a must.</summary>
/// <param name="Requirement">The must.</param>
/// <param name="Ways">Each trace with the policies that it is a shortest trace of, the shortest trace first.</param>
public sealed record BrokenMust(Requirement Requirement, ImmutableArray<BrokenWay> Ways)
{
    /// <summary>Every must that some policy breaks.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The musts, in the scenario's order.</returns>
    public static IEnumerable<BrokenMust> In(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.Scenario.Musts
            .Select(demand => new BrokenMust(demand.Requirement, WaysToBreak(demand.Requirement, comparison)))
            .Where(broken => !broken.Ways.IsEmpty);
    }

    private static ImmutableArray<BrokenWay> WaysToBreak(Requirement requirement, Comparison comparison) =>
    [
        .. comparison.Results
            .Select(result => (Policy: result, Result: result.ResultOf(requirement)))
            .Where(entry => entry.Result is { IsBroken: true, Trace: not null })
            .GroupBy(entry => string.Join(';', entry.Result.Trace!.Steps))
            .Select(alike => new BrokenWay(
                alike.First().Result.Trace!, alike.First().Result.Reason, [.. alike.Select(entry => entry.Policy)]))
            .OrderBy(way => way.Trace.Steps.Length)
            .ThenByDescending(way => way.Policies.Length),
    ];
}

/// <summary>One way to break a must.</summary>
/// <param name="Trace">The shortest trace.</param>
/// <param name="Reason">What is wrong at its end.</param>
/// <param name="Policies">The policies that break the must in just this way.</param>
public sealed record BrokenWay(Trace Trace, string Reason, ImmutableArray<PolicyResult> Policies)
{
    /// <summary>The policy under which a report draws the trace.</summary>
    public PolicyResult Example => Policies[0];

    /// <summary>The policies in short: a lifetime by itself where it breaks the must so under every charging.</summary>
    /// <param name="chargings">How many charging policies there are.</param>
    /// <returns>The names, with commas.</returns>
    public string PolicyNames(int chargings) => string.Join(
        ", ",
        Policies.GroupBy(policy => policy.Policy.Title).Select(alike => alike.Count() == chargings
            ? alike.Key
            : $"{alike.Key} ({string.Join(", ", alike.Select(policy => policy.Policy.Charging))})"));
}
