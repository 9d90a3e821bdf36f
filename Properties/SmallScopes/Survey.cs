using System.Collections.Concurrent;
using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.SmallScopes;

/// <summary>For each policy and requirement the smallest scope with a trace that violates or shows it.</summary>
internal static class Survey
{
    private const long MostStates = 1 << 14;

    private static readonly string[] Platforms = ["Native", "Quarantine", "LateFlush", "BaseLinux"];

    /// <summary>Goes through all policies and scopes.</summary>
    /// <returns>What was seen, and how many explorations were not complete.</returns>
    internal static (ImmutableArray<Sighting> Sightings, int Explorations, int Incomplete) Make()
    {
        var sightings = new ConcurrentBag<Sighting>();
        int explorations = 0;
        int incomplete = 0;
        Parallel.ForEach(
            from platform in Platforms
            from charging in Catalog.Chargings
            from lifetime in Catalog.Lifetimes
            select new PolicyName(lifetime.Name, charging.Name, platform),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            policy =>
            {
                List<Requirement> open =
                    [.. Catalog.Requirements.Where(requirement => requirement.Name != SurveyPage.LeftOut)];
                foreach (SmallScope scope in SmallScope.All)
                {
                    PolicyResult result = Explore(policy, scope, open, MostStates);
                    Interlocked.Increment(ref explorations);
                    Interlocked.Add(ref incomplete, result.Exploration.Complete ? 0 : 1);
                    foreach (RequirementResult seen in result.Requirements.Where(one => one.Trace is not null))
                    {
                        sightings.Add(new Sighting(seen.Requirement, policy, scope, seen.Trace!.Steps.Length));
                        open.Remove(seen.Requirement);
                    }
                }
            });
        return ([.. sightings], explorations, incomplete);
    }

    /// <summary>Explores one policy in one of the scopes.</summary>
    internal static PolicyResult Explore(
        PolicyName policy, SmallScope scope, IReadOnlyList<Requirement> requirements, long states) =>
        ModelExplorer.ExploreTabled(
            policy,
            scope.Scope with { RecordsAllocators = requirements.Any(requirement => requirement.RecordsAllocators) },
            requirements,
            exchanges: true,
            new SearchLimits { MaximalStates = states },
            new SearchProgress(),
            default);
}

/// <summary>The smallest scope in which something of a policy was seen.</summary>
/// <param name="Requirement">What is violated or shown.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Steps">How many steps a shortest trace has there.</param>
internal sealed record Sighting(Requirement Requirement, PolicyName Policy, SmallScope Scope, int Steps);
