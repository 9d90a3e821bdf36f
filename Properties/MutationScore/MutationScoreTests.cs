using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.MutationScore;

/// <summary>
/// The groups that <c>Properties/mutation-score</c> runs take hours, and so are not run here. But a source or a test
/// that was renamed would leave one of them with nothing to do, and with the full score.
/// </summary>
public sealed class MutationScoreTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "Properties", "MutationScore");

    private static readonly string[] Tests =
    [
        .. from type in typeof(MutationScoreTests).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FactAttribute>() is not null
           select $"{type.FullName}.{method.Name}",
    ];

    public static TheoryData<string> Groups => [.. Names];

    private static string[] Names { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Every_source_and_every_test_that_a_group_names_is_there(string group)
    {
        JsonElement settings = Settings(group);
        string[] sources = SourcesOf(settings);
        Assert.All(Patterns(settings), pattern => Assert.Contains(sources, source => pattern.IsMatch(source)));
        Assert.All(
            settings.GetProperty("test-case-filter").GetString()!.Split('|', '&')
                .Where(term => term.StartsWith("FullyQualifiedName", StringComparison.Ordinal)),
            term => Assert.Contains(
                Tests, test => test.Contains(term[(term.IndexOf('~') + 1)..], StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_source_of_the_implementation_is_in_one_group_and_no_other_one_is_in_two()
    {
        List<string> covered = [];
        foreach (JsonElement settings in Names.Select(Settings))
        {
            Regex[] patterns = Patterns(settings);
            covered.AddRange(SourcesOf(settings).Where(source => patterns.Any(pattern => pattern.IsMatch(source))));
        }

        Assert.Equal(covered.Count, covered.Distinct().Count());
        Assert.Empty(Checkout.SourcesUnder("Implementation").Select(Normal).Except(covered));
    }

    [Fact]
    public void The_script_runs_every_group()
    {
        string script = File.ReadAllText(Path.Combine(Checkout.Root, "Properties", "mutation-score"));
        string named = script.Split("${*:-")[1].Split('}')[0];
        Assert.Equal(
            Names.Order(StringComparer.Ordinal),
            named.Split(' ').Order(StringComparer.Ordinal));
    }

    private static JsonElement Settings(string group) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{group}.json"))).RootElement
            .GetProperty("stryker-config");

    private static string[] SourcesOf(JsonElement settings)
    {
        string project = Path.GetFileNameWithoutExtension(settings.GetProperty("project").GetString()!);
        string folder = project is "Model" or "Implementation" ? project : Path.Combine("Explorer", project);
        Assert.True(File.Exists(Path.Combine(Checkout.Root, folder, $"{project}.csproj")), $"There is no {project}.");
        return [.. Checkout.SourcesUnder(folder).Select(Normal)];
    }

    // "**/" stands for any folders, "*" for any name.
    private static Regex[] Patterns(JsonElement settings) =>
    [
        .. settings.GetProperty("mutate").EnumerateArray().Select(pattern => new Regex(
            Regex.Escape(pattern.GetString()!).Replace(@"\*\*/", "/").Replace(@"\*", "[^/]*") + "$")),
    ];

    private static string Normal(string file) => file.Replace('\\', '/');
}
