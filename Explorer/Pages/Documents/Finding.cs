using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Pages.Pictures;
using ModelCheck.Reports;

namespace ModelCheck.Pages.Documents;

/// <summary>What is found of a requirement under some policies, the same under each of them.</summary>
/// <param name="Id">Where it stands in a document.</param>
/// <param name="Result">What is known, under the first of them.</param>
/// <param name="Policies">The policies, in the order of the comparison.</param>
public sealed record Finding(string Id, RequirementResult Result, ImmutableArray<PolicyResult> Policies)
{
    /// <summary>The policy under which a trace is drawn.</summary>
    public PolicyResult Example => Policies[0];

    /// <summary>The policies in short.</summary>
    public string PolicyNames => Wording.Policies(Policies.Select(policy => policy.Policy));

    /// <summary>What is known, in words, with how much stands behind it.</summary>
    public string InWords => Result switch
    {
        { IsBroken: true, Trace: not null } => Result.Reason,
        { Verdict: RequirementVerdict.NotShown } => "nothing reachable shows it",
        { Verdict: RequirementVerdict.Holds } =>
            $"holds, put to the test {Range(ResultsOf(result => result.Premises ?? 0))} times",
        { Verdict: RequirementVerdict.Unknown } => $"not settled: not seen to fail within {Range(StepsSettled)} steps",
        _ => Result.Reason,
    };

    /// <summary>The pictures of its trace, with what is at fault at its end if it breaks the requirement.</summary>
    internal PicturedTrace Draw(StepTelling telling, CancellationToken cancellation) => PicturedTrace.Of(
        Catalog.CreateModel(Example.Policy, Example.Scope),
        Result.Trace!,
        telling,
        Result.IsBroken ? Result.Requirement : null,
        cancellation);

    private IEnumerable<long> StepsSettled => Policies.Select(policy => (long)policy.StepsSettled);

    private IEnumerable<long> ResultsOf(Func<RequirementResult, long> figure) =>
        Policies.Select(policy => figure(policy.ResultOf(Result.Requirement)));

    private static string Range(IEnumerable<long> figures)
    {
        (long least, long most) = figures.Aggregate(
            (long.MaxValue, long.MinValue),
            (range, figure) => (Math.Min(range.Item1, figure), Math.Max(range.Item2, figure)));
        return least == most ? Wording.Number(least) : $"{Wording.Number(least)} to {Wording.Number(most)}";
    }
}

/// <summary>All that is found of one requirement.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Level">How strongly it is asked for; null where it is not.</param>
/// <param name="Why">Why, in the scenario's words; empty where it is not asked for.</param>
/// <param name="Findings">What is found: the shortest traces first, then what else there is to say.</param>
public sealed record RequirementFindings(
    Requirement Requirement, DemandLevel? Level, string Why, ImmutableArray<Finding> Findings)
{
    /// <summary>Where it stands in a document.</summary>
    public string Id => $"r-{Requirement.Name}";

    /// <summary>What there is to say of each requirement that was judged.</summary>
    /// <param name="results">What is known of some policies, at least one, of each the same requirements.</param>
    /// <param name="scenario">What asks for requirements; null where nothing does.</param>
    /// <returns>Musts first, then shoulds, then the rest; what applies to no policy is left out.</returns>
    public static ImmutableArray<RequirementFindings> In(ImmutableArray<PolicyResult> results, Scenario? scenario)
    {
        return
        [
            .. results[0].Requirements.Select(result => result.Requirement)
                .OrderBy(requirement => scenario?.LevelOf(requirement) ?? (DemandLevel)int.MaxValue)
                .Select(requirement => new RequirementFindings(
                    requirement,
                    scenario?.LevelOf(requirement),
                    scenario?.Demands.FirstOrDefault(demand => demand.Requirement == requirement)?.Why
                        ?? string.Empty,
                    FindingsOf(requirement, results)))
                .Where(all => all.Findings.Any(
                    finding => finding.Result.Verdict != RequirementVerdict.NotApplicable)),
        ];
    }

    /// <summary>Where what is found under a policy stands.</summary>
    /// <param name="policy">One of those compared.</param>
    /// <returns>The finding.</returns>
    public Finding Of(PolicyName policy) =>
        Findings.First(finding => finding.Policies.Any(result => result.Policy == policy));

    private static ImmutableArray<Finding> FindingsOf(Requirement requirement, ImmutableArray<PolicyResult> results) =>
    [
        .. results
            .GroupBy(result => KeyOf(result.ResultOf(requirement)))
            .Select(alike => (Result: alike.First().ResultOf(requirement), Policies: alike.ToImmutableArray()))
            .OrderBy(entry => RankOf(entry.Result))
            .ThenBy(entry => entry.Result.Trace?.Steps.Length ?? int.MaxValue)
            .ThenByDescending(entry => entry.Policies.Length)
            .Select((entry, index) => new Finding(
                string.Create(CultureInfo.InvariantCulture, $"f-{requirement.Name}-{index + 1}"),
                entry.Result,
                entry.Policies)),
    ];

    private static string KeyOf(RequirementResult result) => result.Trace is { } trace
        ? $"{result.Verdict} {string.Join(';', trace.Steps)}"
        : result.Verdict.ToString();

    private static int RankOf(RequirementResult result) => result switch
    {
        { IsBroken: true } => 0,
        { Verdict: RequirementVerdict.Unknown } => 1,
        { IsVacuous: true } => 2,
        { Verdict: RequirementVerdict.NotApplicable } => 4,
        _ => 3,
    };
}
