using ModelCheck.Engine;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Web.Clusters;

namespace ModelCheck.Web.Addresses;

/// <summary>What is served: a scenario to begin with, and those that come along.</summary>
/// <param name="Name">The name that addresses have for the scenario to begin with.</param>
/// <param name="Scenario">That scenario.</param>
/// <param name="Policy">The policy to begin with.</param>
/// <param name="Limits">How far an exploration may go.</param>
public sealed record Served(string Name, Scenario Scenario, PolicyName Policy, SearchLimits Limits)
{
    /// <summary>The cluster that a page shows; null for none.</summary>
    public ServedCluster? Cluster { get; init; }

    /// <summary>The names that there are.</summary>
    public IEnumerable<string> Names => ScenarioFile.Bundled.Prepend(Name).Distinct();

    /// <summary>Finds a scenario by its name: no name is ever taken for that of a file.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The scenario.</returns>
    /// <exception cref="BadInputException">There is none.</exception>
    public Scenario Find(string name) => name == Name ? Scenario
        : ScenarioFile.Bundled.Contains(name, StringComparer.Ordinal) ? ScenarioFile.Load(name)
        : throw new BadInputException($"scenario: there is none of that name; there are {string.Join(", ", Names)}");
}
