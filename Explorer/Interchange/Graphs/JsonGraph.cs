using System.Collections.Immutable;
using System.Text.Json;

using ModelCheck.Exploration.Graphs;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange.Graphs;

/// <summary>A graph as JSON, as <c>docs/graph.schema.json</c> describes it.</summary>
public static class JsonGraph
{
    /// <summary>Writes a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>JSON, with a line feed at its end.</returns>
    public static string Write(LabelledGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return JsonDocumentText.Of(writer =>
        {
            writer.WriteString("title", graph.Title);
            writer.WriteStartObject("setting");
            graph.Setting.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteNumber("initial", 0);
            writer.WriteStartArray("states");
            foreach (int state in graph.Graph.Vertices)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", state);
                writer.WriteString("text", graph.TextOf(state));
                WriteMarks(writer, graph.MarksOf(state));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("transitions");
            foreach (StateEdge edge in graph.Graph.Edges)
            {
                writer.WriteStartObject();
                writer.WriteNumber("source", edge.Source);
                writer.WriteNumber("target", edge.Target);
                writer.WriteStartObject("asked");
                AskedOperation.Write(writer, new Operation(edge.Label));
                writer.WriteEndObject();
                writer.WriteString("text", new Operation(edge.Label).ToString());
                WriteMarks(writer, graph.MarksOf(edge));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static void WriteMarks(Utf8JsonWriter writer, ImmutableArray<Mark> marks)
    {
        foreach ((string field, bool broken) in (ReadOnlySpan<(string, bool)>)[("breaks", true), ("shows", false)])
        {
            if (marks.Any(mark => mark.IsBroken == broken))
            {
                writer.WriteStartArray(field);
                foreach (Mark mark in marks.Where(mark => mark.IsBroken == broken))
                {
                    writer.WriteStringValue(mark.Requirement);
                }

                writer.WriteEndArray();
            }
        }
    }
}
