using QuikGraph;

namespace ModelCheck.Exploration.Graphs;

/// <summary>A transition as an edge of a <see cref="StateGraph"/>.</summary>
/// <param name="Source">The number of the state that is left.</param>
/// <param name="Target">The number of the state that it leads to.</param>
/// <param name="Label">What it is, in the system's own words.</param>
/// <param name="Flags">
/// What the system raised for it: the transition invariants it violates, the reachable transitions that it shows, the
/// branching properties that may use it. 0 where the graph keeps no flags.
/// </param>
public readonly record struct StateEdge(int Source, int Target, uint Label, ulong Flags) : IEdge<int>;
