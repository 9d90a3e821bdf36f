using System.Globalization;
using System.Text;

namespace ModelCheck.Exploration.Scenarios;

/// <summary>
/// Text that came from outside, as it may be shown on a terminal: nothing in it acts on the terminal, and it is no
/// longer than anybody reads.
/// </summary>
public static class Printable
{
    /// <summary>How many characters of a line are shown at most; of a longer one its beginning and its end.</summary>
    public const int MaximalLength = 1000;

    private const int LengthOfEnd = 300;

    /// <summary>One line: line breaks are blanks, and what is longer is cut in the middle.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line.</returns>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= MaximalLength)
        {
            return Text(text.ReplaceLineEndings(" "));
        }

        int left = text.Length - MaximalLength;
        string note = string.Create(CultureInfo.InvariantCulture, $"… ({left:N0} characters left out) …");
        string cut = string.Concat(
            text.AsSpan(0, MaximalLength - LengthOfEnd), note, text.AsSpan(text.Length - LengthOfEnd));
        return Text(cut.ReplaceLineEndings(" "));
    }

    /// <summary>
    /// A text of any length in which whatever has no shape of its own is spelt as JSON does: control characters other
    /// than line feeds, separators of lines and paragraphs, marks that change the direction of writing or take no room,
    /// and halves of surrogate pairs.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The text that can be shown.</returns>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            bool isWhole = Rune.TryGetRuneAt(text, at, out Rune rune);
            int length = isWhole ? rune.Utf16SequenceLength : 1;
            ReadOnlySpan<char> characters = text.AsSpan(at, length);
            if (isWhole && (rune.Value == '\n' || HasShape(rune)))
            {
                shown.Append(characters);
            }
            else
            {
                foreach (char character in characters)
                {
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                }
            }

            at += length;
        }

        return shown.ToString();
    }

    private static bool HasShape(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate);
}
