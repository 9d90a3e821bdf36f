namespace ModelCheck.Cli.Outputs;

/// <summary>Something that was asked for cannot be written: one line that names it, and exit code 2.</summary>
internal sealed class OutputException : Exception
{
    /// <summary>Nothing more is known.</summary>
    public OutputException()
    {
    }

    /// <summary>Says what cannot be written, in one line.</summary>
    /// <param name="message">The line.</param>
    public OutputException(string message)
        : base(message)
    {
    }

    /// <summary>Says what cannot be written, in one line, and what it came from.</summary>
    /// <param name="message">The line.</param>
    /// <param name="innerException">What it came from.</param>
    public OutputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
