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
            : operation.With(
                new SessionId(renamed(operation.Session)),
                NamesReceiver(operation) ? new SessionId(renamed(operation.Receiver)) : default,
                operation.Dataspace,
                operation.Region);

    /// <summary>With another dataspace.</summary>
    internal static Operation Dataspace(Operation operation, int slot) =>
        operation.With(operation.Session, operation.Receiver, new DataspaceId(slot), operation.Region);

    /// <summary>With another region.</summary>
    internal static Operation Region(Operation operation, int slot) =>
        operation.With(operation.Session, operation.Receiver, operation.Dataspace, new RegionId(slot));
}
