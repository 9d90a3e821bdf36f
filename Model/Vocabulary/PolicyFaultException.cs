namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// A policy breaks a rule that every policy of its kind has to keep. The message is one line and names the policy.
/// </summary>
public sealed class PolicyFaultException : Exception
{
    /// <summary>Says nothing in particular.</summary>
    public PolicyFaultException()
        : this("a policy breaks a rule")
    {
    }

    /// <summary>Says what is wrong.</summary>
    /// <param name="message">Which policy, and what is wrong with it: one line.</param>
    public PolicyFaultException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what it follows from.</summary>
    /// <param name="message">Which policy, and what is wrong with it: one line.</param>
    /// <param name="innerException">What it follows from.</param>
    public PolicyFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
