using System.Runtime.CompilerServices;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>Two states on the stack, each from the start of a cache line, wherever the room for them starts.</summary>
public sealed class StateBlockTests
{
    [Fact]
    public void Two_states_lie_apart_within_the_room_at_starts_of_cache_lines()
    {
        Span<byte> room = stackalloc byte[StateBlock.RoomForTwo + 64];
        for (int start = 0; start <= 64; start++)
        {
            Span<byte> memory = room.Slice(start, StateBlock.RoomForTwo);
            ref State first = ref StateBlock.First(memory);
            ref State second = ref StateBlock.Second(memory);
            Assert.Equal(0, AddressOf(ref first) % 64);
            Assert.Equal(0, AddressOf(ref second) % 64);

            memory.Clear();
            second = default;
            first.Place(new DataspaceId(0), new SessionId(1), Extent.Of(0, 3), default, writable: true);
            first.SealBlocks(FrameSet.First(2));
            Assert.True(second == default);
            first = default;
            Assert.False(memory.ContainsAnyExcept((byte)0));
        }
    }

    private static long AddressOf(ref State state) => Unsafe.ByteOffset(ref Unsafe.NullRef<State>(), ref state);
}
