namespace ModelCheck.Engine.Visited;

/// <summary>A state that must be in the visited set is not: a defect, or a checkpoint that was made up.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1032:Implement standard exception constructors",
    Justification = "It is made by the engine only.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1064:Exceptions should be public",
    Justification = "Outside of the engine it is any invalid operation.")]
internal sealed class MissingStateException(string message) : InvalidOperationException(message);
