using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Model;

/// <summary>
/// Which operation instances are asked in a state: the rules of docs/semantics.md written down a second time, as plain
/// loops and without a look at the explorer's, so that a slip in either one moves a count.
/// </summary>
internal static class Instances
{
    internal static List<Operation> Of(IModel model, in State state)
    {
        Scope scope = model.Scope;
        var instances = new List<Operation>(capacity: 64);
        if (model.Policy.Platform is "Quarantine" or "LateFlush"
            && Enumerable.Range(0, scope.Sessions).Any(
                session => scope.OperationsOf(new SessionId(session)).Contains(OperationKind.Attach)))
        {
            instances.Add(Operation.Flush());
        }

        for (int index = 0; index < scope.Sessions; index++)
        {
            var session = new SessionId(index);
            OperationKinds kinds = scope.OperationsOf(session);
            if (kinds.Contains(OperationKind.Alloc))
            {
                instances.AddRange(Enumerable.Range(0, scope.Frames + 1).Select(n => Operation.Alloc(session, n)));
            }

            if (kinds.Contains(OperationKind.Close))
            {
                instances.Add(Operation.Close(session));
            }

            for (int receiver = 0; kinds.Contains(OperationKind.Donate) && receiver < scope.Sessions; receiver++)
            {
                instances.AddRange(
                    Enumerable.Range(0, scope.Frames + 1)
                        .Select(n => Operation.Donate(session, new SessionId(receiver), n)));
            }

            AddOnDataspaces(scope, in state, session, kinds, instances);
            AddOnRegions(scope, in state, session, kinds, instances);
        }

        return instances;
    }

    private static void AddOnDataspaces(
        Scope scope, in State state, SessionId session, OperationKinds kinds, List<Operation> instances)
    {
        OperationKind[] simple =
            [OperationKind.Free, OperationKind.Revoke, OperationKind.Seal, OperationKind.Attach, OperationKind.Drop];
        for (int slot = 0; slot < scope.Dataspaces; slot++)
        {
            var dataspace = new DataspaceId(slot);
            foreach (OperationKind kind in simple)
            {
                if (kinds.Contains(kind))
                {
                    instances.Add(Operation.Upon(kind, session, dataspace));
                }
            }

            if (kinds.Contains(OperationKind.Alias))
            {
                AddAliases(session, dataspace, state.ExtentOf(dataspace).Length, instances);
            }

            for (int receiver = 0; kinds.Contains(OperationKind.Share) && receiver < scope.Sessions; receiver++)
            {
                if (receiver != session.Index)
                {
                    instances.Add(Operation.Share(session, new SessionId(receiver), dataspace));
                }
            }
        }
    }

    // Every part and both rights; then one part that is a frame too long, the only question about an empty slot.
    private static void AddAliases(
        SessionId session, DataspaceId original, int length, List<Operation> instances)
    {
        foreach (bool writable in new[] { false, true })
        {
            for (int end = 1; end <= length; end++)
            {
                for (int offset = 0; offset < end; offset++)
                {
                    instances.Add(Operation.Alias(session, original, writable, offset, end - offset));
                }
            }
        }

        instances.Add(Operation.Alias(session, original, writable: false, 0, length + 1));
    }

    private static void AddOnRegions(
        Scope scope, in State state, SessionId session, OperationKinds kinds, List<Operation> instances)
    {
        for (int slot = 0; slot < scope.Regions; slot++)
        {
            var region = new RegionId(slot);
            if (kinds.Contains(OperationKind.Detach))
            {
                instances.Add(Operation.Detach(session, region));
            }

            // Every frame of the region and one beyond it.
            for (int i = 0; kinds.Contains(OperationKind.Write) && i <= state.ExtentOf(region).Length; i++)
            {
                instances.Add(Operation.Write(session, region, i));
            }
        }
    }
}
