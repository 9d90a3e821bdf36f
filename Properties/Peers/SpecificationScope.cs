using System.Collections.Concurrent;
using System.Collections.Immutable;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Peers;

/// <summary>
/// A scope in which the texts of docs/spec are counted. Between them the four have all that the texts speak of, each in
/// as few states as show it.
/// </summary>
/// <param name="Name">A column of the table in docs/spec/README.md.</param>
/// <param name="Dataspaces">D.</param>
/// <param name="Regions">R.</param>
/// <param name="Quota">q, of each session.</param>
/// <param name="Sharing">Open, or delegated.</param>
/// <param name="Contents">Whether frames carry who wrote them last.</param>
/// <param name="AliasCost">What an alias costs under lifetime Managed.</param>
/// <param name="Frames">F.</param>
/// <param name="Sessions">S.</param>
internal sealed record SpecificationScope(
    string Name,
    int Dataspaces,
    int Regions,
    int Quota,
    Sharing Sharing = Sharing.Open,
    bool Contents = false,
    int AliasCost = 1,
    int Frames = 2,
    int Sessions = 2)
{
    private readonly ConcurrentDictionary<PolicyName, SpecificationCounts> _counts = new();

    /// <summary>All four. The configurations of the TLA+ module have the first.</summary>
    internal static ImmutableArray<SpecificationScope> All { get; } =
    [
        new("regions", Dataspaces: 2, Regions: 1, Quota: 2),
        new("delegated", Dataspaces: 2, Regions: 1, Quota: 2, Sharing: Sharing.Delegated),
        new("contents", Dataspaces: 2, Regions: 1, Quota: 1, Contents: true),

        // Aliases of aliases, and quotas that an heir can exceed: with two slots there are neither.
        new("chains", Dataspaces: 3, Regions: 0, Quota: 1, AliasCost: 0),
    ];

    /// <summary>Smaller ones, in which the tests themselves evaluate the TLA+ module.</summary>
    internal static ImmutableArray<SpecificationScope> Small { get; } =
    [
        new("contents of a frame", 2, 1, 2, Contents: true, Frames: 1, Sessions: 1),
        new("a frame delegated", 2, 0, 1, Sharing: Sharing.Delegated, Frames: 1),
        new("parts", 2, 0, 1),
        new("chains on a frame", 3, 0, 3, AliasCost: 0, Frames: 1, Sessions: 1),
    ];

    /// <summary>The invariants of docs/semantics.md, section 8.</summary>
    internal static ImmutableArray<Requirement> Invariants { get; } = [.. Catalog.Requirements.OfType<Invariant>()];

    internal Scope Bounds =>
        Scope.Uniform(Frames, Sessions, Dataspaces, Quota, Regions) with
        {
            Sharing = Sharing,
            Contents = Contents,
            AliasCost = AliasCost,
        };

    internal static SpecificationScope Named(string name) => All.Concat(Small).Single(scope => scope.Name == name);

    /// <summary>What the explorer counts and judges, found once.</summary>
    internal SpecificationCounts Explored(PolicyName policy) => _counts.GetOrAdd(policy, Explore);

    private SpecificationCounts Explore(PolicyName policy)
    {
        PolicyResult result = ModelExplorer.Explore(
            Catalog.CreateModel(policy, Bounds), Invariants, new() { Workers = 1 }, new(), default);
        return new SpecificationCounts(
            result.Exploration.DistinctStates,
            result.Exploration.Transitions,
            result.Exploration.Depth,
            result.Exploration.DisabledActions,
            SpecificationCounts.Listed(
                from requirement in result.Requirements
                where requirement.Verdict == RequirementVerdict.Violated
                select requirement.Requirement.Name));
    }
}
