using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Sealings;

/// <summary>Later aliases and attachments are read-only; what is writable stays so.</summary>
public readonly record struct Future : ISealingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Future";

    /// <inheritdoc/>
    public static string Summary => "Later aliases and attachments are read-only; what is writable stays so.";

    /// <inheritdoc/>
    public static string Source => "Genode seal_ram, F_SEAL_FUTURE_WRITE";
}
