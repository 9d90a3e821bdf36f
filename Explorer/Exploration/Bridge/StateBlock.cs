using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using ModelCheck.Model.States;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// Room on the stack for two states that start with a cache line. A state is copied by whole lines and parts of it are
/// read at once; a processor waits for that when a line was written as two halves.
/// </summary>
internal static class StateBlock
{
    /// <summary>How many bytes two states need, wherever the room starts.</summary>
    internal const int RoomForTwo = (2 * Stride) + Line;

    private const int Line = 64;

    private const int Stride = 7 * Line;

    /// <summary>The first of the two states.</summary>
    /// <param name="memory">At least <see cref="RoomForTwo"/> bytes of the stack.</param>
    internal static ref State First(Span<byte> memory) => ref StateAt(memory, 0);

    /// <summary>The second of the two states.</summary>
    /// <param name="memory">At least <see cref="RoomForTwo"/> bytes of the stack.</param>
    internal static ref State Second(Span<byte> memory) => ref StateAt(memory, Stride);

    private static unsafe ref State StateAt(Span<byte> memory, int offset)
    {
        // The stack does not move, so an address may be looked at.
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
        int start = (int)(0 - address & (Line - 1));
        return ref MemoryMarshal.AsRef<State>(memory[(start + offset)..]);
    }
}
