using System.Collections.Immutable;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Scenarios;

/// <summary>What a designer brings: who takes part, within which bounds, and what is asked of a policy.</summary>
/// <param name="Name">A short name.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Summary">What happens in it, in a sentence or two.</param>
/// <param name="Platform">The name of the platform.</param>
/// <param name="Scope">The bounds: quotas, allowed operations and trust as the sessions' roles say.</param>
/// <param name="Roles">The role of each session.</param>
/// <param name="Demands">The requirements that a policy must or should keep.</param>
public sealed record Scenario(
    string Name,
    string Source,
    string Summary,
    string Platform,
    Scope Scope,
    ImmutableArray<string> Roles,
    ImmutableArray<Demand> Demands)
{
    /// <summary>The name of the sealing policy.</summary>
    public string Sealing { get; init; } = PolicyName.UsualSealing;

    /// <summary>
    /// The scenario as it was written, where something is asked in place of what that says; null where nothing is.
    /// </summary>
    public Scenario? Original { get; init; }

    /// <summary>What a policy must keep.</summary>
    public IEnumerable<Demand> Musts => Demands.Where(demand => demand.Level == DemandLevel.Must);

    /// <summary>What a policy should keep.</summary>
    public IEnumerable<Demand> Shoulds => Demands.Where(demand => demand.Level == DemandLevel.Should);

    /// <summary>How strongly a requirement is asked for, or null when it is not.</summary>
    /// <param name="requirement">The requirement.</param>
    /// <returns>The level.</returns>
    public DemandLevel? LevelOf(Requirement requirement) =>
        Demands.FirstOrDefault(demand => demand.Requirement == requirement)?.Level;
}

/// <summary>One requirement that a scenario asks for.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Level">How strongly.</param>
/// <param name="Why">Why, in the scenario's words.</param>
public sealed record Demand(Requirement Requirement, DemandLevel Level, string Why);

/// <summary>How strongly a scenario asks for a requirement.</summary>
public enum DemandLevel
{
    /// <summary>A policy that breaks it will not do.</summary>
    Must,

    /// <summary>Of policies that keep every must, the one that keeps more of these is better.</summary>
    Should,
}
