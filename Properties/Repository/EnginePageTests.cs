using System.Text.RegularExpressions;

using Microsoft.CodeAnalysis;

using ModelCheck.Engine;

using Xunit;

namespace ModelCheck.Properties.Repository;

/// <summary>docs/engine.md, followed to the letter.</summary>
public sealed partial class EnginePageTests
{
    [Fact]
    public void The_program_of_the_page_prints_what_the_page_says()
    {
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "engine.md"));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelcheck-");
        try
        {
            string program = Path.Combine(folder.FullName, "Snippet.dll");
            File.WriteAllBytes(program, Snippet.Compile(Block("csharp", page), OutputKind.ConsoleApplication));
            string engine = typeof(Search).Assembly.Location;
            File.Copy(engine, Path.Combine(folder.FullName, Path.GetFileName(engine)));
            File.Copy(
                Path.ChangeExtension(typeof(EnginePageTests).Assembly.Location, ".runtimeconfig.json"),
                Path.ChangeExtension(program, ".runtimeconfig.json"));

            Assert.Equal(Block("text", page), Checkout.Run(folder.FullName, "dotnet Snippet.dll"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Each_place_in_the_code_that_the_glossary_names_is_there()
    {
        string[] names =
        [
            .. Row().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "glossary.md")))
                .SelectMany(row => Name().Matches(row.Groups[1].Value))
                .Select(name => name.Groups[1].Value),
        ];

        Assert.True(names.Length > 20, "the glossary has a table with places in the code");
        Assert.All(names, name => Assert.True(Exists(name), $"{name} is nowhere in the engine"));
        Assert.False(Exists("Search.Refused"));
        Assert.False(Exists("Sighting"));
    }

    private static bool Exists(string name)
    {
        string[] parts = name.Split('.');
        return typeof(Search).Assembly.GetTypes().Any(type =>
            type.Name.Split('`')[0] == parts[0]
            && (parts.Length == 1
                || type.GetMembers(
                    System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic
                    | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance)
                    .Any(member => member.Name == parts[1])));
    }

    // The first one of its kind.
    private static string Block(string kind, string page)
    {
        string begin = $"\n```{kind}\n";
        int start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[start..(page.IndexOf("\n```\n", start, StringComparison.Ordinal) + 1)];
    }

    // The last column of a table.
    [GeneratedRegex(@"^\|.*\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z0-9.]+)`")]
    private static partial Regex Name();
}
