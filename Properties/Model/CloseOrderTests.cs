using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>
/// A close does not depend on the order of destruction: where a policy gives Free and Close the same rule, closing a
/// session is the same as detaching its regions and freeing what it owns, one by one, in whatever order.
/// </summary>
public sealed class CloseOrderTests
{
    public static TheoryData<string, string, string> Policies
    {
        get
        {
            var policies = new TheoryData<string, string, string>();
            foreach (string lifetime in new[] { "Cascade", "FirstClass", "Managed", "Pin", "Reparent", "Replace" })
            {
                policies.Add(lifetime, "Holder", "Native");
                policies.Add(lifetime, "Allocator", "BaseLinux");
            }

            return policies;
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Closing_is_freeing_everything_in_any_order(string lifetime, string charging, string platform) =>
        CloseEqualsFrees(new PolicyName(lifetime, charging, platform), Scope.Uniform(3, 2, 3, quota: 3));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Closing_is_detaching_and_freeing_everything_in_any_order(
        string lifetime, string charging, string platform) =>
        CloseEqualsFrees(new PolicyName(lifetime, charging, platform), Scope.Uniform(2, 2, 3, quota: 2, regions: 1));

    private static void CloseEqualsFrees(PolicyName policy, Scope scope)
    {
        // Seals multiply the states and take no part in destruction.
        OperationKinds kinds = OperationKinds.Of(
            OperationKind.Alloc,
            OperationKind.Alias,
            OperationKind.Free,
            OperationKind.Attach,
            OperationKind.Detach,
            OperationKind.Close);
        IModel model = Catalog.CreateModel(policy, scope with { Permitted = [kinds, kinds] });
        int compared = 0;
        foreach (State state in Reachable(model))
        {
            foreach (SessionId session in SessionSet.First(scope.Sessions))
            {
                State closed = Granted(model, in state, Operation.Close(session));
                State detached = state;
                foreach (RegionId region in state.RegionsOf(session))
                {
                    detached = Granted(model, in detached, Operation.Detach(session, region));
                }

                foreach (DataspaceId[] order in Orders(state.OwnedBy(session) & state.Nameable))
                {
                    State freed = FreeAll(model, in detached, session, order);
                    if (closed != freed)
                    {
                        Assert.Fail($"Close({session}) differs from freeing {string.Join(' ', order)}");
                    }

                    compared++;
                }
            }
        }

        Assert.True(compared > 500, $"only {compared} orders were compared");
    }

    private static HashSet<State> Reachable(IModel model)
    {
        var found = new HashSet<State> { default };
        var queue = new Queue<State>(found);
        while (queue.TryDequeue(out State state))
        {
            Ledger ledger = model.Audit(in state);
            foreach (Operation operation in Instances.Of(model, in state))
            {
                State after = default;
                if (model.Apply(in state, in ledger, operation, ref after).IsGranted && found.Add(after))
                {
                    queue.Enqueue(after);
                }
            }
        }

        return found;
    }

    private static State FreeAll(IModel model, in State from, SessionId session, DataspaceId[] order)
    {
        State state = from;
        foreach (DataspaceId dataspace in order)
        {
            // What an earlier Free took along, or what was a zombie already, cannot be named any more.
            if (state.Nameable.Contains(dataspace))
            {
                state = Granted(model, in state, Operation.Free(session, dataspace));
            }
        }

        return state;
    }

    private static State Granted(IModel model, in State state, Operation operation)
    {
        State after = state;
        Outcome outcome = model.Step(ref after, operation);
        Assert.True(outcome.IsGranted, $"{operation} -> {outcome}");
        return after;
    }

    private static List<DataspaceId[]> Orders(DataspaceSet dataspaces)
    {
        if (dataspaces.IsEmpty)
        {
            return [[]];
        }

        var orders = new List<DataspaceId[]>();
        foreach (DataspaceId first in dataspaces)
        {
            orders.AddRange(Orders(dataspaces - first).Select(rest => (DataspaceId[])[first, .. rest]));
        }

        return orders;
    }
}
