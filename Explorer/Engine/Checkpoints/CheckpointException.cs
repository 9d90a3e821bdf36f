namespace ModelCheck.Engine.Checkpoints;

/// <summary>
/// A checkpoint that cannot be gone on from, or a directory that none can be kept in: the message says which, and what
/// is wrong with it.
/// </summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">What is wrong.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what led to it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="cause">What led to it.</param>
    public CheckpointException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>
    /// Whether it is about a checkpoint that would be overwritten and was not meant to be
    /// (<see cref="CheckpointPlan.Overwrites"/>).
    /// </summary>
    public bool IsOverwriteRefused { get; init; }

    /// <summary>Says nothing in particular.</summary>
    public CheckpointException()
    {
    }
}
