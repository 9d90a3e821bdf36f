using System.Runtime.CompilerServices;

namespace ModelCheck.Engine.Codes;

/// <summary>
/// How wide the codes of a search are. All codes that a system tells of are mixed here, so that none is mixed to
/// another's number because it is wider than was said.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal readonly struct CodeWidth<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    // So narrow a code that tens of millions of states are a good part of all numbers is taken for a wider one.
    private const int Narrowest = 36;

    /// <summary>Codes of a width.</summary>
    /// <param name="claimed">How many bits the system says that its codes have.</param>
    internal CodeWidth(int claimed)
    {
        Claimed = claimed;
        Bits = Math.Clamp(claimed, Narrowest, TCode.Words * 64);
    }

    /// <summary>How many bits the system says that its codes have.</summary>
    internal int Claimed { get; }

    /// <summary>How many bits are mixed.</summary>
    internal int Bits { get; }

    /// <summary>The mixed code.</summary>
    /// <exception cref="CodeRangeException">The code is wider than its system claims.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TCode Mix(in TCode code)
    {
        if (!code.IsWithin(Claimed))
        {
            Refuse(in code);
        }

        return code.Mixed(Bits);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refuse(in TCode code) => throw CodeRangeException.Wider(in code, Claimed);
}
