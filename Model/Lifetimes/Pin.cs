using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>
/// A freed dataspace that has aliases becomes a zombie: nobody can name it, and all its frames stay until the last
/// alias goes.
/// </summary>
public readonly record struct Pin : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Pin";

    /// <inheritdoc/>
    public static string Summary =>
        "A freed dataspace that has aliases becomes a zombie: nobody can name it, "
        + "and all its frames stay until the last alias goes.";

    /// <inheritdoc/>
    public static string Source => "Zircon slices, XNU memory entries, Windows sections, memfd, wl_shm";

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Pinning;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Pinning;
}
