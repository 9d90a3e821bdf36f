using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

using Xunit;

namespace ModelCheck.Properties.Interchange;

/// <summary>Exports as programs and libraries of others read them.</summary>
internal static partial class ReadBack
{
    // A whole file of the Aldebaran format by its grammar, as the manual of CADP has it: a header, then a line for each
    // edge, a label in quotation marks or a word. Prints the header and the edges.
    private const string AutReader =
        """
        import re, sys
        lines = sys.stdin.read().split('\n')
        assert lines.pop() == '', 'the last line has no end'
        header = re.fullmatch(r'des \((\d+), (\d+), (\d+)\)', lines.pop(0))
        print(*header.groups(), sep='\t')
        for line in lines:
            edge = re.fullmatch(r'\((\d+), (?:"([^"\n]*)"|([A-Za-z]\w*)), (\d+)\)', line)
            print(edge.group(1), edge.group(2) or edge.group(3), edge.group(4), sep='\t')
        """;

    /// <summary>
    /// The edges of a graph in the language of Graphviz, as dot reads it, and how many nodes there are.
    /// </summary>
    internal static Drawn Dot(string text)
    {
        JsonNode read = JsonNode.Parse(Run("dot", ["-Tdot_json"], text))!;
        JsonArray nodes = read["objects"]!.AsArray();
        string[] names = [.. nodes.Select(node => (string)node!["name"]!)];
        return new Drawn(
            (string)read["label"]!,
            nodes.ToDictionary(
                node => int.Parse((string)node!["name"]!, CultureInfo.InvariantCulture),
                node => new Told((string)node!["label"]!, (string?)node["breaks"], (string?)node["shows"])),
            [
                .. (read["edges"]?.AsArray() ?? []).Select(edge => (
                    int.Parse(names[(int)edge!["tail"]!], CultureInfo.InvariantCulture),
                    new Told((string)edge["label"]!, (string?)edge["breaks"], (string?)edge["shows"]),
                    int.Parse(names[(int)edge["head"]!], CultureInfo.InvariantCulture))),
            ]);
    }

    /// <summary>A graph in GraphML, validated and read by System.Xml.</summary>
    internal static Drawn GraphMl(string text)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(
            null, Path.Combine(AppContext.BaseDirectory, "Interchange", "graphml-structure.xsd"));
        var document = XDocument.Parse(text);
        document.Validate(schemas, (_, fault) => Assert.Fail(fault.Message));
        XNamespace space = "http://graphml.graphdrawing.org/xmlns";
        Dictionary<string, (string For, string Name)> keys = document.Root!.Elements(space + "key").ToDictionary(
            key => (string)key.Attribute("id")!,
            key => ((string)key.Attribute("for")!, (string)key.Attribute("attr.name")!));
        XElement graph = document.Root.Element(space + "graph")!;
        return new Drawn(
            Data(graph, "title")!,
            graph.Elements(space + "node").ToDictionary(
                node => Number(node, "id"),
                node => new Told(Data(node, "state")!, Data(node, "breaks"), Data(node, "shows"))),
            [
                .. graph.Elements(space + "edge").Select(edge => (
                    Number(edge, "source"),
                    new Told(
                        Data(edge, "operation") + (Data(edge, "outcome") is { } outcome ? $" -> {outcome}" : ""),
                        Data(edge, "breaks"),
                        Data(edge, "shows")),
                    Number(edge, "target"))),
            ]);

        string? Data(XElement element, string name) => element.Elements(space + "data")
            .SingleOrDefault(data => keys[(string)data.Attribute("key")!] == (element.Name.LocalName, name))?.Value;

        static int Number(XElement element, string attribute) =>
            int.Parse(((string)element.Attribute(attribute)!).AsSpan(1), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Where the edges of a graph in GraphML lead, as graphml2gv reads it: it leaves out all that is said.
    /// </summary>
    internal static (int From, int To)[] GraphMlStructure(string text) =>
    [
        .. GraphvizEdge().Matches(Run("graphml2gv", [], text)).Select(edge => (
            int.Parse(edge.Groups[1].Value, CultureInfo.InvariantCulture),
            int.Parse(edge.Groups[2].Value, CultureInfo.InvariantCulture))),
    ];

    /// <summary>A labelled transition system in the Aldebaran format, as a script reads it by the grammar.</summary>
    internal static (int Initial, int States, (int From, string Label, int To)[] Edges) Aut(string text)
    {
        string[][] lines =
        [
            .. Run("python3", ["-c", AutReader], text).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('\t')),
        ];
        int[] header = [.. lines[0].Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        Assert.Equal(header[1], lines.Length - 1);
        return (
            header[0],
            header[2],
            [
                .. lines.Skip(1).Select(line => (
                    int.Parse(line[0], CultureInfo.InvariantCulture),
                    line[1],
                    int.Parse(line[2], CultureInfo.InvariantCulture))),
            ]);
    }

    /// <summary>Runs a program on a text, and returns what it writes.</summary>
    internal static string Run(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.GetAwaiter().GetResult()}");
        return output.GetAwaiter().GetResult();
    }

    [GeneratedRegex(@"n(\d+) -> n(\d+)")]
    private static partial Regex GraphvizEdge();
}

/// <summary>A graph as somebody else read it.</summary>
internal sealed record Drawn(string Title, Dictionary<int, Told> States, (int From, Told What, int To)[] Edges);

/// <summary>What is said of a state or an edge.</summary>
internal sealed record Told(string Text, string? Breaks, string? Shows);
