using ModelCheck.Model.Searching;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Lifetimes;

/// <summary>
/// Whoever holds a capability keeps the dataspace: it passes to the next holder, and aliases and mappings keep a
/// zombie.
/// </summary>
public readonly record struct Handles : ILifetimePolicy
{
    /// <inheritdoc/>
    public static string Name => "Handles";

    /// <inheritdoc/>
    public static string Summary =>
        "A freed dataspace passes to the next session that holds it; without one, aliases and mappings keep it.";

    /// <inheritdoc/>
    public static string Source => "Zircon VMOs, file descriptors";

    /// <inheritdoc/>
    /// <remarks>Of several that hold a dataspace the lowest session becomes its owner.</remarks>
    public static Distinctions TellsApart => Distinctions.Sessions;

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => AliasFate.Pinning;

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => AliasFate.Pinning;

    /// <inheritdoc/>
    public static MappingFate MappingOnFree(Kinship kinship) => MappingFate.Keeping;

    /// <inheritdoc/>
    public static MappingFate MappingOnClose(Kinship kinship) => MappingFate.Keeping;

    /// <inheritdoc/>
    public static CapabilityFate CapabilityOnFree => CapabilityFate.Passing;

    /// <inheritdoc/>
    public static CapabilityFate CapabilityOnClose => CapabilityFate.Passing;
}
