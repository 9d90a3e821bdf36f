using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Peers;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Interchange;

/// <summary>Types the commands of docs/interchange.md.</summary>
public sealed partial class InterchangePageTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [InstalledTheory("python3")]
    [InlineData("interchange.md")]
    public void Every_command_of_the_page_works(string page)
    {
        string text = File.ReadAllText(Path.Combine(Checkout.Root, "docs", page));
        string[] commands =
        [
            .. Commands().Match(text).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(command => command["modelcheck ".Length..]),
        ];
        Assert.Equal(10, commands.Length);
        Assert.All(commands, command =>
        {
            IEnumerable<string> words = CommandLineParser.SplitCommandLine(command.Replace('\'', '"'));
            Finished run = Invocation.Run(words.Select(Placed));
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        });
    }

    public void Dispose() => _folder.Dispose();

    // What is written goes to a place of its own; what comes along lies where the checkout is.
    private string Placed(string word) =>
        word is "trace.itf.json" or "states.aut" or "trace.dot" or "explanation.itf.json" ? _folder[word]
        : word.Replace("docs/", Path.Combine(Checkout.Root, "docs") + "/", StringComparison.Ordinal);

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Commands();
}
