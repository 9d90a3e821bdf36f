using System.Collections.Immutable;
using System.Numerics;

using ModelCheck.Explorer.Conformance;
using ModelCheck.Explorer.Engine;
using ModelCheck.Explorer.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants;

/// <summary>How a mutant was killed by a random sequence of operations.</summary>
/// <param name="Operations">How long the sequence is, after shrinking.</param>
/// <param name="Cases">Which sequence it was.</param>
internal sealed record RandomKill(int Operations, int Cases);

/// <summary>
/// Random sequences of operations, put to a service and the model side by side. Unlike the exhaustive comparison it
/// never puts the service into a state by description: it walks there, so that generations grow and lists get into
/// disorder.
/// </summary>
internal sealed class RandomHunt
{
    private const int Cases = 600;
    private const int Length = 60;

    private readonly Scope _scope;
    private ulong _seed;

    private RandomHunt(Scope scope, ulong seed)
    {
        _scope = scope;
        _seed = seed;
    }

    // Narrow and wide in turn: what is scarce in one is plentiful in the other.
    private static ImmutableArray<Scope> Scopes { get; } =
    [
        Scope.Uniform(3, 2, 4, quota: 3, regions: 2),
        Scope.Uniform(6, 2, 10, quota: 16, regions: 2) with { Contents = true },
        Scope.Uniform(4, 3, 6, quota: 6, regions: 3) with { Sharing = Sharing.Delegated },
        Scope.Uniform(24, 3, 12, quota: 20, regions: 4) with { Sharing = Sharing.Delegated, Contents = true },
    ];

    /// <summary>Runs sequences until a service and the model part.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="service">Makes the service.</param>
    /// <param name="cancellation">Ends the hunt early.</param>
    /// <returns>The divergence, or null.</returns>
    internal static RandomKill? FirstDivergence(
        PolicyName policy,
        Func<ServiceBounds, IFrameMemory?, IRamService> service,
        CancellationToken cancellation)
    {
        ImmutableArray<IModel> models = [.. Scopes.Select(scope => Catalog.CreateModel(policy, scope))];
        for (int index = 0; index < Cases && !cancellation.IsCancellationRequested; index++)
        {
            IModel model = models[index % models.Length];
            var hunt = new RandomHunt(model.Scope, Code64.Mix((ulong)index));
            if (Divergence(model, service, hunt.Sequence(model)) is { } divergence)
            {
                return new RandomKill(Shrink(model, service, divergence).Steps.Length, index + 1);
            }
        }

        return null;
    }

    private static Trace? Divergence(
        IModel model, Func<ServiceBounds, IFrameMemory?, IRamService> service, IEnumerable<uint> operations) =>
        DivergenceFinder.Replay(
            model,
            (_, bounds, memory) => (ICheckpointedService)service(bounds, memory),
            Trace.Replay(model, operations))?.Trace;

    // Leaves out halves, quarters and so on down to single operations, as long as what is left still shows it.
    private static Trace Shrink(IModel model, Func<ServiceBounds, IFrameMemory?, IRamService> service, Trace trace)
    {
        for (int part = trace.Steps.Length / 2; part > 0; part /= 2)
        {
            for (int first = 0; first + part <= trace.Steps.Length;)
            {
                IEnumerable<uint> rest = trace.Steps.RemoveRange(first, part).Select(step => step.Operation.Code);
                if (Divergence(model, service, rest) is { } shorter)
                {
                    trace = shorter;
                }
                else
                {
                    first += part;
                }
            }
        }

        return trace;
    }

    private List<uint> Sequence(IModel model)
    {
        var operations = new List<uint>(Length);
        State state = default;
        for (int step = 0; step < Length; step++)
        {
            State before = state;
            Operation operation = NextOperation(in before);
            if (_scope.OperationsOf(operation.Session).Contains(operation.Kind))
            {
                model.Apply(in before, model.Audit(in before), operation, ref state);
                operations.Add(operation.Code);
            }
        }

        return operations;
    }

    private Operation NextOperation(in State state)
    {
        var session = new SessionId(Below(_scope.Sessions));

        // Often the last one, so that long chains of aliases come about.
        var dataspace = new DataspaceId(
            Below(2) == 0 ? BitOperations.Log2(state.Occupied.Bits | 1) : Below(_scope.Dataspaces));
        var region = new RegionId(Below(Math.Max(1, _scope.Regions)));

        // Most capabilities are named by their owner; otherwise wide scopes would mostly refuse.
        SessionId owner = Below(3) == 0 ? session : state.OwnerOf(dataspace);
        var kind = (OperationKind)Below(16);
        return kind switch
        {
            OperationKind.Seal or OperationKind.Attach => Operation.Upon(kind, owner, dataspace),
            OperationKind.Free or >= (OperationKind)14 => Operation.Free(owner, dataspace),
            OperationKind.Revoke => Operation.Revoke(owner, dataspace),
            OperationKind.Detach => Operation.Detach(session, region),
            OperationKind.Share => Operation.Share(owner, new SessionId(Below(_scope.Sessions)), dataspace),
            OperationKind.Write => Operation.Write(
                Below(4) == 0 ? session : state.SessionOf(region),
                region,
                Below(state.ExtentOf(region).Length + 1)),

            // A close undoes much, so it is drawn once in sixty-four times.
            OperationKind.Close when Below(4) == 0 => Operation.Close(session),
            >= (OperationKind)12 => Operation.Alloc(session, Below(1 + Math.Max(2, _scope.Frames / 3))),

            _ => NextAlias(owner, dataspace, Math.Max(1, state.ExtentOf(dataspace).Length)),
        };
    }

    // Now and then a part that is empty or goes beyond the end.
    private Operation NextAlias(SessionId owner, DataspaceId dataspace, int length)
    {
        bool writable = Below(3) != 0;
        bool wild = Below(8) == 0;
        int offset = wild ? Below(length + 1) : Below(4) == 0 ? Below(length) : 0;
        int size = wild ? Below(length + 2) : Below(4) == 0 ? 1 + Below(length - offset) : length - offset;
        return Operation.Alias(owner, dataspace, writable, offset, size);
    }

    // SplitMix64 with the engine's mixer: System.Random promises no sequence across versions of the runtime.
    private int Below(int bound)
    {
        _seed += 0x9e37_79b9_7f4a_7c15;
        return (int)(Code64.Mix(_seed) % (uint)bound);
    }
}
