using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Shrinking;

/// <summary>Operations that ask the same of, or for, other sessions and slots.</summary>
internal static class Renaming
{
    /// <summary>Whether an operation names a dataspace.</summary>
    internal static bool NamesDataspace(Operation operation) => operation.Kind
        is OperationKind.Alias or OperationKind.Free or OperationKind.Revoke or OperationKind.Seal
        or OperationKind.Attach or OperationKind.Share or OperationKind.Drop;

    /// <summary>Whether an operation names a region.</summary>
    internal static bool NamesRegion(Operation operation) =>
        operation.Kind is OperationKind.Detach or OperationKind.Write;

    /// <summary>Whether an operation names a session beside the one that asks.</summary>
    internal static bool NamesReceiver(Operation operation) =>
        operation.Kind is OperationKind.Share or OperationKind.Donate;

    /// <summary>The sessions that an operation names: who asks, if it is a session's, and who receives.</summary>
    internal static IEnumerable<SessionId> SessionsOf(Operation operation) =>
        !operation.IsOf(operation.Session) ? []
        : NamesReceiver(operation) ? [operation.Session, operation.Receiver]
        : [operation.Session];

    /// <summary>With other sessions.</summary>
    internal static Operation Sessions(Operation operation, Func<SessionId, int> renamed) =>
        !operation.IsOf(operation.Session)
            ? operation
            : Of(
                operation,
                new SessionId(renamed(operation.Session)),
                operation.Dataspace,
                operation.Region,
                NamesReceiver(operation) ? new SessionId(renamed(operation.Receiver)) : default);

    /// <summary>With another dataspace.</summary>
    internal static Operation Dataspace(Operation operation, int slot) =>
        Of(operation, operation.Session, new DataspaceId(slot), operation.Region, operation.Receiver);

    /// <summary>With another region.</summary>
    internal static Operation Region(Operation operation, int slot) =>
        Of(operation, operation.Session, operation.Dataspace, new RegionId(slot), operation.Receiver);

    private static Operation Of(
        Operation operation, SessionId session, DataspaceId dataspace, RegionId region, SessionId receiver) =>
        operation.Kind switch
        {
            OperationKind.Alloc => Operation.Alloc(session, operation.Size),
            OperationKind.Alias =>
                Operation.Alias(session, dataspace, operation.Writable, operation.Offset, operation.Size),
            OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
                or OperationKind.Drop => Operation.Upon(operation.Kind, session, dataspace),
            OperationKind.Detach => Operation.Detach(session, region),
            OperationKind.Share => Operation.Share(session, receiver, dataspace),
            OperationKind.Write => Operation.Write(session, region, operation.Offset),
            OperationKind.Close => Operation.Close(session),
            OperationKind.Donate => Operation.Donate(session, receiver, operation.Size),
            OperationKind.Flush => operation,
        };
}
