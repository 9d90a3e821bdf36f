using System.Globalization;

namespace ModelCheck.Benchmarks.Peers;

/// <summary>All programs side by side, as a table in Markdown, and the goals.</summary>
internal static class PeersReport
{
    // Published for LTSmin on one thread of a machine like the one of docs/performance.md; not run again here.
    private const double LtsminRate = 5.3;

    private static readonly string[] Headings =
    [
        "tool", "cores", "states", "transitions", "depth", "CPU s", "wall s", "M states / CPU s",
        "M transitions / CPU s", "M transitions / s", "bytes a state", "CPU, ours = 1",
    ];

    /// <summary>The table.</summary>
    /// <param name="all">What was measured, the explorer with one worker first.</param>
    /// <returns>Lines.</returns>
    internal static IEnumerable<string> Table(IReadOnlyList<Figures> all)
    {
        string[][] rows = [Headings, .. all.Select(figures => Row(figures, all[0]))];
        int[] widths = [.. Headings.Select((_, column) => rows.Max(row => row[column].Length))];
        string[] lines =
        [
            .. rows.Select(row => "| " + string.Join(" | ", row.Select((cell, column) =>
                column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))) + " |"),
        ];
        return [lines[0], Rule(widths), .. lines[1..]];
    }

    /// <summary>What the explorer is meant to achieve, and whether it did in this run.</summary>
    /// <param name="explorer">The explorer, one worker first.</param>
    /// <param name="peers">What was measured of other model checkers.</param>
    /// <param name="accesses">The loop of random accesses.</param>
    /// <returns>The goals.</returns>
    internal static IEnumerable<Goal> Goals(
        IReadOnlyList<Figures> explorer, IReadOnlyList<Figures> peers, Figures accesses)
    {
        Figures alone = explorer[0];
        foreach (string tool in new[] { "SPIN", "rumur" })
        {
            Figures? best = peers.Where(peer => peer.Tool.StartsWith(tool, StringComparison.Ordinal))
                .MaxBy(peer => peer.Rate);
            yield return new Goal(
                $"transitions per CPU second against the best exact {tool}",
                10,
                IsAtLeast: true,
                alone.Rate / best?.Rate,
                $"{tool} was not run");
        }

        Figures? pair = explorer.FirstOrDefault(figures => figures.Cores == 2);
        yield return new Goal(
            "two workers against one, wall time",
            1.7,
            IsAtLeast: true,
            alone.Cost.WallSeconds / pair?.Cost.WallSeconds,
            "the machine has one core");
        yield return new Goal(
            "M transitions / s of one worker against LTSmin's published 5.3",
            4,
            IsAtLeast: true,
            alone.Transitions / alone.Cost.WallSeconds / 1e6 / LtsminRate);
        yield return new Goal(
            "bytes of process memory a state, one worker", 8, IsAtLeast: false, alone.BytesPerState);
        yield return new Goal(
            "CPU time against as many random accesses",
            2,
            IsAtLeast: false,
            alone.Cost.ProcessorSeconds / accesses.Cost.ProcessorSeconds);
    }

    private static string Rule(int[] widths) =>
        "|" + string.Join("|", widths.Select((width, column) =>
            column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":")) + "|";

    private static string[] Row(Figures figures, Figures ours)
    {
        Cost cost = figures.Cost;
        string about = figures.Uncertainty > 0 ? "≈" : string.Empty;
        return
        [
            figures.Tool,
            Text($"{figures.Cores}"),
            about + Text($"{figures.States:N0}"),
            about + Text($"{figures.Transitions:N0}"),
            Text($"{figures.Depth}"),
            Text($"{cost.ProcessorSeconds:0.00}"),
            Text($"{cost.WallSeconds:0.00}"),
            Text($"{figures.States / cost.ProcessorSeconds / 1e6:0.00}"),
            Text($"{figures.Rate:0.00}"),
            Text($"{figures.Transitions / cost.WallSeconds / 1e6:0.00}"),
            Text($"{figures.BytesPerState:0.0}"),
            Text($"{cost.ProcessorSeconds / ours.Cost.ProcessorSeconds:0.00}"),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
