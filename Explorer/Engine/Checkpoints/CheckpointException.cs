namespace ModelCheck.Engine.Checkpoints;

/// <summary>A checkpoint that cannot be gone on from: the message says which, and what is wrong with it.</summary>
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

    /// <summary>Says nothing in particular.</summary>
    public CheckpointException()
    {
    }
}
