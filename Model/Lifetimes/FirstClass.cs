using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>Each alias is a dataspace of its own: freeing one releases only the frames that no other covers.</summary>
public readonly record struct FirstClass : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "FirstClass";

    /// <inheritdoc/>
    public static string Summary =>
        "Each alias is a dataspace of its own: freeing one releases only the frames that no other covers.";

    /// <inheritdoc/>
    public static string Source => "page reference counts: Redox, Moe, udmabuf";

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Orphaned;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Orphaned;
}
