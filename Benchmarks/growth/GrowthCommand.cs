using System.CommandLine;
using System.Globalization;

using ModelCheck.Benchmarks.Peers;

namespace ModelCheck.Benchmarks.Growth;

/// <summary>
/// <c>growth</c>: what exploring costs as the scope grows, one bound at a time, as a table in Markdown and a plot.
/// </summary>
internal static class GrowthCommand
{
    /// <summary>The scope that each series varies one bound of.</summary>
    private static readonly CoreFragment _middle = new(3, 2, 4, 3, IsCascade: false);

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">What follows <c>growth</c> on the command line.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] arguments)
    {
        var plot = new Option<string?>("--plot")
        {
            Description = "Write the plot to a file, as SVG.",
            HelpName = "FILE",
        };
        var root = new RootCommand(
            "growth: what exploring the fragment of the pinned counts costs, with all cores, as frames, sessions or "
            + "slots are added. Quotas are as many frames as there are.")
        {
            plot,
        };
        return MeasuringCommand.Run(
            "growth",
            root,
            arguments,
            (parsed, folder, cancellation) => Measure(parsed.GetValue(plot), folder, cancellation));
    }

    private static int Measure(string? plot, DirectoryInfo folder, CancellationToken cancellation)
    {
        using FileStream? file = plot is null ? null : new FileStream(plot, FileMode.Create);
        var series = new List<GrowthSeries>();
        Console.WriteLine(
            "| varied | lifetime | F | S | D | states | transitions | depth | CPU s | bytes a state |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach ((string varied, bool isCascade, IEnumerable<CoreFragment> fragments) in Plan())
        {
            List<Figures> figures = [];
            foreach (CoreFragment fragment in fragments)
            {
                Console.Error.WriteLine($"{fragment} …");
                figures.Add(ExplorerProcess.Explore(
                    fragment, Environment.ProcessorCount, folder.FullName, cancellation));
                Console.WriteLine(Row(varied, fragment, figures[^1]));
            }

            series.Add(new GrowthSeries(varied, isCascade, [.. figures.Select(one => one.States)]));
        }

        using StreamWriter? writer = file is null ? null : new StreamWriter(file);
        writer?.Write(GrowthPlot.Draw(series));
        return 0;
    }

    private static IEnumerable<(string Varied, bool IsCascade, IEnumerable<CoreFragment> Fragments)> Plan()
    {
        foreach (bool isCascade in new[] { false, true })
        {
            CoreFragment middle = _middle with { IsCascade = isCascade };
            yield return ("F", isCascade, Up(5, frames => middle with { Frames = frames, Quota = frames }));
            yield return ("S", isCascade, Up(4, sessions => middle with { Sessions = sessions }));
            yield return ("D", isCascade, Up(5, slots => middle with { Dataspaces = slots }));
        }
    }

    private static IEnumerable<CoreFragment> Up(int last, Func<int, CoreFragment> fragment) =>
        Enumerable.Range(1, last).Select(fragment);

    private static string Row(string varied, CoreFragment fragment, Figures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {varied} | {fragment.Lifetime} | {fragment.Frames} | {fragment.Sessions} | {fragment.Dataspaces} "
        + $"| {figures.States:N0} | {figures.Transitions:N0} | {figures.Depth} "
        + $"| {figures.Cost.ProcessorSeconds:0.0} "
        + $"| {(figures.States < 1_000_000 ? "–" : $"{figures.BytesPerState:0.0}")} |");
}
