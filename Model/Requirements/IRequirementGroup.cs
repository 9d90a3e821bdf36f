namespace ModelCheck.Model.Requirements;

/// <summary>
/// Requirements with one theme, in one file. Dropping the file into the project is all it takes to be found.
/// </summary>
public interface IRequirementGroup
{
    /// <summary>The requirements.</summary>
    static abstract IEnumerable<Requirement> Requirements { get; }
}
