using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>
/// No alias exists beside its original: Alias destroys the original and gives back the frames outside the part kept.
/// </summary>
public readonly record struct Replace : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Replace";

    /// <inheritdoc/>
    public static string Summary =>
        "No alias exists beside its original: "
        + "Alias destroys the original and gives back the frames outside the part kept.";

    /// <inheritdoc/>
    public static string Source => "the first proposal in Genode issue 1633";

    /// <inheritdoc/>
    public static AliasForm Form => AliasForm.Replacement;

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Destroyed;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;
}
