using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>A dataspace cannot be freed while it has aliases; a session that dies takes them with it.</summary>
public readonly record struct Refuse : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Refuse";

    /// <inheritdoc/>
    public static string Summary =>
        "A dataspace cannot be freed while it has aliases; a session that dies takes them with it.";

    /// <inheritdoc/>
    public static string Source => "seL4 retype (RevokeFirst), Xen grants";

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Refusing;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;
}
