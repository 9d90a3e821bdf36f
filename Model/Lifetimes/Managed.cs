using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>
/// An alias is a managed dataspace with a cost of its own; when the original goes, its aliases stay as hollow objects.
/// </summary>
public readonly record struct Managed : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Managed";

    /// <inheritdoc/>
    public static string Summary =>
        "An alias is a managed dataspace with a cost of its own; "
        + "when the original goes, its aliases stay as hollow objects.";

    /// <inheritdoc/>
    public static string Source => "Genode RM sessions, the stop-gap that the seed recommends";

    /// <inheritdoc/>
    public static AliasForm Form => AliasForm.Managed;

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Hollowed;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Hollowed;
}
