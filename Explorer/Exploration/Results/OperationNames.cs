using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Results;

/// <summary>What traces, logs and the protocol of docs/protocol.md call operations.</summary>
public static class OperationNames
{
    /// <summary>The name of an operation.</summary>
    /// <param name="kind">The operation.</param>
    /// <returns>The name, in lower case.</returns>
    public static string Of(OperationKind kind) => kind switch
    {
        OperationKind.Alloc => "alloc",
        OperationKind.Alias => "alias",
        OperationKind.Free => "free",
        OperationKind.Revoke => "revoke",
        OperationKind.Seal => "seal",
        OperationKind.Attach => "attach",
        OperationKind.Detach => "detach",
        OperationKind.Share => "share",
        OperationKind.Write => "write",
        OperationKind.Close => "close",
        OperationKind.Drop => "drop",
        OperationKind.Donate => "donate",
        OperationKind.Flush => "flush",
    };
}
