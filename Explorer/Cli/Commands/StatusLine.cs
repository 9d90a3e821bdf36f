namespace ModelCheck.Cli.Commands;

/// <summary>
/// One line of a terminal that is written again and again. It never moves up and never begins a further line, so that
/// what stands above it stays, however narrow the terminal is or becomes.
/// </summary>
/// <param name="terminal">The terminal; it understands escape sequences.</param>
internal sealed class StatusLine(TextWriter terminal)
{
    // To the first column, and no going on in the next line at the last one; afterwards what is left of a longer text
    // is erased, and the terminal is as it was: in one write with the text, since a program may be killed at any time.
    private const string Begin = "\r\e[?7l";
    private const string End = "\e[K\e[?7h";

    /// <summary>Shows a text in place of the former one.</summary>
    /// <param name="text">The text, without control characters.</param>
    /// <param name="width">
    /// How many columns the terminal is believed to have. A longer text ends in an ellipsis before the last one; where
    /// there are fewer, the terminal cuts it off.
    /// </param>
    internal void Show(string text, int width)
    {
        int room = Math.Max(1, width - 1);
        terminal.Write($"{Begin}{(text.Length <= room ? text : $"{text[..(room - 1)]}…")}{End}");
        terminal.Flush();
    }

    /// <summary>Takes the text away and leaves the cursor where the line begins.</summary>
    internal void Clear()
    {
        terminal.Write("\r\e[K");
        terminal.Flush();
    }
}
