namespace ModelCheck.Model.Vocabulary;

/// <summary>What becomes of an alias when the dataspace that it is an alias of is destroyed.</summary>
public enum AliasFate
{
    /// <summary>It is destroyed too, and so on down the tree.</summary>
    Destroyed,

    /// <summary>It lives on without a parent.</summary>
    Orphaned,

    /// <summary>It lives on as an alias of the nearest ancestor that is left.</summary>
    Adopted,

    /// <summary>It lives on, and so, as a zombie, does its parent: nameable by nobody, its frames kept.</summary>
    Pinning,

    /// <summary>It stays as an object, but it and everything below it has no backing any more.</summary>
    Hollowed,

    /// <summary>
    /// It stands in the way: the parent cannot be freed. No answer to a Close, which nobody can refuse.
    /// </summary>
    Refusing,
}
