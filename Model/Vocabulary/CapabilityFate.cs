namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// What becomes of the capability that a session other than the owner holds when the dataspace is destroyed (delegated
/// sharing).
/// </summary>
public enum CapabilityFate
{
    /// <summary>It goes with the dataspace.</summary>
    Withdrawn,

    /// <summary>The dataspace lives on, owned from now on by the lowest other session that holds it.</summary>
    Passing,

    /// <summary>
    /// It stands in the way: the dataspace cannot be freed. No answer to a Close, which nobody can refuse.
    /// </summary>
    Refusing,
}
