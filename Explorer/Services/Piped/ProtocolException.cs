namespace ModelCheck.Services.Piped;

/// <summary>A program does not keep to the protocol: what it did, and what it had been asked.</summary>
public sealed class ProtocolException : Exception
{
    /// <summary>Nothing more is known.</summary>
    public ProtocolException()
    {
    }

    /// <summary>Says what the program did.</summary>
    /// <param name="message">One line.</param>
    public ProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Says what the program did, and what it came from.</summary>
    /// <param name="message">One line.</param>
    /// <param name="innerException">What it came from.</param>
    public ProtocolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
