using ModelCheck.Exploration.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Exploration.Scenarios;

/// <summary>What comes from outside cannot act on a terminal, and does not fill it.</summary>
public sealed class PrintableTests
{
    [Theory]
    [InlineData("usual text: ä é 漢字 😀 (1/2)", "usual text: ä é 漢字 😀 (1/2)")]
    [InlineData("\e[2J\a\b\u0000\u007f\u009b", @"\u001b[2J\u0007\u0008\u0000\u007f\u009b")]
    [InlineData("a\tb", @"a\u0009b")]
    [InlineData("\u202egnp.exe\u202c", @"\u202egnp.exe\u202c")]
    [InlineData("\u2066x\u2069\u200e\u200f\u061c\u200b\ufeff", @"\u2066x\u2069\u200e\u200f\u061c\u200b\ufeff")]
    [InlineData("\U000e0041", @"\udb40\udc41")]
    [InlineData("one\r\ntwo\nthree\u2028four", "one two three four")]
    public void Marks_without_a_shape_are_spelt(string text, string expected) =>
        Assert.Equal(expected, Printable.Line(text));

    [Fact]
    public void Every_character_of_a_line_has_a_shape()
    {
        for (int character = 0; character <= char.MaxValue; character++)
        {
            string line = Printable.Line($"<{(char)character}>");
            Assert.DoesNotContain(line, char.IsControl);
            Assert.DoesNotContain(line, char.IsSurrogate);
            Assert.Equal(Printable.Line(line), line);
        }
    }

    [Fact]
    public void A_text_keeps_its_lines_and_its_length()
    {
        string text = string.Join('\n', Enumerable.Repeat("line", 1_000));
        Assert.Equal(text, Printable.Text(text));
        Assert.Equal(@"a\u000d" + "\nb", Printable.Text("a\r\nb"));
    }

    [Fact]
    public void Of_a_long_line_the_beginning_and_the_end_are_shown()
    {
        string fits = new('x', Printable.MaximalLength);
        Assert.Equal(fits, Printable.Line(fits));
        string cut = Printable.Line($"begin{new string('x', 50_000_000)}end");
        Assert.InRange(cut.Length, Printable.MaximalLength, Printable.MaximalLength + 50);
        Assert.StartsWith("beginxxx", cut, StringComparison.Ordinal);
        Assert.EndsWith("xxxend", cut, StringComparison.Ordinal);
        Assert.Contains(" (49,999,008 characters left out) ", cut, StringComparison.Ordinal);
    }
}
