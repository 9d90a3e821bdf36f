using System.Text.RegularExpressions;

using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Repository;

/// <summary>Follows docs/tutorial.md to the letter, on a terminal of 100 columns.</summary>
public sealed partial class TutorialTests : IDisposable
{
    private const string Program = "modelcheck ";
    private const string LeftOut = "…";

    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "tutorial.md"));

    private readonly string _folder = Directory.CreateTempSubdirectory("modelcheck-").FullName;

    [Fact]
    public void Every_command_prints_what_stands_below_it()
    {
        (string Kind, string Text)[] blocks =
            [.. Block().Matches(Page).Select(block => (block.Groups[1].Value, block.Groups[2].Value))];
        File.WriteAllText(
            Path.Combine(_folder, "camera.json"), Assert.Single(blocks, block => block.Kind == "json").Text);
        int followed = 0;
        foreach (((string kind, string text), (string next, string report)) in
            blocks.Zip(blocks.Skip(1).Append(default)))
        {
            if (kind != "sh" || !text.StartsWith(Program, StringComparison.Ordinal))
            {
                continue;
            }

            (int exitCode, IReadOnlyList<string> lines) =
                PseudoTerminal.RunIn(_folder, width: 100, text[Program.Length..].TrimEnd());
            Assert.Contains(exitCode, (int[])[0, 10]);
            Assert.Equal(CodeIn(text), exitCode);
            if (next == "text")
            {
                IsIn(lines, report);
            }

            followed++;
        }

        Assert.Equal(5, followed);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // What is left out stands between parts that follow one another.
    private static void IsIn(IReadOnlyList<string> lines, string report)
    {
        string printed = Untimed(string.Join('\n', lines.Select(line => line.TrimEnd())));
        int from = 0;
        foreach (string part in report.Split(LeftOut + "\n").Select(part => Untimed(part.TrimEnd('\n'))))
        {
            int at = printed.IndexOf(part, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"not printed, or not there:\n{part}\n\nbut:\n{printed}");
            from = at + part.Length;
        }
    }

    private static int CodeIn(string command) =>
        command.Contains("explain", StringComparison.Ordinal)
        || command.Contains("contradictions", StringComparison.Ordinal)
            ? 10
            : 0;

    private static string Untimed(string text) => Time().Replace(text, "TIME");

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"[\d.,]+ s\b")]
    private static partial Regex Time();
}
