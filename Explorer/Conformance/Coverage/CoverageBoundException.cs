namespace ModelCheck.Conformance.Coverage;

/// <summary>More can happen within a scope than a coverage meter has room for.</summary>
public sealed class CoverageBoundException : Exception
{
    /// <summary>Says so.</summary>
    public CoverageBoundException()
        : base("the scope is too large for the coverage meter")
    {
    }

    /// <summary>Says so in words.</summary>
    /// <param name="message">The words.</param>
    public CoverageBoundException(string message)
        : base(message)
    {
    }

    /// <summary>Says so in words, and why.</summary>
    /// <param name="message">The words.</param>
    /// <param name="innerException">Why.</param>
    public CoverageBoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
