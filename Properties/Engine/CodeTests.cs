using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

using Xunit;

using Property = FsCheck.Property;

namespace ModelCheck.Properties.Engine;

public class CodeTests
{
    // Few different words, so that two codes often begin alike, and the ones at which signs and carries go wrong.
    private static readonly Gen<ulong> _words = Gen.OneOf(
        Gen.Elements(0ul, 1ul, (1ul << 63) - 1, 1ul << 63, ulong.MaxValue - 1, ulong.MaxValue),
        ArbMap.Default.GeneratorFor<DoNotSize<ulong>>().Select(word => word.Item));

    [Fact]
    public void A_code_has_as_many_words_as_its_name_says()
    {
        Assert.Equal(1, Code64.Words);
        Assert.Equal(2, WideCode<Words2>.Words);
        Assert.Equal(4, WideCode<Words4>.Words);
        Assert.Equal(8, WideCode<Words8>.Words);
        Assert.Equal(16, WideCode<Words16>.Words);
        Assert.Equal(32, WideCode<Words32>.Words);
    }

    [Property(MaxTest = 300)]
    public Property Codes_of_one_word_are_as_their_words() => AreAsTheirWords<Code64>();

    [Property(MaxTest = 300)]
    public Property Codes_of_two_words_are_as_their_words() => AreAsTheirWords<WideCode<Words2>>();

    [Property(MaxTest = 300)]
    public Property Codes_of_four_words_are_as_their_words() => AreAsTheirWords<WideCode<Words4>>();

    [Property(MaxTest = 300)]
    public Property Codes_of_eight_words_are_as_their_words() => AreAsTheirWords<WideCode<Words8>>();

    [Property(MaxTest = 300)]
    public Property Codes_of_sixteen_words_are_as_their_words() => AreAsTheirWords<WideCode<Words16>>();

    [Property(MaxTest = 300)]
    public Property Codes_of_thirty_two_words_are_as_their_words() => AreAsTheirWords<WideCode<Words32>>();

    [Property]
    public Property Operators_of_narrow_codes_agree_with_comparison() =>
        Prop.ForAll(Pairs(1), pair =>
        {
            var left = Code64.FromWords(pair.Left);
            var right = Code64.FromWords(pair.Right);
            int order = left.CompareTo(right);
            return left < right == order < 0 && left > right == order > 0 && left <= right == order <= 0
                && left >= right == order >= 0 && (left == right) == (order == 0) && (left != right) == (order != 0);
        });

    [Property]
    public Property Operators_of_wide_codes_agree_with_comparison() =>
        Prop.ForAll(Pairs(2), pair =>
        {
            var left = WideCode<Words2>.FromWords(pair.Left);
            var right = WideCode<Words2>.FromWords(pair.Right);
            int order = left.CompareTo(right);
            return left < right == order < 0 && left > right == order > 0 && left <= right == order <= 0
                && left >= right == order >= 0 && (left == right) == (order == 0) && (left != right) == (order != 0);
        });

    [Property]
    public Property No_two_numbers_of_a_width_are_mixed_to_one() =>
        Prop.ForAll(
            (from word in _words from bits in Gen.Choose(1, 64) select (word, bits)).ToArbitrary(),
            given =>
            {
                ulong word = given.word >> (64 - given.bits);
                var mixer = new CodeMixer(given.bits);
                ulong mixed = mixer.Mix(word);
                return mixer.Unmix(mixed) == word && mixed >> (given.bits - 1) <= 1;
            });

    [Fact]
    public void Mixing_a_narrow_width_goes_through_all_of_its_numbers()
    {
        var mixer = new CodeMixer(10);

        Assert.Equal(1024, Enumerable.Range(0, 1024).Select(word => mixer.Mix((ulong)word)).Distinct().Count());
    }

    private static Property AreAsTheirWords<TCode>()
        where TCode : unmanaged, ICode<TCode> =>
        Prop.ForAll(Pairs(TCode.Words), pair => IsAsItsWords<TCode>(pair.Left) && AreAsTheirWords<TCode>(pair));

    private static bool IsAsItsWords<TCode>(ulong[] words)
        where TCode : unmanaged, ICode<TCode>
    {
        var code = TCode.FromWords(words);
        return Words(code).SequenceEqual(words)
            && Words(~code).SequenceEqual(words.Select(word => ~word))
            && (~~code).Equals(code)
            && code.Low == words[0]
            && code.Mixed(TCode.Words * 64).Unmixed(TCode.Words * 64).Equals(code)
            && !(~code).Equals(code);
    }

    private static bool AreAsTheirWords<TCode>((ulong[] Left, ulong[] Right) words)
        where TCode : unmanaged, ICode<TCode>
    {
        var left = TCode.FromWords(words.Left);
        var right = TCode.FromWords(words.Right);
        int differing = words.Left.Zip(words.Right).Count(pair => pair.First != pair.Second);
        int order = words.Left.Zip(words.Right, (one, other) => one.CompareTo(other)).LastOrDefault(sign => sign != 0);
        return Math.Sign(left.CompareTo(right)) == order
            && Math.Sign(right.CompareTo(left)) == -order
            && left.Equals(right) == (order == 0)
            && left.Equals((object)right) == (order == 0)
            && (order != 0 || (left.Hash == right.Hash && left.GetHashCode() == right.GetHashCode()))

            // A hash that overlooked a word would not change with it; every step of the chain is a bijection.
            && (differing != 1 || (left.Hash != right.Hash && left.Mixed(64).Low != right.Mixed(64).Low));
    }

    private static ulong[] Words<TCode>(TCode code)
        where TCode : unmanaged, ICode<TCode>
    {
        var words = new ulong[TCode.Words];
        code.CopyTo(words);
        return words;
    }

    // The right one is the left one, changed in one word, or in several.
    private static Arbitrary<(ulong[] Left, ulong[] Right)> Pairs(int length) => (
        from left in _words.ArrayOf(length)
        from other in _words.ArrayOf(length)
        from place in Gen.Choose(0, length - 1)
        from changes in Gen.Choose(0, 2)
        select (left, changes switch
        {
            0 => [.. left],
            1 => [.. left.Select((word, i) => i == place ? other[i] : word)],
            _ => other,
        })).ToArbitrary();
}
