using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>Freeing a dataspace destroys it and every alias below it.</summary>
public readonly record struct Cascade : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Cascade";

    /// <inheritdoc/>
    public static string Summary => "Freeing a dataspace destroys it and every alias below it.";

    /// <inheritdoc/>
    public static string Source => "seL4 revoke, L4 unmap, Genode attachments";

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Destroyed;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;
}
