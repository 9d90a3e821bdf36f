using System.Globalization;
using System.Text;

namespace ModelCheck.Properties.Cli;

/// <summary>
/// A terminal of so many columns that never scrolls: what of a program's output can be read at the end. It understands
/// what a VT100 does of the sequences that a console program needs, and throws at any other.
/// </summary>
internal sealed class Screen(int width)
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;
    private bool _wraps = true;

    /// <summary>The lines, without the blanks at their ends.</summary>
    internal IReadOnlyList<string> Lines => [.. _lines.Select(line => line.ToString().TrimEnd())];

    /// <summary>Shows what a program writes.</summary>
    internal Screen Write(string output)
    {
        for (int at = 0; at < output.Length; at++)
        {
            switch (output[at])
            {
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    MoveTo(_row + 1);
                    break;
                case '\b':
                    _column = Math.Max(0, _column - 1);
                    break;
                case '\e':
                    at = Obey(output, at + 1);
                    break;
                case char control when char.IsControl(control):
                    throw new InvalidOperationException($"no terminal is sent a control character {(int)control:x2}");
                case char visible:
                    Put(visible);
                    break;
            }
        }

        return this;
    }

    private void Put(char character)
    {
        if (_column == width)
        {
            if (_wraps)
            {
                MoveTo(_row + 1);
                _column = 0;
            }
            else
            {
                _column = width - 1;
            }
        }

        StringBuilder line = _lines[_row];
        line.Append(' ', Math.Max(0, _column + 1 - line.Length));
        line[_column++] = character;
    }

    // The sequence behind an escape character; the place of its last character.
    private int Obey(string output, int at)
    {
        // Application mode of the keypad, on and off.
        if (output[at] is '=' or '>')
        {
            return at;
        }

        int end = at + 1;
        while (output[end] is >= '0' and <= '?')
        {
            end++;
        }

        string parameters = output[(at + 1)..end];
        int count = parameters.Length > 0 && int.TryParse(parameters, CultureInfo.InvariantCulture, out int number)
            ? number
            : 0;
        switch ((output[at], parameters, output[end]))
        {
            case ('[', "?7", 'l'):
                _wraps = false;
                break;
            case ('[', "?7", 'h'):
                _wraps = true;
                break;

            // Colours; the cursor and its keys.
            case ('[', _, 'm'):
            case ('[', "?25" or "?1", 'h' or 'l'):
                break;

            // Zero lines up are one.
            case ('[', _, 'A'):
                MoveTo(Math.Max(0, _row - Math.Max(1, count)));
                break;
            case ('[', "" or "0", 'K'):
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                break;
            case ('[', "2", 'K'):
                _lines[_row].Clear();
                break;
            default:
                throw new InvalidOperationException($"no terminal here knows ESC {output[at..(end + 1)]}");
        }

        return end;
    }

    private void MoveTo(int row)
    {
        _row = row;
        while (_lines.Count <= row)
        {
            _lines.Add(new StringBuilder());
        }

        _column = Math.Min(_column, width - 1);
    }
}
