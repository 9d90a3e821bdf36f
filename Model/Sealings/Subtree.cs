using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Sealings;

/// <summary>As Immediate, for the dataspace and all of its descendants.</summary>
public readonly record struct Subtree : ISealingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Subtree";

    /// <inheritdoc/>
    public static string Summary => "As Immediate, for the dataspace and every alias below it.";

    /// <inheritdoc/>
    public static string Source => "\"ROM from here on\"";

    /// <inheritdoc/>
    public static bool SealsDescendants => true;

    /// <inheritdoc/>
    public static bool TakesRights => true;
}
