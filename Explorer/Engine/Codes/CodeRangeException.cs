namespace ModelCheck.Engine.Codes;

/// <summary>
/// A system has told of a code that it must not have: one wider than it claims, or the reserved one. To go on would be
/// to take two states for one.
/// </summary>
public sealed class CodeRangeException : Exception
{
    /// <summary>A fault without words.</summary>
    public CodeRangeException()
    {
    }

    /// <summary>A fault in words.</summary>
    /// <param name="message">What is wrong.</param>
    public CodeRangeException(string message)
        : base(message)
    {
    }

    /// <summary>A fault in words, with its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public CodeRangeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static CodeRangeException Wider<TCode>(in TCode code, int bits)
        where TCode : unmanaged, ICode<TCode> =>
        new($"The code {InDigits(in code)} is wider than the {bits} bits that its system claims (CodeBits).");

    internal static CodeRangeException Reserved<TCode>(in TCode code)
        where TCode : unmanaged, ICode<TCode> => new($"The code {InDigits(in code)} is reserved.");

    private static string InDigits<TCode>(in TCode code)
        where TCode : unmanaged, ICode<TCode>
    {
        ulong[] words = new ulong[TCode.Words];
        code.CopyTo(words);
        string digits = string.Concat(words.Reverse().Select(word => word.ToString("x16", null))).TrimStart('0');
        return digits.Length == 0 ? "0" : $"0x{digits}";
    }
}
