using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

using GraphShape;
using GraphShape.Algorithms.Layout;

using QuikGraph;

namespace ModelCheck.Pages.Pictures;

/// <summary>Where the nodes of a graph stand: by Graphviz where it is installed, else by GraphShape.</summary>
/// <param name="Places">The middle of each node.</param>
/// <param name="Routes">Of each edge the points of a path: two, or those of cubic curves.</param>
/// <param name="Width">How much room that takes.</param>
/// <param name="Height">The same from top to bottom.</param>
/// <param name="LaidOutBy">What did it.</param>
public sealed record GraphLayout(
    ImmutableArray<GraphPoint> Places,
    ImmutableArray<ImmutableArray<GraphPoint>> Routes,
    double Width,
    double Height,
    string LaidOutBy)
{
    /// <summary>How wide and high a node is.</summary>
    public const double NodeSize = 24;

    private const double PointsPerInch = 72;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Lays a graph out.</summary>
    /// <param name="nodes">How many nodes there are; the first stands at the top.</param>
    /// <param name="edges">The edges, none of them from a node to itself.</param>
    /// <returns>The layout.</returns>
    public static GraphLayout Of(int nodes, ImmutableArray<(int Source, int Target)> edges) =>
        ByGraphviz(nodes, edges) ?? ByGraphShape(nodes, edges);

    /// <summary>Lays a graph out by the program dot.</summary>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="edges">The edges.</param>
    /// <returns>The layout; null where the program is missing or does not answer.</returns>
    public static GraphLayout? ByGraphviz(int nodes, ImmutableArray<(int Source, int Target)> edges)
    {
        var text = new StringBuilder("digraph{node[shape=circle,fixedsize=true,width=0.33,label=\"\"]");
        foreach (int node in Enumerable.Range(0, nodes))
        {
            text.Append(CultureInfo.InvariantCulture, $";{node}");
        }

        foreach ((int source, int target) in edges)
        {
            text.Append(CultureInfo.InvariantCulture, $";{source}->{target}");
        }

        string? plain = Ask("dot", "-Tplain", text.Append('}').ToString());
        return plain is null ? null : FromPlain(nodes, edges, plain);
    }

    /// <summary>Lays a graph out in layers by GraphShape, the edges straight.</summary>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="edges">The edges.</param>
    /// <returns>The layout.</returns>
    public static GraphLayout ByGraphShape(int nodes, ImmutableArray<(int Source, int Target)> edges)
    {
        // It takes nodes that are objects only.
        string[] names = [.. Enumerable.Range(0, nodes).Select(node => node.ToString(CultureInfo.InvariantCulture))];
        var graph = new BidirectionalGraph<string, SEquatableEdge<string>>();
        graph.AddVertexRange(names);
        graph.AddEdgeRange(edges.Select(edge => new SEquatableEdge<string>(names[edge.Source], names[edge.Target])));
        var layout = new SugiyamaLayoutAlgorithm<
            string, SEquatableEdge<string>, BidirectionalGraph<string, SEquatableEdge<string>>>(
            graph,
            names.ToDictionary(name => name, _ => new Size(NodeSize, NodeSize)),
            new SugiyamaLayoutParameters { LayerGap = NodeSize * 2, SliceGap = NodeSize / 2 });
        layout.Compute();
        IDictionary<string, Point> positions = layout.VerticesPositions;
        double left = positions.Values.Min(point => point.X);
        double top = positions.Values.Min(point => point.Y);
        ImmutableArray<GraphPoint> places =
        [
            .. names.Select(name => new GraphPoint(
                positions[name].X - left + NodeSize, positions[name].Y - top + NodeSize)),
        ];
        return new GraphLayout(
            places,
            [.. edges.Select(edge => ImmutableArray.Create(places[edge.Source], places[edge.Target]))],
            places.Max(point => point.X) + NodeSize,
            places.Max(point => point.Y) + NodeSize,
            "GraphShape");
    }

    private static GraphLayout? FromPlain(int nodes, ImmutableArray<(int Source, int Target)> edges, string plain)
    {
        var places = new GraphPoint[nodes];
        var routes = new Dictionary<(int, int), ImmutableArray<GraphPoint>>();
        double width = 0;
        double height = 0;
        foreach (string[] words in plain.Split('\n').Select(line => line.Split(' ')))
        {
            switch (words[0])
            {
                case "graph":
                    (width, height) = (Number(words[2]) * PointsPerInch, Number(words[3]) * PointsPerInch);
                    break;
                case "node":
                    places[int.Parse(words[1], CultureInfo.InvariantCulture)] = PointAt(words, 2);
                    break;
                case "edge":
                    int count = int.Parse(words[3], CultureInfo.InvariantCulture);
                    routes[(int.Parse(words[1], CultureInfo.InvariantCulture),
                        int.Parse(words[2], CultureInfo.InvariantCulture))] =
                        [.. Enumerable.Range(0, count).Select(index => PointAt(words, 4 + (2 * index)))];
                    break;
            }
        }

        return edges.All(edge => routes.ContainsKey(edge))
            ? new GraphLayout([.. places], [.. edges.Select(edge => routes[edge])], width, height, "Graphviz")
            : null;

        // Graphviz counts from the bottom.
        GraphPoint PointAt(string[] words, int index) =>
            new(Number(words[index]) * PointsPerInch, height - (Number(words[index + 1]) * PointsPerInch));

        static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
    }

    private static string? Ask(string program, string arguments, string input)
    {
        try
        {
            using var process = new Process
            {
                StartInfo = new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                },
            };
            process.Start();
            Task<string> answer = process.StandardOutput.ReadToEndAsync();
            Task<string> complaint = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            complaint.Wait(Patience);
            return process.ExitCode == 0 && answer.Wait(Patience) ? answer.Result : null;
        }
        catch (Win32Exception)
        {
            // It is not installed.
            return null;
        }
        catch (IOException)
        {
            // It ended before it had read everything.
            return null;
        }
    }
}

/// <summary>A point of a layout, counted from its upper left corner.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Down.</param>
public readonly record struct GraphPoint(double X, double Y);
