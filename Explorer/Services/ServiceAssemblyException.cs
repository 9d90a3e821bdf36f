namespace ModelCheck.Services;

/// <summary>An assembly has no service that can be used; the message says in one line what is missing.</summary>
public sealed class ServiceAssemblyException : Exception
{
    /// <summary>Nothing more is known.</summary>
    public ServiceAssemblyException()
    {
    }

    /// <summary>Says what is missing, in one line.</summary>
    /// <param name="message">The line.</param>
    public ServiceAssemblyException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is missing, in one line, and what it came from.</summary>
    /// <param name="message">The line.</param>
    /// <param name="innerException">What it came from.</param>
    public ServiceAssemblyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
