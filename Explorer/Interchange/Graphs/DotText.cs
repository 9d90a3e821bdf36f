using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Graphs;

namespace ModelCheck.Interchange.Graphs;

/// <summary>A graph in the language of Graphviz: what breaks a requirement is red, what shows one is green.</summary>
public static class DotText
{
    /// <summary>Writes a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>A directed graph; states are called by their numbers.</returns>
    public static string Write(LabelledGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"digraph modelcheck {{\n  label={Quoted(graph.Title)};\n");
        text.Append("  node [shape=box];\n");
        foreach (int state in graph.Graph.Vertices)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {state} [label={Quoted(Lines(graph.TextOf(state)))}{(state == 0 ? ", penwidth=2" : "")}");
            AppendMarks(text, graph.MarksOf(state));
            text.Append("];\n");
        }

        foreach (StateEdge edge in graph.Graph.Edges)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"  {edge.Source} -> {edge.Target} [label={Quoted(graph.TextOf(edge))}");
            AppendMarks(text, graph.MarksOf(edge));
            text.Append("];\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>A text as a quoted identifier, in which Graphviz finds nothing but the text.</summary>
    internal static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    // One object on a line.
    private static string Lines(string text) => text.Replace("; ", "\n", StringComparison.Ordinal);

    private static void AppendMarks(StringBuilder text, ImmutableArray<Mark> marks)
    {
        if (Mark.Names(marks, broken: true) is { } broken)
        {
            text.Append(CultureInfo.InvariantCulture, $", color=red, breaks={Quoted(broken)}");
        }

        if (Mark.Names(marks, broken: false) is { } shown)
        {
            text.Append(CultureInfo.InvariantCulture, $", fontcolor=darkgreen, shows={Quoted(shown)}");
        }
    }
}
