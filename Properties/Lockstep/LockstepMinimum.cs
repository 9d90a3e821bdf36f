using System.Collections.Immutable;

using ModelCheck.Conformance.Shrinking;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// Hands a divergence to the explorer, which looks for a shortest one among the same objects and proves that there is
/// none shorter.
/// </summary>
internal static class LockstepMinimum
{
    private static readonly SearchLimits Limits = new() { MaximalStates = 1_000_000 };

    /// <summary>What the explorer makes of a divergence.</summary>
    /// <param name="rules">The policy.</param>
    /// <param name="service">Makes the service.</param>
    /// <param name="swarm">What the service was given.</param>
    /// <param name="asFound">What was asked, as far as the specification has operations for it.</param>
    /// <param name="shrunk">The same after shrinking, which may do without what it has none for.</param>
    /// <returns>
    /// How many operations were found, left and needed, and a shortest trace; nothing when the bounds are too large, or
    /// the service cannot be put into a state.
    /// </returns>
    internal static string Of(
        PlainRules rules,
        Func<ServiceBounds, IFrameMemory?, IRamService> service,
        Swarm swarm,
        ImmutableArray<Operation> asFound,
        ImmutableArray<Operation> shrunk)
    {
        ServiceBounds bounds = swarm.Bounds;
        var scope = new Scope
        {
            Frames = bounds.Frames,
            Sessions = bounds.Quotas.Length,
            Dataspaces = bounds.Dataspaces,
            Regions = bounds.Regions,
            Quotas = bounds.Quotas,
            Sharing = bounds.Sharing,
            Contents = swarm.HasContents && bounds.Regions > 0,
            AliasCost = bounds.AliasCost,
            Permitted = [.. Enumerable.Repeat(KindsIn(asFound), bounds.Quotas.Length)],
        };
        if (scope.Faults().Any() || service(bounds, null) is not ICheckpointedService)
        {
            return string.Empty;
        }

        IModel model = Catalog.CreateModel(rules.Policy, scope);
        MinimisedFailure? failure = Find(model, asFound) ?? Find(model, shrunk);
        return failure is null
            ? "the explorer sees no divergence: it takes something that the specification has no operation for"
            : $"""
            {SoakReport.Minimisation(failure)}
            {string.Join('\n', failure.Shortest.Trace.Steps.Select(step => $"  {step}"))}
              {failure.Shortest.Difference}
            """;

        // What must be named is asked for only where it was asked: it makes many states.
        static OperationKinds KindsIn(ImmutableArray<Operation> operations) =>
            OperationKinds.Default | OperationKinds.Of([.. operations.Select(operation => operation.Kind)]);

        MinimisedFailure? Find(IModel model, ImmutableArray<Operation> operations) => MinimalDivergence.Find(
            model,
            (_, restricted, memory) => service(restricted, memory),
            operations,
            Limits);
    }
}
