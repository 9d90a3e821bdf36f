namespace ModelCheck.Web.Runs;

/// <summary>Something cannot be done now, since other work is being done: asking again later may help.</summary>
public sealed class BusyException : Exception
{
    /// <summary>Nothing more is known.</summary>
    public BusyException()
    {
    }

    /// <summary>Says what is being done.</summary>
    /// <param name="message">One line.</param>
    public BusyException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is being done, and what it came from.</summary>
    /// <param name="message">One line.</param>
    /// <param name="innerException">What it came from.</param>
    public BusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
