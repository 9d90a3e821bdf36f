namespace ModelCheck.Model.Vocabulary;

/// <summary>What becomes of a region when the dataspace that it was attached through is destroyed.</summary>
public enum MappingFate
{
    /// <summary>It ends, as the platform has it end.</summary>
    Unmapped,

    /// <summary>It stays, and so, as a zombie, does its dataspace.</summary>
    Keeping,

    /// <summary>
    /// It stands in the way: the dataspace cannot be freed. No answer to a Close, which nobody can refuse.
    /// </summary>
    Refusing,
}
