using ModelCheck.Explorer.Engine;

namespace ModelCheck.Properties.Explorer.Engine.Toys;

/// <summary>Searches of toys, and what is asked of their results.</summary>
internal static class Run
{
    internal static Exploration Whole<TCode>(ITransitionSystem<TCode> system, int workers = 1)
        where TCode : unmanaged, ICode<TCode> => Within(system, new SearchLimits { Workers = workers });

    internal static Exploration Within<TCode>(
        ITransitionSystem<TCode> system, SearchLimits limits, CancellationToken cancellation = default)
        where TCode : unmanaged, ICode<TCode> =>
        Search.Explore<ITransitionSystem<TCode>, TCode>(system, limits, new SearchProgress(), cancellation);

    internal static Finding Find(this Exploration exploration, string property) =>
        exploration.Findings.Single(finding => finding.Property.Name == property);

    internal static Verdict VerdictOn(this Exploration exploration, string property) =>
        exploration.Find(property).Verdict;

    /// <summary>The trace, which there must be: an empty one and none are not the same.</summary>
    internal static uint[] TraceTo(this Exploration exploration, string property) =>
        [.. exploration.Find(property).Trace ?? throw new InvalidOperationException($"No trace to {property}.")];
}
