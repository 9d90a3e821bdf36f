namespace ModelCheck.Model.Vocabulary;

/// <summary>A set of kinships.</summary>
[Flags]
public enum Kinships
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><see cref="Kinship.Own"/>.</summary>
    Own = 1,

    /// <summary><see cref="Kinship.Foreign"/>.</summary>
    Foreign = 2,
}
