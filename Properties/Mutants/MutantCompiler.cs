using System.Xml.Linq;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Repository;

namespace ModelCheck.Properties.Mutants;

/// <summary>
/// Compiles the sources of the implementation with a defect. They are compiled as they are, so that the product needs
/// no seams for it, and against the same vocabulary, so that what comes out can take the service's place.
/// </summary>
internal static class MutantCompiler
{
    // What the SDK adds to every file of a project without a special purpose.
    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly CSharpParseOptions Parsing =
        new(LanguageVersion.Latest, DocumentationMode.None);

    private static readonly Lazy<CSharpCompilation> Unmutated = new(Compilation);

    /// <summary>The sources, by their path as seen from the folder Implementation.</summary>
    internal static IReadOnlyDictionary<string, string> Sources { get; } =
        Checkout.SourcesUnder("Implementation").ToDictionary(
            file => Path.GetRelativePath(Path.Combine(Checkout.Root, "Implementation"), file).Replace('\\', '/'),
            File.ReadAllText);

    /// <summary>Compiles and loads it.</summary>
    /// <param name="name">What the assembly is to be called.</param>
    /// <param name="edits">What is to be different; nothing for the service as it is.</param>
    /// <returns>The service.</returns>
    internal static MutantAssembly Compile(string name, IEnumerable<Edit> edits)
    {
        CSharpCompilation compilation = Unmutated.Value.WithAssemblyName($"{name}.Mutated");
        foreach (IGrouping<string, Edit> file in edits.GroupBy(edit => edit.File))
        {
            SyntaxTree original = compilation.SyntaxTrees.Single(tree => tree.FilePath == file.Key);
            string text = file.Aggregate(
                Sources[file.Key],
                (text, edit) => text.Replace(edit.Original, edit.Mutated, StringComparison.Ordinal));
            compilation = compilation.ReplaceSyntaxTree(original, Parse(text, file.Key));
        }

        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(
                $"{name} cannot be compiled: "
                + string.Join("; ", result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
        }

        image.Position = 0;
        return new MutantAssembly(name, image);
    }

    private static CSharpCompilation Compilation()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            assemblyName: null,
            [
                .. Sources.Select(source => Parse(source.Value, source.Key)),
                Parse(GlobalUsings(), "GlobalUsings.cs"),
            ],
            platform.Where(file => Path.GetDirectoryName(file) == framework)
                .Append(typeof(IRamService).Assembly.Location)
                .Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
    }

    // The aliases are read from where every project has them from.
    private static string GlobalUsings()
    {
        var properties = XDocument.Load(Path.Combine(Checkout.Root, "Directory.Build.props"));
        IEnumerable<string> aliases = properties.Descendants("Using")
            .Select(alias => $"{alias.Attribute("Alias")!.Value} = {alias.Attribute("Include")!.Value}");
        return string.Concat(ImplicitUsings.Concat(aliases).Select(name => $"global using {name};\n"));
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, Parsing, path);
}
