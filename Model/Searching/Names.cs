using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Searching;

/// <summary>Other names for sessions and slots; by default each keeps its own.</summary>
/// <param name="Sessions">The new name of each session.</param>
/// <param name="Dataspaces">The new slot of each dataspace.</param>
/// <param name="Regions">The new slot of each region.</param>
public readonly record struct Names(Permutation Sessions, Permutation Dataspaces, Permutation Regions)
{
    /// <summary>The names that undo these.</summary>
    public Names Inverse => new(Sessions.Inverse, Dataspaces.Inverse, Regions.Inverse);

    /// <summary>The session under its new name.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The session.</returns>
    public SessionId Of(SessionId session) => new(Sessions[session.Index]);

    /// <summary>The slot that the dataspace moves to.</summary>
    /// <param name="dataspace">The slot it is in.</param>
    /// <returns>The slot.</returns>
    public DataspaceId Of(DataspaceId dataspace) => new(Dataspaces[dataspace.Index]);

    /// <summary>The slot that the region moves to.</summary>
    /// <param name="region">The slot it is in.</param>
    /// <returns>The slot.</returns>
    public RegionId Of(RegionId region) => new(Regions[region.Index]);

    /// <summary>What asks the same under the new names.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The operation.</returns>
    public Operation Of(Operation operation) => operation.Kind switch
    {
        OperationKind.Alloc => Operation.Alloc(Of(operation.Session), operation.Size),
        OperationKind.Alias => Operation.Alias(
            Of(operation.Session),
            Of(operation.Dataspace),
            operation.Writable,
            operation.Offset,
            operation.Size),
        OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
            or OperationKind.Drop =>
            Operation.Upon(operation.Kind, Of(operation.Session), Of(operation.Dataspace)),
        OperationKind.Detach => Operation.Detach(Of(operation.Session), Of(operation.Region)),
        OperationKind.Share =>
            Operation.Share(Of(operation.Session), Of(operation.Receiver), Of(operation.Dataspace)),
        OperationKind.Write => Operation.Write(Of(operation.Session), Of(operation.Region), operation.Offset),
        OperationKind.Close => Operation.Close(Of(operation.Session)),
        OperationKind.Donate =>
            Operation.Donate(Of(operation.Session), Of(operation.Receiver), operation.Size),
        OperationKind.Flush => operation,
    };
}
