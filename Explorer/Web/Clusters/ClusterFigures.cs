using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Reports;

namespace ModelCheck.Web.Clusters;

/// <summary>
/// What a page shows of a cluster, each text with a key of its own, so that it can change by itself. A key says where a
/// text stands, and nothing that comes from another machine.
/// </summary>
public sealed class ClusterFigures
{
    /// <summary>Puts what was seen into words.</summary>
    /// <param name="sighting">What was seen.</param>
    internal ClusterFigures(Sighting sighting)
    {
        ClusterView? view = sighting.View;
        Trouble = TroubleIn(sighting);
        Workers = view is null ? null : new FigureTable(
            "worker", ClusterWording.WorkerColumns, ClusterWording.RowsOf(view));
        Explorations = view is null ? [] : [.. view.Explorations.Select(Of)];
        Summary = view is null ? string.Empty : ClusterWording.Workers(view);
    }

    /// <summary>Why nothing newer is known; empty where it is new.</summary>
    public string Trouble { get; }

    /// <summary>How many workers there are.</summary>
    public string Summary { get; }

    /// <summary>The workers; null where nothing was seen yet.</summary>
    public FigureTable? Workers { get; }

    /// <summary>The explorations.</summary>
    public ImmutableArray<SpreadFigures> Explorations { get; }

    /// <summary>
    /// How many workers there are, and how many partitions of each exploration: a page of another shape has to be
    /// loaded again.
    /// </summary>
    public string Shape => Workers is null ? "none"
        : string.Join('-', Explorations.Select(one => one.Partitions.Rows.Length).Prepend(Workers.Rows.Length));

    /// <summary>All texts that can change, by their keys.</summary>
    internal IEnumerable<(string Key, string Text)> All =>
    [
        ("trouble", Trouble),
        ("summary", Summary),
        .. Workers?.All ?? [],
        .. Explorations.SelectMany(exploration => exploration.All),
    ];

    private static string TroubleIn(Sighting sighting) => sighting switch
    {
        { Trouble: null } => string.Empty,
        { View: null, Trouble: { } trouble } => $"✗ {Printable.Line(trouble)}",
        { Trouble: { } trouble } => $"✗ {Printable.Line(trouble)}. What is shown was so "
            + $"{Wording.Number((long)sighting.Age.TotalSeconds)} s ago.",
    };

    private static SpreadFigures Of(SpreadView view, int index) => new(
        $"exploration-{index}",
        Printable.Line(view.Policy),
        Printable.Line(view.Name),
        Printable.Line(view.Outcome ?? "under way"),
        [
            ("level", Wording.Number(view.Level)),
            ("states", Wording.Number(view.States)),
            ("states a second", ClusterWording.Rate(view)),
            ("transitions", Wording.Number(view.Transitions)),
            ("memory of the tables", Wording.Bytes(view.Bytes)),
            ("sent", Wording.Bytes(view.SentBytes)),
            ("for", ClusterWording.Time(view)),
            ("attempt", ClusterWording.Attempt(view)),
        ],
        new FigureTable(
            $"exploration-{index}-partition", ClusterWording.PartitionColumns, ClusterWording.RowsOf(view)));
}

/// <summary>What a page shows of an exploration.</summary>
/// <param name="Key">What its keys begin with.</param>
/// <param name="Policy">What is explored.</param>
/// <param name="Name">Its name within the cluster.</param>
/// <param name="Standing">Whether it is under way, or what came of it.</param>
/// <param name="Totals">Its figures.</param>
/// <param name="Partitions">Its partitions.</param>
public sealed record SpreadFigures(
    string Key,
    string Policy,
    string Name,
    string Standing,
    ImmutableArray<(string Name, string Text)> Totals,
    FigureTable Partitions)
{
    /// <summary>All texts that can change, by their keys.</summary>
    internal IEnumerable<(string Key, string Text)> All =>
    [
        (KeyOf("policy"), Policy),
        (KeyOf("name"), Name),
        (KeyOf("standing"), Standing),
        .. Totals.Select((total, index) => (KeyOf(index), total.Text)),
        .. Partitions.All,
    ];

    /// <summary>The key of a text.</summary>
    /// <param name="what">Which one.</param>
    /// <returns>The key.</returns>
    public string KeyOf(string what) => $"{Key}-{what}";

    /// <summary>The key of a figure.</summary>
    /// <param name="total">Which one.</param>
    /// <returns>The key.</returns>
    public string KeyOf(int total) => $"{Key}-total-{total}";
}

/// <summary>What a page shows of several of a kind.</summary>
/// <param name="Key">What its keys begin with.</param>
/// <param name="Columns">What is told of each.</param>
/// <param name="Rows">What that is.</param>
public sealed record FigureTable(
    string Key, ImmutableArray<ClusterColumn> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>All texts, by their keys.</summary>
    internal IEnumerable<(string Key, string Text)> All => Rows.SelectMany(
        (row, index) => row.Select((text, column) => (KeyOf(index, column), text)));

    /// <summary>The key of a text.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <returns>The key.</returns>
    public string KeyOf(int row, int column) => $"{Key}-{row}-{column}";
}
