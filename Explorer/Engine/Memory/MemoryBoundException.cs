namespace ModelCheck.Engine.Memory;

/// <summary>The search would take more memory than it may, or there is no more room on the disk.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1032:Implement standard exception constructors",
    Justification = "It carries nothing and is caught by the search.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1064:Exceptions should be public",
    Justification = "It never leaves the engine: a search that meets the bound says so in its result.")]
internal sealed class MemoryBoundException : Exception
{
    /// <summary>Whether it is the disk that has no more room.</summary>
    internal bool IsDiskFull { get; init; }
}
