using System.CommandLine;
using System.Text.RegularExpressions;

namespace ModelCheck.Cli.Commands;

/// <summary>A command line as it can be typed again.</summary>
internal static partial class TypedLine
{
    /// <summary>The line that was parsed, in the words of a POSIX shell.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>The program and what was said to it; where results are written to is left out.</returns>
    internal static string Of(ParseResult arguments)
    {
        var words = new List<string> { "modelcheck" };
        string[] typed = [.. arguments.Tokens.Select(token => token.Value)];
        for (int index = 0; index < typed.Length; index++)
        {
            // A document is the same wherever it is written to.
            if (typed[index] is Outputs.OutputOptions.Json or Outputs.OutputOptions.Markdown
                or Outputs.OutputOptions.Html)
            {
                index++;
                continue;
            }

            words.Add(Quoted(typed[index]));
        }

        return string.Join(' ', words);
    }

    private static string Quoted(string word) =>
        Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./:,=@%+-]+$")]
    private static partial Regex Plain();
}
