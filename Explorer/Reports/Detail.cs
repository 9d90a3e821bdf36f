namespace ModelCheck.Reports;

/// <summary>How much of an answer is told.</summary>
internal enum Detail
{
    /// <summary>All of it, as in a document.</summary>
    Whole,

    /// <summary>The most important, as on a screen.</summary>
    Brief,

    /// <summary>Still less, where that would be more than one screen.</summary>
    Terse,
}
