using System.Text.RegularExpressions;
using System.Xml.Linq;

using Xunit;

namespace ModelCheck.Properties.Repository;

/// <summary>The drawing of the house in docs/architecture.md and the project files tell the same.</summary>
public sealed partial class HouseTests
{
    private static readonly Dictionary<string, XDocument> Projects = Folders()
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), XDocument.Load);

    private static readonly Dictionary<string, string[]> Drawn = Row()
        .Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "architecture.md")))
        .ToDictionary(row => row.Groups[1].Value, row => NamesIn(row.Groups[2].Value));

    [Fact]
    public void Every_project_is_drawn_and_refers_to_what_is_drawn()
    {
        Assert.Equal(Projects.Keys.Order(), Drawn.Keys.Order());
        Assert.All(Projects, project => Assert.Equal(
            Drawn[project.Key].Order(),
            project.Value.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
                .Order()));
    }

    [Fact]
    public void References_are_not_passed_on()
    {
        XElement setting = Assert.Single(XDocument.Load(Path.Combine(Checkout.Root, "Directory.Build.props"))
            .Descendants("DisableTransitiveProjectReferences"));
        Assert.Equal("true", setting.Value);
        Assert.DoesNotContain(
            Projects.Values, project => project.Descendants("DisableTransitiveProjectReferences").Any());
    }

    [Fact]
    public void The_engine_knows_no_word_of_memory() => Assert.DoesNotContain(
        Checkout.SourcesUnder("Explorer", "Engine"),
        file => WordOfMemory().IsMatch(File.ReadAllText(file)));

    [Theory]
    [InlineData("A dataspace.")]
    [InlineData("FrameSet frames;")]
    [InlineData("its quota is")]
    public void A_word_of_memory_would_be_noticed(string text) => Assert.Matches(WordOfMemory(), text);

    private static string[] NamesIn(string cell) => cell switch
    {
        "all but Benchmarks" => [.. Projects.Keys.Where(name => name is not ("Benchmarks" or "Properties"))],
        _ => cell.Split(", ", StringSplitOptions.RemoveEmptyEntries),
    };

    private static IEnumerable<string> Folders() => Directory.EnumerateDirectories(Checkout.Root)
        .Concat(Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "Explorer")));

    [GeneratedRegex(@"^\| ([A-Z]\w+) \| (?:([^|]*) )?\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(
        @"\b(?:dataspaces?|aliases|quotas?|(?:Frame|Dataspace|Session|Region)Set)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WordOfMemory();
}
