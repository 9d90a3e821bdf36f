using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>
/// As FirstClass, but a freed dataspace that is mapped somewhere stays as a zombie until the last mapping goes.
/// </summary>
public readonly record struct Unlink : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Unlink";

    /// <inheritdoc/>
    public static string Summary =>
        "As FirstClass, but a freed dataspace that is mapped somewhere stays as a zombie until the last mapping goes.";

    /// <inheritdoc/>
    public static string Source => "POSIX shm_unlink, unlinked files; the repair of CVE-2024-0582";

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Orphaned;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Orphaned;

    /// <inheritdoc/>
    public static MappingFate MappingOnFree(Kinship kinship) => MappingFate.Keeping;

    /// <inheritdoc/>
    public static MappingFate MappingOnClose(Kinship kinship) => MappingFate.Keeping;
}
