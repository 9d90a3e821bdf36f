using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>
/// As FirstClass, but aliases move up to the freed dataspace's parent, whose owner can still revoke them.
/// </summary>
public readonly record struct Reparent : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Reparent";

    /// <inheritdoc/>
    public static string Summary =>
        "As FirstClass, but aliases move up to the freed dataspace's parent, whose owner can still revoke them.";

    /// <inheritdoc/>
    public static string Source => "seL4 delete, CapROS space banks";

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Adopted;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Adopted;
}
