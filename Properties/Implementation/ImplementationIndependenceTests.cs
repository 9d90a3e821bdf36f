using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Implementation.Frames;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>
/// What the implementation shares with the model is the vocabulary and the contract of the service. Whatever else it
/// shared could not be found wrong by comparing the two.
/// </summary>
public sealed partial class ImplementationIndependenceTests
{
    private const string Vocabulary = "ModelCheck.Model.Vocabulary";
    private const string Service = "ModelCheck.Model.Service";

    [Fact]
    public void No_type_of_the_implementation_refers_to_the_mechanism_of_the_model() =>
        Assert.Empty(References(typeof(FrameBitmap).Assembly, "ModelCheck.Implementation"));

    [Fact]
    public void The_walk_over_types_finds_the_mechanism_and_not_the_vocabulary()
    {
        List<string> references = References(typeof(ModelExplorer).Assembly, "ModelCheck.Exploration");

        Assert.Contains(references, reference => reference.EndsWith(typeof(State).FullName!, StringComparison.Ordinal));
        Assert.DoesNotContain(references, reference => reference.Contains(Vocabulary, StringComparison.Ordinal));
    }

    [Fact]
    public void The_compiled_implementation_names_no_namespace_of_the_model_but_those_it_shares() =>
        Assert.DoesNotContain(Namespaces(typeof(FrameBitmap).Assembly), IsMechanism);

    [Fact]
    public void The_look_into_compiled_code_finds_the_namespaces_that_the_explorer_names()
    {
        Assert.Contains(Namespaces(typeof(ModelExplorer).Assembly), IsMechanism);
        Assert.Contains(Vocabulary, Namespaces(typeof(ModelExplorer).Assembly));
        Assert.False(IsMechanism(Vocabulary));
        Assert.True(IsMechanism("ModelCheck.Model"));
        Assert.True(IsMechanism("ModelCheck.Model.VocabularyOfOurOwn"));
        Assert.False(IsMechanism("ModelCheck.Modelling"));
    }

    [Fact]
    public void No_source_file_of_the_implementation_names_the_mechanism_of_the_model() =>
        Assert.DoesNotContain(Checkout.SourcesUnder("Implementation"), NamesTheMechanism);

    [Fact]
    public void The_walk_over_source_files_finds_the_names_that_the_explorer_has()
    {
        Assert.Contains(Checkout.SourcesUnder("Explorer", "Exploration", "Bridge"), NamesTheMechanism);
        Assert.Contains(
            Checkout.SourcesUnder("Implementation"),
            source => Path.GetFileName(source) == "FrameBitmap.cs");
        Assert.Matches(NameOfTheMechanism(), "using ModelCheck.Model;");
        Assert.Matches(NameOfTheMechanism(), "using ModelCheck.Model.States;");
        Assert.Matches(NameOfTheMechanism(), "Model.Semantics.ReferenceModel model;");
        Assert.Matches(NameOfTheMechanism(), "using ModelCheck.Model.Vocabularies;");
        Assert.DoesNotMatch(NameOfTheMechanism(), "using ModelCheck.Model.Vocabulary;");
        Assert.DoesNotMatch(NameOfTheMechanism(), "Model.Vocabulary.Extent extent;");
        Assert.DoesNotMatch(NameOfTheMechanism(), "using ModelCheck.Model.Service;");
        Assert.DoesNotMatch(NameOfTheMechanism(), "namespace ModelCheck.Implementation;");
    }

    // By its full name, or by its name as seen from within ModelCheck.
    [GeneratedRegex(@"\bModelCheck\.Model\b(?!\.(?:Vocabulary|Service)\b)|\bModel\.(?!(?:Vocabulary|Service)\b)")]
    private static partial Regex NameOfTheMechanism();

    private static bool NamesTheMechanism(string source) => NameOfTheMechanism().IsMatch(File.ReadAllText(source));

    private static bool IsMechanism(string space) =>
        (space == "ModelCheck.Model" || space.StartsWith("ModelCheck.Model.", StringComparison.Ordinal))
        && !IsOrLiesIn(space, Vocabulary)
        && !IsOrLiesIn(space, Service);

    private static bool IsOrLiesIn(string space, string outer) =>
        space == outer || space.StartsWith(outer + ".", StringComparison.Ordinal);

    private static List<string> References(Assembly assembly, string space) => TypeReferences.From(
        assembly, space, named => named.Assembly == typeof(Scope).Assembly && IsMechanism(named.Namespace ?? ""));

    // Of all types that an assembly names anywhere, the bodies of its methods included.
    private static HashSet<string> Namespaces(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.TypeReferences.Select(
                handle => metadata.GetString(metadata.GetTypeReference(handle).Namespace)),
        ];
    }
}
