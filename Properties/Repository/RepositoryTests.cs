using System.Reflection;
using System.Text.RegularExpressions;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Repository;

/// <summary>What a reader may rely on in the repository itself.</summary>
public sealed partial class RepositoryTests
{
    [Fact]
    public void Every_link_of_every_page_leads_somewhere()
    {
        string[] pages = [.. Sources("*.md")];
        Assert.NotEmpty(pages);
        Assert.Empty(
            from page in pages
            from Match link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
            select $"{Path.GetRelativePath(Checkout.Root, page)}: {target}");
    }

    [Theory]
    [InlineData("Lifetimes", typeof(ILifetimePolicy))]
    [InlineData("Charging", typeof(IChargingPolicy))]
    [InlineData("Platforms", typeof(IPlatform))]
    [InlineData("Requirements", typeof(IRequirementGroup))]
    public void One_file_is_one_policy_or_requirement_group(string folder, Type kind)
    {
        Assert.All(
            typeof(Catalog).Assembly.GetTypes().Where(type => !type.IsInterface && type.IsAssignableTo(kind)),
            type => Assert.True(File.Exists(Path.Combine(Checkout.Root, "Model", folder, $"{type.Name}.cs"))));
    }

    [Fact]
    public void No_line_of_code_is_longer_than_120_columns() => Assert.Empty(
        from file in Sources("*.cs")
        from line in File.ReadLines(file)
        where line.Length > 120
        select $"{Path.GetRelativePath(Checkout.Root, file)}: {line}");

    [Fact]
    public void The_model_refers_to_no_other_project() => Assert.DoesNotContain(
        typeof(Catalog).Assembly.GetReferencedAssemblies(),
        static (AssemblyName name) => !name.Name!.StartsWith("System", StringComparison.Ordinal));

    [Fact]
    public void The_continuous_check_runs_the_test_command_of_the_readme()
    {
        string readme = File.ReadAllText(Path.Combine(Checkout.Root, "README.md"));
        Assert.Contains("\n```\ndotnet test -c Release\n```\n", readme, StringComparison.Ordinal);
        string check = File.ReadAllText(Path.Combine(Checkout.Root, ".ci", "run"));
        Assert.Contains("\ndotnet test -c Release 2>&1", check, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Checkout.Root, pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Checkout.Root, file).Split(Path.DirectorySeparatorChar)
                .Any(part => part is "artifacts" or ".git" or "bin" or "obj"));

    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
