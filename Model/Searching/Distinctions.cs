namespace ModelCheck.Model.Searching;

/// <summary>
/// The names that mean something to a policy or a requirement: it would say something else if they were exchanged.
/// </summary>
[Flags]
public enum Distinctions
{
    /// <summary>Neither: whoever is called what and whatever lies where, it says the same.</summary>
    None = 0,

    /// <summary>It treats a session by its number, beyond what the scope says of that session.</summary>
    Sessions = 1,

    /// <summary>It looks at the number of a dataspace slot or region slot, or at their order.</summary>
    Slots = 2,
}
