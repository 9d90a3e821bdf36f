namespace ModelCheck.Model.Vocabulary;

/// <summary>What a dataspace slot holds.</summary>
public enum Life
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A dataspace that can be used.</summary>
    Live,

    /// <summary>One that was freed and is kept by its aliases: nameable by nobody, its frames stay.</summary>
    Zombie,

    /// <summary>One that lost what backed it: an object without memory.</summary>
    Hollow,
}
