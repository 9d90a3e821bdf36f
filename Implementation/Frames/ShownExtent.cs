namespace ModelCheck.Implementation.Frames;

/// <summary>What a dead region shows.</summary>
internal struct ShownExtent
{
    /// <summary>The number of the first frame.</summary>
    internal int Base;

    /// <summary>How many frames; 0 for none.</summary>
    internal int Length;
}
