using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Searching;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>Searches of toys, and what is asked of their results.</summary>
internal static class Run
{
    internal static SearchResult Whole<TCode>(ITransitionSystem<TCode> system, int workers = 1)
        where TCode : unmanaged, ICode<TCode> => Within(system, new SearchLimits { Workers = workers });

    internal static SearchResult Within<TCode>(
        ITransitionSystem<TCode> system, SearchLimits limits, CancellationToken cancellation = default)
        where TCode : unmanaged, ICode<TCode> =>
        Search.Explore<ITransitionSystem<TCode>, TCode>(system, limits, new SearchProgress(), cancellation);

    internal static Finding Find(this SearchResult exploration, string property) =>
        exploration.Findings.Single(finding => finding.Property.Name == property);

    internal static Verdict VerdictOn(this SearchResult exploration, string property) =>
        exploration.Find(property).Verdict;

    /// <summary>The trace, which there must be: an empty one and none are not the same.</summary>
    internal static uint[] TraceTo(this SearchResult exploration, string property) =>
        [.. exploration.Find(property).Trace ?? throw new InvalidOperationException($"No trace to {property}.")];
}
