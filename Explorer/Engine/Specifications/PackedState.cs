using System.Runtime.InteropServices;

using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Specifications;

/// <summary>The code of a state is its fields, packed as their author says.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TCode">A code with room for them.</typeparam>
/// <param name="fields">What names them.</param>
/// <param name="bits">How many bits they take together.</param>
internal readonly struct PackedState<TState, TCode>(FieldPacking<TState> fields, int bits)
    : IStateCoding<TState, TCode>
    where TState : unmanaged
    where TCode : unmanaged, ICode<TCode>
{
    /// <inheritdoc/>
    public int Bits => bits;

    /// <inheritdoc/>
    public TCode Encode(in TState state)
    {
        TState own = state;
        TCode code = default;
        Packing.Write(fields, ref own, MemoryMarshal.Cast<TCode, ulong>(new Span<TCode>(ref code)), bits);
        return code;
    }

    /// <inheritdoc/>
    public TState Decode(in TCode code)
    {
        TState state = default;
        TCode own = code;
        Packing.Read(fields, ref state, MemoryMarshal.Cast<TCode, ulong>(new Span<TCode>(ref own)), bits);
        return state;
    }
}
