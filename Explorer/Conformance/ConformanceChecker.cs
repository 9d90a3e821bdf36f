using ModelCheck.Explorer.Bridge;
using ModelCheck.Explorer.Engine;
using ModelCheck.Explorer.Results;
using ModelCheck.Implementation;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Explorer.Conformance;

/// <summary>
/// Compares a service with the model in every reachable state of a scope, for everything that can be asked there.
/// </summary>
public static class ConformanceChecker
{
    /// <summary>The platform that a RAM service for one machine stands for.</summary>
    public const string Platform = "Native";

    /// <summary>What the project's own implementation can follow, each on <see cref="Platform"/>.</summary>
    public static IEnumerable<PolicyName> Policies =>
        from lifetime in Catalog.Lifetimes
        from charging in Catalog.Chargings
        where RamServices.ChargingNames.Contains(charging.Name)
        select new PolicyName(lifetime.Name, charging.Name, Platform);

    /// <summary>Makes the project's own implementation.</summary>
    /// <param name="policy">One of <see cref="Policies"/>.</param>
    /// <param name="bounds">What it is to manage.</param>
    /// <param name="memory">What is behind its frames.</param>
    /// <returns>The service.</returns>
    public static ICheckpointedService CreateImplementation(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    {
        ArgumentNullException.ThrowIfNull(policy);
        PolicyEntry lifetime = Catalog.Find(Catalog.Lifetimes, policy.Lifetime)
            ?? throw new ArgumentException($"there is no lifetime {policy.Lifetime}", nameof(policy));
        return RamServices.Create(lifetime.Type, policy.Charging, bounds, memory);
    }

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
        (Exploration exploration, long comparisons) =
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
        CancellationToken cancellation) : ICodedVisitor<(Exploration Exploration, long Comparisons)>
    {
        public (Exploration Exploration, long Comparisons) Visit<TModel, TCode>(TModel model, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            var view = new ModelView(model);
            var system = new ConformanceSystem<TModel, TCode>(
                model, codec, () => new Lockstep(model, view, create));
            Exploration exploration = Search.Explore<ConformanceSystem<TModel, TCode>, TCode>(
                system, limits, progress, cancellation);
            return (exploration, system.Comparisons);
        }
    }
}
