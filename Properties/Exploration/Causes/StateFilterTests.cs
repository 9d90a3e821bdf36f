using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>States that are looked for by a line of text.</summary>
public sealed class StateFilterTests
{
    private static readonly string[] Words =
    [
        "frame", "0", "31", "32", "covered", "mapped", "charged", "by", "to", "2", "sessions", "dataspaces", "regions",
        "is", "not", "and", "free", "frames", "stranded", "s0", "s1", "s8", "d0", "d15", "r0", "uses", "owns", "maps",
        "zombie", "alias", "zombies", "aliases", ">", "<=", "=", "!=", "99999999999999999999", "\u202e", "\ud800", "\n",
    ];

    private static readonly IModel Pin = ModelOf("Pin", "Holder", Scope.Uniform(4, 2, 4, quota: 4, regions: 2));

    // Zombie d0 of s0 over frames 0 to 2, kept by d1 of s1 over frame 0; d2 of s0 over frame 3, which r0 of s1 maps.
    private static readonly State State = Of(
        Pin,
        Operation.Alloc(S0, 3),
        Operation.Alias(S1, D0, Ro, 0, 1),
        Operation.Alloc(S0, 1),
        Operation.Attach(S1, D2),
        Operation.Free(S0, D0)).States(Pin)[^1];

    [Theory]
    [InlineData("frame 0 covered", true)]
    [InlineData("frame 0 covered by 1 session", true)]
    [InlineData("frame 0 covered by 2 sessions", false)]
    [InlineData("frame 0 covered by >= 1 dataspaces", true)]
    [InlineData("frame 1 stranded", true)]
    [InlineData("frame 1 is stranded and frame 2 is stranded and frame 0 is not stranded", true)]
    [InlineData("frame 3 mapped by 1 region and frame 3 mapped by 1 sessions", true)]
    [InlineData("frame 3 not mapped", false)]
    [InlineData("frame 3 free", false)]
    [InlineData("frame 31 free", false)]
    [InlineData("frame 3 allocated", true)]
    [InlineData("frame 1 charged to s0", true)]
    [InlineData("frame 0 charged to 2 sessions", true)]
    [InlineData("frame 1 charged", true)]
    [InlineData("s1 uses 1", true)]
    [InlineData("s0 uses > 3", true)]
    [InlineData("s0 uses>4", false)]
    [InlineData("s0 owns 1", true)]
    [InlineData("s1 maps 1", true)]
    [InlineData("d0 zombie", true)]
    [InlineData("D0 IS ZOMBIE", true)]
    [InlineData("d0 not live", true)]
    [InlineData("d1 alias", true)]
    [InlineData("d1 writable", false)]
    [InlineData("d1 hollow", false)]
    [InlineData("d1 owned by s1", true)]
    [InlineData("d2 owned by s1", false)]
    [InlineData("d2 sealed", false)]
    [InlineData("d3 empty", true)]
    [InlineData("d4 empty", false)]
    [InlineData("d3 owned by s0", false)]
    [InlineData("r0 attached and r0 owned by s1 and r0 not dead and r0 writable", true)]
    [InlineData("r1 attached", false)]
    [InlineData("r0 stale", false)]
    [InlineData("free frames = 0", true)]
    [InlineData("allocated frames 4", true)]
    [InlineData("stranded frames < 2", false)]
    [InlineData("dataspaces = 2 and zombies = 1 and aliases = 1 and regions != 2", true)]
    [InlineData("regions <= 0", false)]
    public void A_filter_means_what_it_says(string text, bool isTrue)
    {
        var filter = StateFilter.Parse(text);
        Assert.Equal(isTrue, filter.Matches(Pin, in State));
        Assert.Equal(text, filter.ToString());
    }

    [Fact]
    public void A_hollow_alias_and_a_dead_region_are_found()
    {
        IModel managed = ModelOf("Managed", "Holder", Roomy, "BaseLinux");
        State state = Of(
            managed,
            Operation.Alloc(S0, 1),
            Operation.Alias(S1, D0, Ro, 0, 1),
            Operation.Attach(S1, D1),
            Operation.Free(S0, D0)).States(managed)[^1];
        Assert.True(StateFilter.Parse("d1 hollow and r0 dead and frame 0 stranded").Matches(managed, in state));
    }

    [Theory]
    [InlineData("", "the filter ends where there should be a frame, ")]
    [InlineData("   ", "the filter ends where there should be a frame, ")]
    [InlineData("frame", "the filter ends where there should be a number from 0 to 31")]
    [InlineData("frame 32", "the filter has \"32\" where there should be a number from 0 to 31")]
    [InlineData("frame -1", "the filter has \"-\" where there should be a number from 0 to 31")]
    [InlineData("frame 1 red", "the filter has \"red\" where there should be \"free\", \"allocated\", ")]
    [InlineData("s8 uses 1", "the filter has \"s8\" where there should be s0 to s7")]
    [InlineData("d0 owned by d1", "the filter has \"d1\" where there should be a session, s0 to s7")]
    [InlineData("s0 uses 99999999999999999999", "the filter has \"99999999999999999999\" where there should be ")]
    [InlineData("s0 uses 65536", "the filter has \"65536\" where there should be a number from 0 to 65535")]
    [InlineData("s0 uses 1 or s1 uses 1", "the filter has \"or\" where there should be \"and\" or the end")]
    [InlineData("s0 uses 1 and", "the filter ends where there should be a frame, ")]
    [InlineData("s0 uses ==1", "the filter has \"=\" where there should be a number from 0 to 65535")]
    [InlineData("d0 zombie\u202e", "the filter has \"\\u202e\" where there should be \"and\" or the end")]
    [InlineData("d0 zombie\nd1 zombie", "the filter has \" \" where there should be \"and\" or the end")]
    [InlineData("\uff53\uff10 uses 1", "the filter has \"\uff53\" where there should be a frame, ")]
    [InlineData("s\u0661 uses 1", "the filter has \"s\" where there should be a frame, ")]
    public void Bad_input_is_one_clear_line(string text, string beginning)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => StateFilter.Parse(text));
        Assert.StartsWith(beginning, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(fault.Message, char.IsControl);
    }

    [Fact]
    public void A_long_text_is_refused_whole_and_a_long_word_is_cut()
    {
        string fault = Assert.Throws<BadInputException>(
            () => StateFilter.Parse(new string('x', 10_000_000))).Message;
        Assert.Equal("the filter has 10000000 characters, and may have 500", fault);
        Assert.Throws<BadInputException>(
            () => StateFilter.Parse(new string(' ', StateFilter.MaximalLength + 1)));
        string word = new('y', StateFilter.MaximalLength);
        Assert.StartsWith(
            $"the filter has \"{word[..40]}…\" where ",
            Assert.Throws<BadInputException>(() => StateFilter.Parse(word)).Message,
            StringComparison.Ordinal);
    }

    [Property(MaxTest = 500)]
    public void Whatever_is_typed_is_read_or_refused_with_a_line(string? text) => ReadOrRefuse(text ?? "\0");

    [Property(MaxTest = 1000)]
    public Property Whatever_is_made_of_its_words_is_read_or_refused_with_a_line() => Prop.ForAll(
        Gen.Elements(Words).ListOf().ToArbitrary(), words => ReadOrRefuse(string.Join(' ', words)));

    private static void ReadOrRefuse(string text)
    {
        try
        {
            StateFilter.Parse(text).Matches(Pin, in State);
        }
        catch (BadInputException fault)
        {
            Assert.DoesNotContain(fault.Message, char.IsControl);
            Assert.DoesNotContain(fault.Message, char.IsSurrogate);
        }
    }
}
