using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Specifications;

/// <summary>The code of a state is its bytes, those between its fields left out.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TCode">A code with room for its bytes.</typeparam>
internal readonly struct WholeState<TState, TCode> : IStateCoding<TState, TCode>
    where TState : unmanaged
    where TCode : unmanaged, ICode<TCode>
{
    private readonly bool _isPadded;
    private readonly TCode _fields;

    internal WholeState(int bits)
    {
        Bits = bits;
        bool[] fields = StateBytes<TState>.OfFields;
        _isPadded = Array.Exists(fields, isField => !isField);
        Span<byte> mask = MemoryMarshal.AsBytes(new Span<TCode>(ref _fields));
        for (int i = 0; i < fields.Length; i++)
        {
            mask[i] = fields[i] ? byte.MaxValue : (byte)0;
        }
    }

    /// <inheritdoc/>
    public int Bits { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TCode Encode(in TState state)
    {
        TCode code = default;
        Unsafe.WriteUnaligned(ref Unsafe.As<TCode, byte>(ref code), state);
        if (_isPadded)
        {
            Span<ulong> words = MemoryMarshal.Cast<TCode, ulong>(new Span<TCode>(ref code));
            ReadOnlySpan<ulong> mask = MemoryMarshal.Cast<TCode, ulong>(new ReadOnlySpan<TCode>(in _fields));
            for (int word = 0; word < words.Length; word++)
            {
                words[word] &= mask[word];
            }
        }

        return code;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Decode(in TCode code) =>
        Unsafe.ReadUnaligned<TState>(ref Unsafe.As<TCode, byte>(ref Unsafe.AsRef(in code)));
}
