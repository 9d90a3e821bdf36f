using System.Collections.Immutable;

using ModelCheck.Benchmarks.Peers;
using ModelCheck.Pages.Pictures;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Peers;

using Xunit;

namespace ModelCheck.Properties.Pages;

/// <summary>Where nodes stand: within the drawing, none upon another, whoever lays them out.</summary>
public sealed class GraphLayoutTests
{
    private const string Explore = "explore --lifetime Pin --frames 1 --sessions 1 --dataspaces 2 --quiet --html";

    // A node alone, a line, a ring, parts that hang together by nothing, and a ladder with ways back.
    public static TheoryData<int, int[]> Graphs => new()
    {
        { 1, [] },
        { 3, [0, 1, 1, 2] },
        { 4, [0, 1, 1, 2, 2, 3, 3, 0] },
        { 5, [0, 1, 2, 3] },
        { 8, [0, 1, 0, 2, 1, 3, 2, 3, 3, 4, 4, 0, 3, 5, 5, 6, 6, 7, 7, 3, 1, 0] },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void GraphShape_places_every_node_within_the_drawing(int nodes, int[] ends) =>
        IsWithinBounds(GraphLayout.ByGraphShape(nodes, Edges(ends)), nodes, Edges(ends), "GraphShape");

    [InstalledTheory("dot")]
    [MemberData(nameof(Graphs))]
    public void Graphviz_places_every_node_within_the_drawing(int nodes, int[] ends)
    {
        GraphLayout? layout = GraphLayout.ByGraphviz(nodes, Edges(ends));
        Assert.NotNull(layout);
        IsWithinBounds(layout, nodes, Edges(ends), "Graphviz");

        // What it laid out is what is taken.
        Assert.Equal("Graphviz", GraphLayout.Of(nodes, Edges(ends)).LaidOutBy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("printf '#!/bin/sh\\nexit 1\\n' > \"$1/dot\"; chmod +x \"$1/dot\";")]
    [InlineData("printf '#!/bin/sh\\necho stop\\n' > \"$1/dot\"; chmod +x \"$1/dot\";")]
    [InlineData("printf '#!/bin/sh\\necho graph 1\\necho node\\n' > \"$1/dot\"; chmod +x \"$1/dot\";")]
    [InlineData("echo text > \"$1/dot\";")]
    public void Without_a_dot_that_answers_GraphShape_does_it(string dot)
    {
        using var folder = new TemporaryDirectory();
        Finished run = Invocation.RunScript(
            $"ln -s \"$(command -v dotnet)\" \"$1/dotnet\"; {dot} PATH=$1; export PATH; $modelcheck {Explore} -",
            folder[string.Empty]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("Laid out by GraphShape.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_installed_is_used() => Assert.Contains(
        $"Laid out by {(ChildProcess.IsInstalled("dot") ? "Graphviz" : "GraphShape")}.",
        Invocation.Run([.. Explore.Split(' '), "-"]).Output,
        StringComparison.Ordinal);

    private static void IsWithinBounds(
        GraphLayout layout, int nodes, ImmutableArray<(int Source, int Target)> edges, string by)
    {
        const double Radius = GraphLayout.NodeSize / 2;
        Assert.Equal((by, nodes, edges.Length), (layout.LaidOutBy, layout.Places.Length, layout.Routes.Length));
        Assert.All(layout.Places, place =>
        {
            Assert.InRange(place.X, Radius - 1, layout.Width - Radius + 1);
            Assert.InRange(place.Y, Radius - 1, layout.Height - Radius + 1);
        });
        for (int node = 0; node < nodes; node++)
        {
            Assert.All(layout.Places[..node], other => Assert.True(
                Math.Max(
                    Math.Abs(other.X - layout.Places[node].X), Math.Abs(other.Y - layout.Places[node].Y)) >= Radius));
        }

        // An edge begins and ends at its nodes, or at their rims.
        Assert.All(edges.Zip(layout.Routes), edge =>
        {
            Assert.True(edge.Second.Length == 2 || edge.Second.Length % 3 == 1);
            IsAt(layout.Places[edge.First.Source], edge.Second[0]);
        });

        static void IsAt(GraphPoint node, GraphPoint end) =>
            Assert.InRange(Math.Max(Math.Abs(node.X - end.X), Math.Abs(node.Y - end.Y)), 0, GraphLayout.NodeSize);
    }

    private static ImmutableArray<(int Source, int Target)> Edges(int[] ends) =>
        [.. ends.Chunk(2).Select(pair => (pair[0], pair[1]))];
}
