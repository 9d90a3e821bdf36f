using ModelCheck.Engine.Codes;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class CodeWidthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(35)]
    [InlineData(36)]
    [InlineData(40)]
    [InlineData(63)]
    public void A_code_of_one_word_that_is_wider_than_was_claimed_is_refused_by_name(int bits) =>
        Refuses(bits, word => new Code64(word[0]), words: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100)]
    [InlineData(127)]
    public void A_code_of_two_words_that_is_wider_than_was_claimed_is_refused_by_name(int bits) =>
        Refuses(bits, words => WideCode<Words2>.FromWords(words), words: 2);

    [Theory]
    [InlineData(64)]
    [InlineData(130)]
    [InlineData(2047)]
    public void A_code_of_many_words_that_is_wider_than_was_claimed_is_refused_by_name(int bits) =>
        Refuses(bits, words => WideCode<Words32>.FromWords(words), words: 32);

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void A_width_that_no_code_has_is_refused(int bits) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Run.Whole(new Leap<Code64>(new Code64(0), new Code64(1), bits)));

    [Fact]
    public void The_reserved_code_is_refused_by_name_wherever_it_comes_from()
    {
        WideCode<Words2> reserved = (~WideCode<Words2>.FromWords([0, 0])).Unmixed(128);
        WideCode<Words2> other = WideCode<Words2>.FromWords([5, ulong.MaxValue]);

        Assert.StartsWith(
            "The code 0xffffffffffffffff",
            Assert.Throws<CodeRangeException>(
                () => Run.Whole(new Leap<WideCode<Words2>>(reserved, other, 128))).Message,
            StringComparison.Ordinal);
        Assert.Throws<CodeRangeException>(() => Run.Whole(new Leap<WideCode<Words2>>(other, reserved, 128)));

        // Its neighbours are as good as any.
        Assert.Equal(
            2,
            Run.Whole(new Leap<WideCode<Words2>>(other, WideCode<Words2>.FromWords([6, ulong.MaxValue]), 128))
                .DistinctStates);
    }

    // The lowest bit beyond, all bits beyond: as a successor and as the initial state. The highest bit within is kept.
    private static void Refuses<TCode>(int bits, Func<ulong[], TCode> codeOf, int words)
        where TCode : unmanaged, ICode<TCode>
    {
        TCode zero = codeOf(new ulong[words]);
        TCode beyond = codeOf(OneBit(bits));
        string refusal =
            Assert.Throws<CodeRangeException>(() => Run.Whole(new Leap<TCode>(zero, beyond, bits))).Message;
        string digits = $"{1 << (bits % 4)}{new string('0', bits / 4)}";
        Assert.StartsWith($"The code 0x{digits} is", refusal, StringComparison.Ordinal);
        Assert.Contains($" {bits} bits ", refusal, StringComparison.Ordinal);
        Assert.Throws<CodeRangeException>(() => Run.Whole(new Leap<TCode>(beyond, zero, bits)));
        Assert.Throws<CodeRangeException>(
            () => Run.Whole(new Leap<TCode>(zero, codeOf(OneBit((64 * words) - 1)), bits)));
        Assert.Equal(2, Run.Whole(new Leap<TCode>(zero, codeOf(OneBit(bits - 1)), bits)).DistinctStates);

        ulong[] OneBit(int bit)
        {
            ulong[] all = new ulong[words];
            all[bit / 64] = 1ul << (bit % 64);
            return all;
        }
    }
}
