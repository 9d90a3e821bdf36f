using System.Text.RegularExpressions;

using ModelCheck.Explorer.Engine;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Explorer.Engine;

public sealed partial class EngineIndependenceTests
{
    [Fact]
    public void No_type_of_the_engine_refers_to_the_model() =>
        Assert.Empty(References("ModelCheck.Explorer.Engine"));

    [Fact]
    public void The_walk_over_types_finds_the_references_that_the_bridge_has()
    {
        List<string> references = References("ModelCheck.Explorer.Bridge");

        Assert.Contains(references, reference => reference.EndsWith(typeof(Scope).FullName!, StringComparison.Ordinal));
        Assert.Contains(references, reference => reference.StartsWith("StateCodec ", StringComparison.Ordinal));
        Assert.Contains(references, reference => reference.StartsWith("RamSystem`3 ", StringComparison.Ordinal));
    }

    [Fact]
    public void No_source_file_of_the_engine_names_the_model() =>
        Assert.DoesNotContain(Sources("Engine"), source => NameOfTheModel().IsMatch(File.ReadAllText(source)));

    [Fact]
    public void The_walk_over_source_files_finds_the_names_that_the_bridge_has()
    {
        Assert.Contains(Sources("Bridge"), source => NameOfTheModel().IsMatch(File.ReadAllText(source)));
        Assert.Contains(Sources("Engine"), source => Path.GetFileName(source) == "Search.cs");
        Assert.Matches(NameOfTheModel(), "using ModelCheck.Model.Vocabulary;");
        Assert.Matches(NameOfTheModel(), "Model.States.State state;");
        Assert.Matches(NameOfTheModel(), "FrameSet frames;");
        Assert.DoesNotMatch(NameOfTheModel(), "namespace ModelCheck.Explorer.Engine;");
    }

    // By its full name, by its name as seen from within ModelCheck, or by what all projects call its sets.
    [GeneratedRegex(@"ModelCheck\.Model|\bModel\.|\b(Frame|Dataspace|Session|Region)Set\b")]
    private static partial Regex NameOfTheModel();

    private static string[] Sources(string folder) => Checkout.SourcesUnder("Explorer", folder);

    private static List<string> References(string space) =>
        TypeReferences.From(typeof(Search).Assembly, space, named => named.Assembly == typeof(Scope).Assembly);
}
