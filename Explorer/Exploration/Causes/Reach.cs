namespace ModelCheck.Exploration.Causes;

/// <summary>What a search for something found out.</summary>
public enum Reach
{
    /// <summary>It can be reached.</summary>
    Reached,

    /// <summary>It cannot be reached: every state on the way was looked at.</summary>
    Never,

    /// <summary>Neither is known: more states would have to be looked at than there was a bound for.</summary>
    NotSettled,
}
