using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>As Pin while the owner's session lives; when it closes, everything it handed out goes.</summary>
public readonly record struct SessionBound : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "SessionBound";

    /// <inheritdoc/>
    public static string Summary =>
        "As Pin while the owner's session lives; when it closes, everything it handed out goes.";

    /// <inheritdoc/>
    public static string Source => "Genode's session-quota protocol, which wants all quota back at a close";

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Pinning;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;
}
