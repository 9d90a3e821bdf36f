namespace ModelCheck.Engine.Memory;

/// <summary>
/// What is found can be stored no further: the bound on memory is reached, the disk is full or fails, or a table is as
/// large as one can be.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1032:Implement standard exception constructors",
    Justification = "It is made by the engine only, and caught by the search.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1064:Exceptions should be public",
    Justification = "It never leaves the engine: a search that meets the bound says so in its result.")]
internal sealed class MemoryBoundException : Exception
{
    /// <summary>Says that the bound on memory is reached.</summary>
    internal MemoryBoundException()
    {
    }

    /// <summary>Says what is wrong with the disk.</summary>
    /// <param name="fault">What is wrong.</param>
    internal MemoryBoundException(string fault)
        : base(fault) => Reason = StopReason.DiskFault;

    /// <summary>Which bound it is.</summary>
    internal StopReason Reason { get; init; } = StopReason.Memory;
}
