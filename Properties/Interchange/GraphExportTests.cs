using System.Collections.Immutable;
using System.Text.Json.Nodes;

using ModelCheck.Exploration.Graphs;
using ModelCheck.Exploration.Results;
using ModelCheck.Interchange.Graphs;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Peers;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;

namespace ModelCheck.Properties.Interchange;

/// <summary>Graphs and traces as others read them are the graphs and traces that they were.</summary>
public sealed class GraphExportTests
{
    private static readonly Lazy<(IModel Model, ModelGraph Explored, LabelledGraph Labelled)> Small = new(() =>
    {
        IModel model = ModelOf("Pin", "Holder", Scope.Uniform(frames: 1, sessions: 2, dataspaces: 2, quota: 1));
        ImmutableArray<Requirement> all = [.. Catalog.Requirements.Where(one => !one.RecordsAllocators)];
        var explored = ModelGraph.Explore(model, all);
        return (model, explored, LabelledGraph.Of(model, explored, all));
    });

    [InstalledTheory("dot", "graphml2gv", "python3")]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_reader_reads_the_same(bool isGraph)
    {
        LabelledGraph graph = isGraph ? Small.Value.Labelled : Path;
        Drawn dot = ReadBack.Dot(DotText.Write(graph));
        Drawn graphMl = ReadBack.GraphMl(GraphMlText.Write(graph));
        (int initial, int states, (int From, string Label, int To)[] edges) = ReadBack.Aut(AutText.Write(graph));
        (int From, string Label, int To)[] own =
            [.. graph.Graph.Edges.Select(edge => (edge.Source, graph.TextOf(edge), edge.Target))];
        Assert.True(own.Length > 2);
        Assert.Equal((0, graph.Graph.VertexCount), (initial, states));
        Assert.Equal(own, edges);
        Assert.Equal(own, graphMl.Edges.Select(edge => (edge.From, edge.What.Text, edge.To)));
        Assert.Equal(own.Order(), dot.Edges.Select(edge => (edge.From, edge.What.Text, edge.To)).Order());
        Assert.Equal(
            own.Select(edge => (edge.From, edge.To)).Order(),
            ReadBack.GraphMlStructure(GraphMlText.Write(graph)).Order());
        Assert.Equal(graph.Title, dot.Title);
        Assert.Equal(graph.Title, graphMl.Title);
        foreach (int state in graph.Graph.Vertices)
        {
            Assert.Equal(graph.TextOf(state), graphMl.States[state].Text);
            Assert.Equal(graph.TextOf(state), dot.States[state].Text.Replace("\\n", "; ", StringComparison.Ordinal));
            Assert.Equal(graphMl.States[state].Breaks, dot.States[state].Breaks);
            Assert.Equal(graphMl.States[state].Shows, dot.States[state].Shows);
            Assert.Equal(
                graphMl.States[state].Breaks, Mark.Names(graph.MarksOf(state), broken: true));
        }
    }

    [Fact]
    public void JSON_is_as_the_schema_says_and_has_the_same()
    {
        (IModel model, ModelGraph explored, LabelledGraph graph) = Small.Value;
        string text = JsonGraph.Write(graph);
        Assert.Empty(Schema.Graph.Validate(text));
        JsonNode json = JsonNode.Parse(text)!;
        Assert.Equal(explored.Graph.VertexCount, json["states"]!.AsArray().Count);
        Assert.Equal(
            explored.Graph.Edges.Select(edge => (edge.Source, new Operation(edge.Label).ToString(), edge.Target)),
            json["transitions"]!.AsArray()
                .Select(one => ((int)one!["source"]!, (string)one["text"]!, (int)one["target"]!)));
        Assert.Equal(model.Policy.Lifetime, (string?)json["setting"]!["lifetime"]);
        json["states"]![0]!["id"] = -1;
        Assert.NotEmpty(Schema.Graph.Validate(json.ToJsonString()));
    }

    [Fact]
    public void What_breaks_and_shows_requirements_is_marked_and_nothing_else()
    {
        (IModel model, ModelGraph explored, LabelledGraph graph) = Small.Value;
        int broken = 0;
        foreach (int state in graph.Graph.Vertices)
        {
            State at = explored.StateOf(state);
            Ledger ledger = model.Audit(in at);
            var view = new StateView(model, in at, in ledger);
            foreach (Invariant invariant in Catalog.Requirements.OfType<Invariant>()
                .Where(one => one.Obstacle(model) is null))
            {
                bool isBroken = !invariant.Holds(in view);
                broken += isBroken ? 1 : 0;
                Assert.Equal(isBroken, graph.MarksOf(state).Contains(new Mark(invariant.Name, IsBroken: true)));
            }

            Assert.All(
                graph.MarksOf(state),
                mark => Assert.Equal(
                    mark.IsBroken,
                    Catalog.FindRequirement(mark.Requirement) is not (StatePossibility or StepPossibility)));
        }

        Assert.True(broken > 0);
        Assert.Contains(graph.Graph.Edges, edge => graph.MarksOf(edge).Any(mark => mark.IsBroken));
        Assert.Contains(graph.Graph.Edges, edge => graph.MarksOf(edge).Any(mark => !mark.IsBroken));
    }

    [InstalledTheory("dot")]
    [InlineData("digraph g { label=\"t\";")]
    public void A_text_means_nothing_but_itself_to_Graphviz(string beginning)
    {
        string[] texts =
            ["\"", "\\", "\\\"", "a\\", "\"];}", "\\N\\G\\n", "<b>", "&amp;", "//", "/*", "#", "é", "", "\n", "}\n{"];
        string dot = $"{beginning} {string.Concat(texts.Select((text, index) =>
            FormattableString.Invariant($"{index} [label={DotText.Quoted(text)}]; ")))} }}";
        Drawn read = ReadBack.Dot(dot);
        Assert.Equal(texts.Length, read.States.Count);

        // A label is read with its escapes, which Graphviz resolves when it draws.
        Assert.All(texts.Index(), text => Assert.Equal(
            text.Item,
            read.States[text.Index].Text.Replace("\\\\", "\u0001", StringComparison.Ordinal)
                .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\u0001", "\\", StringComparison.Ordinal)));
    }

    private static LabelledGraph Path
    {
        get
        {
            IModel model = ModelOf(
                "FirstClass", "Holder", Scope.Uniform(frames: 2, sessions: 2, dataspaces: 3, quota: 2));
            Trace trace = Of(
                model,
                Operation.Alloc(new SessionId(0), 1),
                Operation.Free(new SessionId(1), new DataspaceId(0)),
                Operation.Alias(new SessionId(1), new DataspaceId(0), true, 0, 1));
            return LabelledGraph.Of(model, trace, Catalog.FindRequirement("NoDoubleCharge"));
        }
    }
}
