using System.Collections.Concurrent;

using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>Comparisons of bundled scenarios, each made once for all the tests that look at it.</summary>
internal static class Compared
{
    private static readonly ConcurrentDictionary<string, Lazy<Comparison>> Known = new(StringComparer.Ordinal);

    /// <summary>The comparison of a bundled scenario, made by two workers.</summary>
    internal static Comparison On(string scenario) =>
        Known.GetOrAdd(scenario, name => new Lazy<Comparison>(() => Afresh(name, workers: 2))).Value;

    /// <summary>The same, made again.</summary>
    internal static Comparison Afresh(
        string scenario, int workers, long states = long.MaxValue, CancellationToken cancellation = default)
    {
        Scenario loaded = ScenarioFile.Load(scenario);
        return PolicyComparer.Compare(
            loaded,
            Contract.PoliciesOn(loaded.Platform),
            new ComparisonPlan { Limits = new SearchLimits { Workers = workers, MaximalStates = states } },
            new ComparisonProgress(),
            cancellation);
    }
}
