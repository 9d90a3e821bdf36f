using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>Results that nothing was explored for, so that every case of judging them can be had.</summary>
internal static class HandMade
{
    private static readonly Scope Bounds = Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2);

    /// <summary>A scenario that asks for requirements, whose names are separated by blanks.</summary>
    internal static Scenario Asking(string musts, string shoulds = "") => new(
        "made",
        "a test",
        "Made by hand.",
        "Native",
        Bounds,
        ["peer", "peer"],
        [.. Demands(musts, DemandLevel.Must), .. Demands(shoulds, DemandLevel.Should)]);

    /// <summary>
    /// What is known of a policy. Each line says: requirement, verdict, and for one with a trace its length and perhaps
    /// the session that acts, which makes traces of one length differ.
    /// </summary>
    internal static PolicyResult Policy(string lifetime, string charging, params ReadOnlySpan<string> lines)
    {
        var results = ImmutableArray.CreateBuilder<RequirementResult>();
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            results.Add(new RequirementResult(
                Find(words[0]),
                Enum.Parse<RequirementVerdict>(words[1]),
                $"{words[0]} by hand",
                words.Length > 2 ? TraceOf(Number(words[2]), words.Length > 3 ? Number(words[3]) : 0) : null));
        }

        return new PolicyResult(
            new PolicyName(lifetime, charging, "Native"),
            Bounds,
            new SearchResult(StopReason.Exhausted, 1, 0, 0, [1], 0, 0, [], new UnreducedCounts(1, 0, 0)),
            results.ToImmutable());
    }

    /// <summary>The comparison that the results come to.</summary>
    internal static Comparison Compare(Scenario scenario, params ImmutableArray<PolicyResult> results)
    {
        ImmutableArray<RankedPolicy> ranking = RankedPolicy.Rank(scenario, results);
        return new Comparison(scenario, results, ranking, Recommendation.For(ranking));
    }

    private static Trace TraceOf(int steps, int session) => new(
    [
        .. Enumerable.Repeat(
            new TraceStep(Operation.Alloc(new SessionId(session), 1), Outcome.Refused(Refusal.OutOfQuota)), steps),
    ]);

    private static IEnumerable<Demand> Demands(string names, DemandLevel level) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new Demand(Find(name), level, "why"));

    private static Requirement Find(string name) =>
        Catalog.FindRequirement(name) ?? throw new ArgumentException($"there is no requirement {name}", nameof(name));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
