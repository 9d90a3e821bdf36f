using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Sealings;

/// <summary>As Future, and the regions attached through the dataspace lose the right to write at once.</summary>
public readonly record struct Immediate : ISealingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Immediate";

    /// <inheritdoc/>
    public static string Summary => "As Future, and every region attached through it loses the right to write at once.";

    /// <inheritdoc/>
    public static string Source => "a page-table downgrade";

    /// <inheritdoc/>
    public static bool TakesRights => true;
}
