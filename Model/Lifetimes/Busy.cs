using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>
/// A dataspace cannot be freed while it has aliases or is mapped; a session that dies takes them with it.
/// </summary>
public readonly record struct Busy : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Busy";

    /// <inheritdoc/>
    public static string Summary =>
        "A dataspace cannot be freed while it has aliases or is mapped; a session that dies takes them with it.";

    /// <inheritdoc/>
    public static string Source => "Xen grants after XSA-255; EBUSY";

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Refusing;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;

    /// <inheritdoc/>
    public static MappingFate MappingOnFree(Kinship kinship) => MappingFate.Refusing;
}
