namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// What every policy says of itself. A policy is an empty struct: its decisions are static, so the compiler of the
/// running machine specialises the model for it, and dropping its file into the project is all it takes to be found.
/// </summary>
public partial interface IPolicy
{
    /// <summary>The name on the command line and in reports.</summary>
    static abstract string Name { get; }

    /// <summary>What it decides, in one sentence.</summary>
    static abstract string Summary { get; }

    /// <summary>Which systems behave so.</summary>
    static abstract string Source { get; }
}
