using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Microsoft.CodeAnalysis;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Specifications;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Engine.Specifications;

public sealed class StateCodingTests
{
    [Fact]
    public void The_bytes_of_fields_are_told_from_those_between_them()
    {
        Assert.Equal("1111", In(StateBytes<int>.OfFields));
        Assert.Equal("1", In(StateBytes<bool>.OfFields));
        Assert.Equal("0", In(StateBytes<Nothing>.OfFields));
        Assert.Equal("10001111", In(StateBytes<Padded>.OfFields));
        Assert.Equal("100011111000", In(StateBytes<Nested>.OfFields));
        Assert.Equal("101110111011", In(StateBytes<InlineArray3<Pair>>.OfFields));
        Assert.Equal("11110110", In(StateBytes<Explicit>.OfFields));
        Assert.Equal(new string('1', 16), In(StateBytes<decimal>.OfFields));
        Assert.Equal(new string('1', 16), In(StateBytes<Guid>.OfFields));

        static string In(bool[] bytes) => string.Concat(bytes.Select(isField => isField ? '1' : '0'));
    }

    [Fact]
    public void A_buffer_of_fixed_size_is_a_field_to_its_end()
    {
        const string source = "public unsafe struct Fixed { public byte First; public fixed short Others[3]; }";
        Type type = Assembly.Load(Snippet.Compile(source, OutputKind.DynamicallyLinkedLibrary)).GetType("Fixed")!;

        Assert.Equal([true, false, true, true, true, true, true, true], StateBytes.Of(type));
    }

    [Fact]
    public void What_lies_between_fields_makes_no_difference()
    {
        CheckResult<Padded, int> found = new Dirty().Check();

        Assert.Equal(4, found.Search.DistinctStates);
    }

    [Fact]
    public void States_of_every_size_are_told_apart_by_every_byte()
    {
        TellsApart<byte>();
        TellsApart<long>();
        TellsApart<InlineArray9<byte>>();
        TellsApart<InlineArray16<byte>>();
        TellsApart<InlineArray3<long>>();
        TellsApart<InlineArray4<long>>();
        TellsApart<InlineArray8<long>>();
        TellsApart<InlineArray9<long>>();
        TellsApart<InlineArray16<InlineArray2<long>>>();
        Assert.Contains(
            "2056 bits",
            Assert.Throws<ArgumentException>(() => new OneByteSet<TooLarge>().Check()).Message,
            StringComparison.Ordinal);

        static void TellsApart<TState>()
            where TState : unmanaged
        {
            int size = Unsafe.SizeOf<TState>();
            CheckResult<TState, int> found = new OneByteSet<TState>().Check();

            // The initial state is of zeros, and each byte may be set to all ones once.
            Assert.Equal(size + 1, found.Search.DistinctStates);
            Assert.Equal(Verdict.Holds, found["Decoded"].Verdict);
        }
    }

    [Fact]
    public void A_layout_changes_no_figure()
    {
        SearchResult whole = new Clock(pack: null).Check().Search;
        SearchResult packed = new Clock((ref state, ref bits) =>
        {
            bits.Field(ref state.Minute, 6);
            bits.Field(ref state.IsAfternoon);
            bits.Field(ref state.Hour, 4);
        }).Check().Search;
        SearchResult spread = new Clock((ref state, ref bits) =>
        {
            bits.Field(ref state.Minute, 32);
            bits.Field(ref state.Hour, 32);
            bits.Field(ref state.IsAfternoon, 7);
        }).Check().Search;

        Assert.Equal(12 * 60 * 2, whole.DistinctStates);
        Assert.Equal((whole.Transitions, whole.Depth), (packed.Transitions, packed.Depth));
        Assert.Equal(whole.Levels.AsSpan(), packed.Levels.AsSpan());
        Assert.Equal(whole.Levels.AsSpan(), spread.Levels.AsSpan());
        Assert.Equal(whole.DistinctStates, spread.DistinctStates);
    }

