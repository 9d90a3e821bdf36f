namespace ModelCheck.Implementation.Charging;

/// <summary>
/// Where a dataspace begins or ends, as a node of the tree of its owner's: see <see cref="Footprints"/>, 36 bytes.
/// Links are 1 + a number. What is said of gaps is said of those between neighbours below this node, itself included.
/// </summary>
internal struct EndPoint
{
    /// <summary>The root of what comes before.</summary>
    internal int Left;

    /// <summary>The root of what comes after.</summary>
    internal int Right;

    /// <summary>How many nodes there are on the longest way down from here; 0 for one that is in no tree.</summary>
    internal int Height;

    /// <summary>The number of the first frame, or of the one after the last.</summary>
    internal int Position;

    /// <summary>How many more dataspaces begin than end, here and below.</summary>
    internal int Sum;

    /// <summary>
    /// By how much fewer dataspaces cover the least covered gap than cover what is before all gaps;
    /// <see cref="Footprints.NoGap"/> where there is none.
    /// </summary>
    internal int Least;

    /// <summary>How many frames there are in the gaps that are covered so little.</summary>
    internal int Gap;

    /// <summary>The lowest position.</summary>
    internal int First;

    /// <summary>The highest position.</summary>
    internal int Last;
}
