using System.Reflection;
using System.Xml.Linq;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

using ModelCheck.Implementation;
using ModelCheck.Properties.Repository;

namespace ModelCheck.Properties.Mutants;

/// <summary>
/// Compiles the sources of the implementation with a defect. They are compiled as they are, so that the product needs
/// no seams for it, and against the same vocabulary, so that what comes out can take the service's place.
/// </summary>
/// <remarks>
/// What does not depend on the mutant is done once: sources are parsed, and metadata is read and bound, which all
/// compilations share as long as they have one name and one set of references. The compiler does not look for warnings,
/// nor for what may be null: the build of the product does. Several mutants are compiled side by side, each on one
/// thread.
/// </remarks>
internal static class MutantCompiler
{
    // What the SDK adds to every file of a project without a special purpose, but for System.Net.Http: no file needs
    // it, and so it is in none of the assemblies that are referred to.
    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly CSharpParseOptions Parsing =
        new(LanguageVersion.Latest, DocumentationMode.None);

    private static readonly Lazy<CSharpCompilation> Unmutated = new(Compilation);

    // A mutant runs for milliseconds: what the running machine need not optimise it compiles in half the time.
    private static readonly Lazy<CSharpCompilation> Unoptimised = new(() => Unmutated.Value.WithOptions(
        Unmutated.Value.Options.WithOptimizationLevel(OptimizationLevel.Debug)));

    /// <summary>The sources, by their path as seen from the folder Implementation.</summary>
    internal static IReadOnlyDictionary<string, string> Sources { get; } =
        Checkout.SourcesUnder("Implementation").ToDictionary(
            file => Path.GetRelativePath(Path.Combine(Checkout.Root, "Implementation"), file).Replace('\\', '/'),
            File.ReadAllText);

    /// <summary>Compiles and loads it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="edits">What is to be different; nothing for the service as it is.</param>
    /// <returns>The service.</returns>
    internal static MutantAssembly Compile(string name, params Edit[] edits)
    {
        CSharpCompilation compilation = (edits.Length == 0 ? Unmutated : Unoptimised).Value;
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

    private static CSharpCompilation Compilation() => CSharpCompilation.Create(
        "ModelCheck.Mutated",
        [.. Sources.Select(source => Parse(source.Value, source.Key)), Parse(GlobalUsings(), "GlobalUsings.cs")],
        ReferencedBy(typeof(RamServices).Assembly).Select(file => MetadataReference.CreateFromFile(file)),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            generalDiagnosticOption: ReportDiagnostic.Suppress,
            concurrentBuild: false,
            nullableContextOptions: NullableContextOptions.Disable));

    // All that the product refers to, and what that refers to, and so on.
    private static IEnumerable<string> ReferencedBy(Assembly product)
    {
        var assemblies = new List<Assembly> { product };
        for (int next = 0; next < assemblies.Count; next++)
        {
            assemblies.AddRange(assemblies[next].GetReferencedAssemblies().Select(Assembly.Load).Except(assemblies));
        }

        return assemblies.Skip(1).Select(assembly => assembly.Location);
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
