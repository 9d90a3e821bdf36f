using ModelCheck.Conformance.Lockstep;
using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Exhaustive;

/// <summary>
/// Compares a service with the model in every reachable state of a scope, for everything that can be asked there.
/// </summary>
public static class ConformanceChecker
{
    /// <summary>Compares a service with the model under one policy.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="create">Makes the service.</param>
    /// <param name="limits">How far the search may go; it ends after the first level with a divergence.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>The result.</returns>
    public static ConformanceResult Check(
        IModel model,
        ServiceFactory create,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(limits);
        SearchLimits untilViolated = limits with { UntilViolated = true };
        (SearchResult exploration, long comparisons) =
            CodedModel.Accept(model, new Run(create, untilViolated, progress, cancellation));
        Trace? trace = exploration.Findings
            .Where(finding => finding.Trace is not null)
            .OrderBy(finding => finding.Trace!.Value.Length)
            .Select(finding => Trace.Replay(model, finding.Trace!.Value))
            .FirstOrDefault();
        return new ConformanceResult(
            model.Policy,
            model.Scope,
            exploration,
            comparisons,
            trace is null ? null : DivergenceFinder.Find(model, create, trace));
    }

    /// <summary>The search over codes of one width.</summary>
    private sealed class Run(
        ServiceFactory create,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation) : ICodedVisitor<(SearchResult Exploration, long Comparisons)>
    {
        public (SearchResult Exploration, long Comparisons) VisitCoded<TModel, TCode>(TModel model, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            var view = new ModelView(model);
            var system = new ConformanceSystem<TModel, TCode>(
                model, codec, () => new ServiceUnderTest(model, view, create));
            SearchResult exploration = Search.Explore<ConformanceSystem<TModel, TCode>, TCode>(
                system, limits, progress, cancellation);
            return (exploration, system.Comparisons);
        }
    }
}
