using System.Collections.Immutable;
using System.Reflection;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

using ModelCheck.Implementation;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Repository;

/// <summary>The example in Model/README.md, compiled and run as it stands there.</summary>
public sealed class ModelReadmeTests
{
    // Beside the example: it says what is printed instead of printing it among what other tests print.
    private const string Beside =
        """
        global using System;

        internal static class Console
        {
            internal static System.Text.StringBuilder Printed { get; } = new();

            internal static void WriteLine(object value) => Printed.Append(value).Append('\n');
        }
        """;

    [Fact]
    public void The_example_prints_what_the_page_says()
    {
        string[] blocks = File.ReadAllText(Path.Combine(Checkout.Root, "Model", "README.md")).Split("```");

        string example = Assert.Single(blocks, block => block.StartsWith("csharp\n", StringComparison.Ordinal));
        string expected = blocks[Array.IndexOf(blocks, example) + 2];

        Assert.Equal(expected.TrimStart('\n'), Run(example["csharp\n".Length..]));
    }

    private static string Run(string example)
    {
        var compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(example), CSharpSyntaxTree.ParseText(Beside)],
            References(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));

        var assembly = Assembly.Load(image.ToArray());
        assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return assembly.GetType("Console")!
            .GetProperty("Printed", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!.ToString()!;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((Assembly[])
        [
            typeof(object).Assembly,
            Assembly.Load("System.Runtime"),
            typeof(ImmutableArray).Assembly,
            typeof(SessionId).Assembly,
            typeof(RamServices).Assembly,
        ])
        .Select(assembly => MetadataReference.CreateFromFile(assembly.Location));
}
