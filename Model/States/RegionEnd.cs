namespace ModelCheck.Model.States;

/// <summary>
/// How a region ends when the dataspace that it was attached through is freed, hollowed or made a zombie, and the
/// lifetime policy does not let it keep the dataspace.
/// </summary>
public enum RegionEnd
{
    /// <summary>It goes at once.</summary>
    Unmapped,

    /// <summary>
    /// It stays, as a part of its block that nothing takes away; once its dataspace is gone it has none any more.
    /// </summary>
    Outlives,

    /// <summary>It is dead: it works on, through no dataspace, until somebody removes it.</summary>
    Dies,
}
