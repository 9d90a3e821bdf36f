using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

using ModelCheck.Exploration.Graphs;

namespace ModelCheck.Interchange.Graphs;

/// <summary>A graph as GraphML, in the namespace and the structure of its schema 1.0.</summary>
public static class GraphMlText
{
    /// <summary>The namespace.</summary>
    internal const string Namespace = "http://graphml.graphdrawing.org/xmlns";

    private static readonly ImmutableArray<(string Id, string For, string Name)> Keys =
    [
        ("title", "graph", "title"),
        ("state", "node", "state"),
        ("broken-by-state", "node", "breaks"),
        ("shown-by-state", "node", "shows"),
        ("operation", "edge", "operation"),
        ("outcome", "edge", "outcome"),
        ("broken-by-step", "edge", "breaks"),
        ("shown-by-step", "edge", "shows"),
    ];

    /// <summary>Writes a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>A document with one directed graph; the node of state 0 is called n0.</returns>
    public static string Write(LabelledGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("graphml", Namespace);
            foreach ((string id, string target, string name) in Keys)
            {
                xml.WriteStartElement("key", Namespace);
                xml.WriteAttributeString("id", id);
                xml.WriteAttributeString("for", target);
                xml.WriteAttributeString("attr.name", name);
                xml.WriteAttributeString("attr.type", "string");
                xml.WriteEndElement();
            }

            xml.WriteStartElement("graph", Namespace);
            xml.WriteAttributeString("id", "G");
            xml.WriteAttributeString("edgedefault", "directed");
            WriteData(xml, "title", graph.Title);
            foreach (int state in graph.Graph.Vertices)
            {
                WriteNode(xml, graph, state);
            }

            foreach ((int number, StateEdge edge) in graph.Graph.Edges.Index())
            {
                WriteEdge(xml, graph, number, edge);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return $"{text}\n";
    }

    private static void WriteNode(XmlWriter xml, LabelledGraph graph, int state)
    {
        ImmutableArray<Mark> marks = graph.MarksOf(state);
        xml.WriteStartElement("node", Namespace);
        xml.WriteAttributeString("id", string.Create(CultureInfo.InvariantCulture, $"n{state}"));
        WriteData(xml, "state", graph.TextOf(state));
        WriteData(xml, "broken-by-state", Mark.Names(marks, broken: true));
        WriteData(xml, "shown-by-state", Mark.Names(marks, broken: false));
        xml.WriteEndElement();
    }

    private static void WriteEdge(XmlWriter xml, LabelledGraph graph, int number, StateEdge edge)
    {
        ImmutableArray<Mark> marks = graph.MarksOf(edge);
        xml.WriteStartElement("edge", Namespace);
        xml.WriteAttributeString("id", string.Create(CultureInfo.InvariantCulture, $"e{number}"));
        xml.WriteAttributeString("source", string.Create(CultureInfo.InvariantCulture, $"n{edge.Source}"));
        xml.WriteAttributeString("target", string.Create(CultureInfo.InvariantCulture, $"n{edge.Target}"));
        WriteData(xml, "operation", new Model.Vocabulary.Operation(edge.Label).ToString());
        WriteData(xml, "outcome", graph.OutcomeOf(edge));
        WriteData(xml, "broken-by-step", Mark.Names(marks, broken: true));
        WriteData(xml, "shown-by-step", Mark.Names(marks, broken: false));
        xml.WriteEndElement();
    }

    private static void WriteData(XmlWriter xml, string key, string? text)
    {
        if (text is not null)
        {
            xml.WriteStartElement("data", Namespace);
            xml.WriteAttributeString("key", key);
            xml.WriteString(text);
            xml.WriteEndElement();
        }
    }

    // The declaration names the encoding that the document has once it is written out.
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
