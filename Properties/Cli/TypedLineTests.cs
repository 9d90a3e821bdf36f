using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Cli.Commands;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>A command line as a page tells it can be typed again.</summary>
public sealed class TypedLineTests
{
    // Words that a shell would take apart, or for something else than they are.
    private static readonly string[] Words =
    [
        "plain", "two words", "it's", "''", "a\"b", "$HOME", "`id`", "a\\b", "*", "~", "tab\tand\nline", "#x", "ä→é",
        "a;b", "(", "!", "", "x=y", "1,2",
    ];

    [Fact]
    public void A_shell_reads_the_words_again()
    {
        Assert.Equal(
            ["modelcheck", .. Words],
            ReadByShell(Typed(Words)));
    }

    [Theory]
    [InlineData("compare peers --json report.json --frames 2", "modelcheck compare peers --frames 2")]
    [InlineData("compare --html=page.html peers", "modelcheck compare peers")]
    [InlineData("explore --markdown - --html - --json -", "modelcheck explore")]
    [InlineData("compare peers --frames=2", "modelcheck compare peers --frames 2")]
    [InlineData("compare ./my-file.json", "modelcheck compare ./my-file.json")]
    public void Where_results_are_written_to_is_left_out(string typed, string told)
    {
        ArgumentNullException.ThrowIfNull(typed);
        Assert.Equal(told, Typed(typed.Split(' ')));
    }

    private static string Typed(string[] words)
    {
        var command = new RootCommand { new Argument<string[]>("words") { Arity = ArgumentArity.ZeroOrMore } };
        foreach (string name in (string[])["--json", "--markdown", "--html", "--frames"])
        {
            command.Options.Add(new Option<string>(name));
        }

        return TypedLine.Of(command.Parse(words));
    }

    private static string[] ReadByShell(string line)
    {
        var start = new ProcessStartInfo("sh", ["-c", $"printf '%s\\0' {line}"]) { RedirectStandardOutput = true };
        using Process shell = Process.Start(start)!;
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return output.Split('\0')[..^1];
    }
}
