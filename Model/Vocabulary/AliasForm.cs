namespace ModelCheck.Model.Vocabulary;

/// <summary>What Alias makes.</summary>
public enum AliasForm
{
    /// <summary>A second dataspace over the same frames.</summary>
    View,

    /// <summary>
    /// A dataspace that takes the place of the original, which is destroyed; only its owner may do so.
    /// </summary>
    Replacement,

    /// <summary>
    /// An object with a cost of its own (an RM session and its managed dataspace) through which the original's frames
    /// are reached; it covers no frames itself.
    /// </summary>
    Managed,
}
