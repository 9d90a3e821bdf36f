using ModelCheck.Conformance.Lockstep;
using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Exhaustive;

/// <summary>
/// Compares a service with the model in every reachable state of a scope, for everything that can be asked there.
/// </summary>
/// <remarks>
/// An <see cref="ICheckpointedService"/> is put into each state. Any other service is led there by a shortest way from
/// a fresh one, two times and once more for each operation that is granted there, and for each that is refused if a
/// refusal changes something: as many operations as the way is long, each time
/// (<see cref="ConformanceResult.Leading"/>). The ways take some hundred bytes for each state, so such a search
/// begins no further level beyond 5,000,000 states.
/// </remarks>
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
        ArgumentNullException.ThrowIfNull(create);
        return CodedModel.Accept(
            model, new Run(model, create, limits with { UntilViolated = true }, progress, cancellation));
    }

    /// <summary>
    /// The same under a policy of the catalog, by what its lifetime decides, without compiling the model for that
    /// lifetime: the quickest way through a small state space. One worker does it.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="create">Makes the service.</param>
    /// <param name="limits">How far the search may go; its workers are not looked at.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>What <see cref="Check"/> returns for the policy, but for the time it took.</returns>
    public static ConformanceResult CheckTabled(
        PolicyName policy,
        Scope scope,
        ServiceFactory create,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return TabledPolicy.Of(policy).With(
            scope, model => Check(model, create, limits with { Workers = 1 }, progress, cancellation));
    }

    /// <summary>The search over codes of one width.</summary>
    private sealed class Run(
        IModel model,
        ServiceFactory create,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation) : ICodedVisitor<ConformanceResult>
    {
        public ConformanceResult VisitCoded<TModel, TCode>(TModel typed, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            var view = new ModelView(model);
            bool isLed;
            using (var probe = new ServiceUnderTest(model, view, create))
            {
                isLed = !probe.IsCheckpointed;
            }

            var system = new ConformanceSystem<TModel, TCode>(
                typed, codec, () => new ServiceUnderTest(model, view, create), isLed);
            SearchResult exploration = Search.Explore<ConformanceSystem<TModel, TCode>, TCode>(
                system,
                isLed
                    ? limits with
                    {
                        MaximalStates = Math.Min(limits.MaximalStates, ShortestWays<TCode>.MaximalStates),
                    }
                    : limits,
                progress,
                cancellation);
            system.GiveUpServices();
            Finding? shortest = exploration.Findings
                .Where(finding => finding.Trace is not null)
                .MinBy(finding => finding.Trace!.Value.Length);
            return new ConformanceResult(
                model.Policy,
                model.Scope,
                exploration,
                system.Comparisons,
                system.Leading,
                shortest is null ? null : DivergenceIn(system, codec, shortest));
        }

        private Divergence DivergenceIn<TModel, TCode>(
            ConformanceSystem<TModel, TCode> system, StateCodec codec, Finding finding)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            var trace = Trace.Replay(model, finding.Trace!.Value);
            bool isStep = finding.Property.Kind == PropertyKind.TransitionInvariant;
            State state = trace.States(model)[isStep ? ^2 : ^1];
            TCode code = codec.Encode<TCode>(in state);
            uint label = isStep ? trace.Steps[^1].Operation.Code : 0;
            if (system.WayTo(in code) is { } way)
            {
                trace = new Trace(isStep ? [.. way, trace.Steps[^1]] : way);
            }

            return DivergenceFinder.Find(model, create, trace, system.DifferenceAt(in code, label));
        }
    }
}
