using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Graphs;

namespace ModelCheck.Interchange.Graphs;

/// <summary>
/// A graph in the Aldebaran format (.aut) of CADP, which mCRL2 and LTSmin read, too: a labelled transition system and
/// nothing else, so that what states look like and what they break is not in it.
/// </summary>
public static class AutText
{
    /// <summary>Writes a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>A header and a line for each transition.</returns>
    public static string Write(LabelledGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture, $"des (0, {graph.Graph.EdgeCount}, {graph.Graph.VertexCount})\n");
        foreach (StateEdge edge in graph.Graph.Edges)
        {
            // No label of ours has a quotation mark, for which the format knows no other spelling.
            text.Append(
                CultureInfo.InvariantCulture, $"({edge.Source}, \"{graph.TextOf(edge)}\", {edge.Target})\n");
        }

        return text.ToString();
    }
}
