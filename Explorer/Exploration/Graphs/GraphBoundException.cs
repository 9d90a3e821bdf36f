namespace ModelCheck.Exploration.Graphs;

/// <summary>A system has more transitions than a stored graph was to have.</summary>
public sealed class GraphBoundException : Exception
{
    /// <summary>Says so.</summary>
    public GraphBoundException()
        : base("the system is too large for a stored graph")
    {
    }

    /// <summary>Says so in words.</summary>
    /// <param name="message">The words.</param>
    public GraphBoundException(string message)
        : base(message)
    {
    }

    /// <summary>Says so in words, and why.</summary>
    /// <param name="message">The words.</param>
    /// <param name="innerException">Why.</param>
    public GraphBoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
