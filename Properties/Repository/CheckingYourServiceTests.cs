using System.Text.RegularExpressions;
using System.Xml.Linq;

using Microsoft.CodeAnalysis;

using ModelCheck.Model.Service;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Repository;

/// <summary>
/// Follows docs/checking-your-service.md to the letter, but that the service is compiled here and not by a project;
/// Properties/packages builds that.
/// </summary>
public sealed partial class CheckingYourServiceTests : IDisposable
{
    private const string Assembly = "bin/Debug/net10.0/MyService.dll";

    private static readonly string Page =
        File.ReadAllText(Path.Combine(Checkout.Root, "docs", "checking-your-service.md"));

    private readonly string _folder = Directory.CreateTempSubdirectory("modelcheck-").FullName;

    [Fact]
    public void The_service_of_the_page_is_wrong_and_mended_as_the_page_says()
    {
        string wrong = Assert.Single(Blocks("csharp"));
        string[] commands = [.. Blocks(string.Empty).Where(block => block.StartsWith("modelcheck ", Plainly))];
        string[] reports = Blocks("text");
        Assert.Equal((2, 4), (commands.Length, reports.Length));

        Build(wrong);
        Assert.Equal((11, Untimed(reports[0])), Run(commands[0]));
        Assert.Equal((11, Untimed(reports[2])), Run(commands[1]));
        Build(Mended(wrong, Assert.Single(Blocks("diff"))));
        Assert.Equal((0, Untimed(reports[1])), Run(commands[0]));
        Assert.Equal((0, Untimed(reports[3])), Run(commands[1]));
    }

    [Fact]
    public void The_project_of_the_page_asks_for_the_contract_as_it_is_packed()
    {
        var project = XDocument.Parse(Assert.Single(Blocks("xml")));
        var properties = XDocument.Load(Path.Combine(Checkout.Root, "Directory.Build.props"));
        XElement package = Assert.Single(project.Descendants("PackageReference"));
        Assert.Equal(
            (typeof(IRamService).Assembly.GetName().Name, properties.Descendants("Version").Single().Value),
            (package.Attribute("Include")?.Value, package.Attribute("Version")?.Value));
        string framework = Assert.Single(project.Descendants("TargetFramework")).Value;
        Assert.Equal(properties.Descendants("TargetFramework").Single().Value, framework);
        Assert.Contains($"/{framework}/", Assembly, Plainly);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static StringComparison Plainly => StringComparison.Ordinal;

    private static string[] Blocks(string kind) =>
        [.. Block().Matches(Page).Where(block => block.Groups[1].Value == kind).Select(block => block.Groups[2].Value)];

    // One line goes and one comes.
    private static string Mended(string wrong, string change)
    {
        string[] lines = change.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("-+", string.Concat(lines.Select(line => line[0])));
        Assert.Equal(2, wrong.Split($"\n{lines[0][1..]}\n").Length);
        return wrong.Replace($"\n{lines[0][1..]}\n", $"\n{lines[1][1..]}\n", Plainly);
    }

    // Where a line ends depends on how long a time is before it.
    private static string Untimed(string report) => string.Join(
        "\n\n",
        report.Trim('\n').Split("\n\n").Select(part =>
            Time().IsMatch(part) ? Space().Replace(Time().Replace(part, "TIME $1"), " ") : part));

    private void Build(string source)
    {
        string file = Path.Combine(_folder, Assembly);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Snippet.Compile(
            "MyService", source, OutputKind.DynamicallyLinkedLibrary, typeof(IRamService).Assembly.Location));
    }

    // On a terminal of 80 columns; the service runs in a process of its own.
    private (int ExitCode, string Report) Run(string command)
    {
        string words = command.Replace("\\\n", " ", Plainly).Trim();
        Assert.StartsWith("modelcheck ", words, Plainly);
        Assert.Contains(Assembly, words, Plainly);
        (int exitCode, IReadOnlyList<string> lines) =
            PseudoTerminal.RunIn(_folder, width: 80, words["modelcheck ".Length..]);
        return (exitCode, Untimed(string.Join('\n', lines)));
    }

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"[\d.,]+\s+(s\b|operations/s)")]
    private static partial Regex Time();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
