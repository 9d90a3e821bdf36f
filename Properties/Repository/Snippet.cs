using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

using ModelCheck.Engine;

namespace ModelCheck.Properties.Repository;

/// <summary>
/// Compiles a program or a library that uses what is named and nothing else, as a project of its own would.
/// </summary>
internal static class Snippet
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.Linq; "
        + "global using System.Threading;";

    /// <summary>Compiles one file that uses the engine.</summary>
    /// <param name="source">The file.</param>
    /// <param name="kind">A program or a library.</param>
    /// <returns>The assembly.</returns>
    internal static byte[] Compile(string source, OutputKind kind) =>
        Compile("Snippet", source, kind, typeof(Search).Assembly.Location);

    /// <summary>Compiles one file.</summary>
    /// <param name="name">What the assembly is called.</param>
    /// <param name="source">The file.</param>
    /// <param name="kind">A program or a library.</param>
    /// <param name="references">The assemblies that it uses, beside the framework.</param>
    /// <returns>The assembly.</returns>
    internal static byte[] Compile(string name, string source, OutputKind kind, params string[] references)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [
                CSharpSyntaxTree.ParseText(source, parsing),
                CSharpSyntaxTree.ParseText(ImplicitUsings, parsing),
            ],
            platform.Where(file => Path.GetDirectoryName(file) == framework)
                .Concat(references)
                .Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(
                kind,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: kind == OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(
                string.Join("; ", result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }
}
