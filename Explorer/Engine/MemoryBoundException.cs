namespace ModelCheck.Explorer.Engine;

/// <summary>The search would take more memory than it may.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1032:Implement standard exception constructors",
    Justification = "It carries nothing and is caught by the search.")]
internal sealed class MemoryBoundException : Exception
{
}
