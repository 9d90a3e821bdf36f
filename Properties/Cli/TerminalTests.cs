using ModelCheck.Cli.Commands;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>On a terminal: what stood there before is still there when the program has ended.</summary>
public sealed class TerminalTests
{
    private static readonly string[] Earlier = [.. Enumerable.Range(1, 12).Select(line => $"line {line}")];

    public static TheoryData<int> Widths => [40, 80, 120, 200];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_status_of_any_length_is_one_line_and_takes_none_that_stands_above(int width)
    {
        using var terminal = new StringWriter();
        terminal.Write(string.Join("\r\n", Earlier) + "\r\n");
        var line = new StatusLine(terminal);
        for (int length = 1; length <= 2 * width; length += 3)
        {
            line.Show(new string('x', length), width);
            string[] lines = [.. new Screen(width).Write(terminal.ToString()).Lines];
            Assert.Equal(Earlier, lines[..^1]);
            Assert.Equal(length < width ? new string('x', length) : new string('x', width - 2) + "…", lines[^1]);
        }

        line.Clear();
        terminal.Write("the report\r\n");
        Assert.Equal([.. Earlier, "the report", ""], new Screen(width).Write(terminal.ToString()).Lines);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_terminal_that_is_narrower_than_believed_cuts_the_status_off(int width)
    {
        using var terminal = new StringWriter();
        terminal.Write("earlier\r\n");
        var line = new StatusLine(terminal);
        line.Show(new string('x', 3 * width), 2 * width);
        line.Show(new string('y', 3 * width), 2 * width);
        Assert.Equal(
            ["earlier", new string('y', width - 1) + "…"], new Screen(width).Write(terminal.ToString()).Lines);
        line.Clear();
        Assert.Equal(["earlier", ""], new Screen(width).Write(terminal.ToString()).Lines);
    }

    [Theory]
    [InlineData(40, "explore --lifetime FirstClass --frames 4 --dataspaces 4 --max-states 100000")]
    [InlineData(80, "conform --lifetime FirstClass --dataspaces 2")]
    [InlineData(120, "compare versioned-rom")]
    [InlineData(200, "soak --lifetime Pin --operations 20000")]
    public void Earlier_output_is_still_there_after_a_run(int width, string command)
    {
        string output = PseudoTerminal.Run(width, Earlier, command);
        Assert.Contains("\e[?7l", output, StringComparison.Ordinal);
        Assert.Equal(Earlier, new Screen(width).Write(output).Lines.Take(Earlier.Length));

        // Nothing of the status is left: the report begins in the next line.
        Assert.DoesNotContain(new Screen(width).Write(output).Lines, line => line.EndsWith('…'));
    }
}
