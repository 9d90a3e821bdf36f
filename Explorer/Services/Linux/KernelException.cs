using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ModelCheck.Services.Linux;

/// <summary>The kernel, or what keeps a process within bounds, refuses what is needed.</summary>
public sealed class KernelException : Exception
{
    /// <summary>Nothing more is known.</summary>
    public KernelException()
    {
    }

    /// <summary>Says what was refused.</summary>
    /// <param name="message">One line.</param>
    public KernelException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was refused, and what it came from.</summary>
    /// <param name="message">One line.</param>
    /// <param name="innerException">What it came from.</param>
    public KernelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the last call of this thread was refused with.</summary>
    internal static KernelException OfLast(string call) => Of(call, Marshal.GetLastPInvokeError());

    /// <summary>What a call was refused with.</summary>
    internal static KernelException Of(string call, int error) =>
        new($"the kernel refuses {call}: {new Win32Exception(error).Message} ({ErrorName.Of(error)})");
}
