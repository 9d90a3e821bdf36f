using ModelCheck.Engine;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>
/// A walk through scopes too wide to list what can be asked in a state: operations with arguments drawn at random,
/// those that are granted carried out. The sequence is the same on every machine.
/// </summary>
internal sealed class RandomWalk
{
    private readonly Scope _scope;
    private readonly SplitMix64 _dice = new(20_260_101);

    private RandomWalk(Scope scope) => _scope = scope;

    /// <summary>The states met when so many operations are asked.</summary>
    internal static HashSet<State> Through(IModel model, int steps)
    {
        var walk = new RandomWalk(model.Scope);
        var met = new HashSet<State>();
        State state = default;
        for (int step = 0; step < steps; step++)
        {
            Operation operation = walk.NextOperation(in state);
            if (model.Scope.OperationsOf(operation.Session).Contains(operation.Kind))
            {
                model.Step(ref state, operation);
                met.Add(state);
            }
        }

        return met;
    }

    private Operation NextOperation(in State state)
    {
        var session = new SessionId(_dice.Below(_scope.Sessions));
        var dataspace = new DataspaceId(_dice.Below(_scope.Dataspaces));
        var region = new RegionId(_dice.Below(Math.Max(1, _scope.Regions)));
        // One capability in two is named by its owner; otherwise wide scopes would mostly refuse.
        SessionId owner = _dice.Below(2) == 0 ? state.OwnerOf(dataspace) : session;
        int length = Math.Max(1, state.ExtentOf(dataspace).Length);
        int offset = _dice.Below(length);
        var kind = (OperationKind)_dice.Below(16);
        return kind switch
        {
            OperationKind.Free or OperationKind.Seal or OperationKind.Attach => Operation.Upon(kind, owner, dataspace),
            OperationKind.Revoke => Operation.Revoke(owner, dataspace),
            OperationKind.Detach => Operation.Detach(session, region),
            OperationKind.Share => Operation.Share(owner, new SessionId(_dice.Below(_scope.Sessions)), dataspace),
            OperationKind.Write => Operation.Write(
                state.SessionOf(region), region, _dice.Below(Math.Max(1, state.ExtentOf(region).Length))),
            // A close undoes much, so it is drawn once in a hundred and twenty-eight times.
            OperationKind.Close when _dice.Below(8) == 0 => Operation.Close(session),
            >= (OperationKind)13 => Operation.Alloc(session, 1 + _dice.Below(Math.Max(1, _scope.Frames / 3))),
            _ => Operation.Alias(owner, dataspace, _dice.Below(3) != 0, offset, 1 + _dice.Below(length - offset)),
        };
    }
}
