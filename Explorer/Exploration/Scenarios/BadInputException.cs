namespace ModelCheck.Exploration.Scenarios;

/// <summary>Something that the user gave cannot be used: one line that names the field, and exit code 2.</summary>
public sealed class BadInputException : Exception
{
    /// <summary>Nothing more is known.</summary>
    public BadInputException()
    {
    }

    /// <summary>Says what is wrong, in one line.</summary>
    /// <param name="message">The line.</param>
    public BadInputException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, in one line, and what it came from.</summary>
    /// <param name="message">The line.</param>
    /// <param name="innerException">What it came from.</param>
    public BadInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What is wrong.</summary>
    public BadInputKind Kind { get; init; }

    /// <summary>The line of the text that it is wrong on, from 1; 0 where it is no text.</summary>
    public int Line { get; init; }

    /// <summary>The field, as a path from the outermost value; empty for that value and where it is no text.</summary>
    public string Field { get; init; } = string.Empty;
}
