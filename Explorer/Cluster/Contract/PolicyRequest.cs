using System.Collections.Immutable;

namespace ModelCheck.Cluster.Contract;

/// <summary>One policy of a comparison.</summary>
/// <param name="Build">The build of the program that asks.</param>
/// <param name="Setting">The policy and the bounds, as JSON (docs/interchange.md).</param>
/// <param name="Requirements">The names of the requirements that are judged.</param>
/// <param name="Exchanges">Whether as many names are exchanged as can be.</param>
/// <param name="IsTabled">
/// Whether it is explored by what its lifetime decides, without compiling anything for it.
/// </param>
/// <param name="MaximalStates">No level is begun once so many states are known.</param>
public sealed record PolicyRequest(
    string Build,
    string Setting,
    ImmutableArray<string> Requirements,
    bool Exchanges,
    bool IsTabled,
    long MaximalStates);