    [Fact]
    public void A_value_that_its_layout_has_no_room_for_ends_the_search() => Assert.Contains(
        "The value 32 does not fit into the 5 bits",
        Assert.Throws<CodeRangeException>(() => new Clock((ref state, ref bits) =>
        {
            bits.Field(ref state.Minute, 5);
            bits.Field(ref state.Hour, 4);
            bits.Field(ref state.IsAfternoon);
        }).Check()).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_layout_that_leaves_out_a_field_or_names_something_else_is_refused()
    {
        Assert.Contains(
            "leaves out what is in its byte 4",
            Assert.Throws<ArgumentException>(() => new Clock((ref state, ref bits) =>
            {
                bits.Field(ref state.Minute, 6);
                bits.Field(ref state.IsAfternoon);
            }).Check()).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Clock((ref state, ref bits) =>
        {
            int copy = state.Minute;
            bits.Field(ref copy, 6);
            bits.Field(ref state.Hour, 4);
            bits.Field(ref state.IsAfternoon);
        }).Check());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Clock((ref state, ref bits) =>
            bits.Field(ref state.Minute, 33)).Check());
    }

    [Fact]
    public void A_layout_that_is_not_always_the_same_ends_the_search() => Assert.Throws<InvalidOperationException>(
        () => new Clock((ref state, ref bits) =>
        {
            bits.Field(ref state.Minute, 6);
            bits.Field(ref state.Hour, state.Minute == 30 ? 5 : 4);
            bits.Field(ref state.IsAfternoon);
        }).Check());

    internal struct Time
    {
        public int Minute;
        public int Hour;
        public bool IsAfternoon;
    }

    private struct Nothing;

    private record struct Padded(byte Small, int Large);

    private record struct Nested(Padded Padded, bool Last);

    private record struct Pair(byte First, short Second);

    [StructLayout(LayoutKind.Explicit, Size = 8)]
    private struct Explicit
    {
        [FieldOffset(0)]
        public int First = 1;

        [FieldOffset(1)]
        public byte Within = 2;

        [FieldOffset(5)]
        public short Second = 3;

        public Explicit()
        {
        }
    }

    private record struct TooLarge(InlineArray16<InlineArray16<byte>> Most, byte More);

    // Counts to 3, with something else between the fields each time it is asked.
    private sealed class Dirty : Specification<Padded, int>
    {
        private int _times;

        protected override IEnumerable<Padded> Initial => [default, WithDirt(default)];

        protected override void Next(Padded state, Steps<Padded, int> steps)
        {
            steps.Add(0, WithDirt(state with { Large = Math.Min(state.Large + 1, 3) }));
            steps.Add(1, WithDirt(state));
        }

        private Padded WithDirt(Padded state)
        {
            MemoryMarshal.AsBytes(new Span<Padded>(ref state))[1] = (byte)Interlocked.Increment(ref _times);
            return state;
        }
    }

    private sealed class OneByteSet<TState> : Specification<TState, int>
        where TState : unmanaged
    {
        internal OneByteSet() => Always(
            "Decoded", state => MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in state)).Count(byte.MaxValue) <= 1);

        protected override IEnumerable<TState> Initial => [default];

        protected override void Next(TState state, Steps<TState, int> steps)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(new Span<TState>(ref state));
            if (!bytes.ContainsAnyExcept((byte)0))
            {
                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = byte.MaxValue;
                    steps.Add(i, state);
                    bytes[i] = 0;
                }
            }
        }
    }

    private sealed class Clock : Specification<Time, string>
    {
        internal Clock(FieldPacking<Time>? pack)
        {
            if (pack is not null)
            {
                Layout(pack);
            }
        }

        protected override IEnumerable<Time> Initial => [default];

        protected override void Next(Time state, Steps<Time, string> steps)
        {
            steps.Add("minute", state with { Minute = (state.Minute + 1) % 60 });
            steps.Add("hour", state with { Hour = (state.Hour + 1) % 12 });
            steps.Add("half", state with { IsAfternoon = !state.IsAfternoon });
        }
    }
}
