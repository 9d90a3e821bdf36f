using System.Globalization;

using ModelCheck.Exploration.Results;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What a workload costs, on a console.</summary>
public static class WorkloadReport
{
    /// <summary>Writes the result of <c>modelcheck workload</c>.</summary>
    public static void Write(IAnsiConsole console, WorkloadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(console);
        console.WriteLine(
            "A server allocates a chunk and hands out each page of it: it makes an alias, shares it with a client, and "
            + "the client attaches it. When all are out, clients detach and the server frees, part by part.");
        if (!result.Complete)
        {
            console.MarkupLine("[yellow]interrupted: numbers of parts that were not measured to the end are left out"
                + "[/]");
        }

        if (result.Measurements.IsEmpty)
        {
            return;
        }

        WritePrices(console, result);
        WriteTimes(console, result);
    }

    private static void WritePrices(IAnsiConsole console, WorkloadResult result)
    {
        console.WriteLine();
        console.MarkupLine("[bold]Quota[/] while all parts are out, in frames, beyond the memory of the chunk itself:");
        var table = new ReportTable("parts", "server", "clients", "in all", "KiB", "caps", "handed out as")
        {
            HasLines = false,
        };
        foreach (IGrouping<(int Parts, HandOutPrice Price), WorkloadMeasurement> alike in result.Measurements
            .GroupBy(measurement => (measurement.Parts, measurement.Price)))
        {
            HandOutPrice price = alike.Key.Price;
            table.AddRow(
                ReportCell.Count(alike.Key.Parts),
                ReportCell.Count(price.Server),
                ReportCell.Count(price.Clients),
                ReportCell.Count(price.Frames),
                ReportCell.Count(price.Kibibytes),
                ReportCell.Count(price.Capabilities),
                new ReportCell(NamesOf(alike.Select(measurement => measurement.Arrangement))));
        }

        table.Write(console);
        console.WriteLine("caps: dataspace slots. In 2013 they were not counted.");
    }

    private static void WriteTimes(IAnsiConsole console, WorkloadResult result)
    {
        string yardstick = result.Yardstick.Name;
        console.WriteLine();
        console.MarkupLineInterpolated(
            $"[bold]Time[/] for each part, in nanoseconds (medians), and by that of {yardstick}:");
        var table = new ReportTable("parts", "hand out", "take back", "hand out", "take back", "handed out as")
        {
            HasLines = false,
        };
        foreach (WorkloadMeasurement measurement in result.Measurements)
        {
            table.AddRow(
                ReportCell.Count(measurement.Parts),
                Nanoseconds(measurement.HandOut),
                Nanoseconds(measurement.TakeBack),
                Ratio(measurement.HandOut),
                Ratio(measurement.TakeBack),
                new ReportCell(measurement.Arrangement.Name));
        }

        table.Write(console);
        console.WriteLine(
            "Times are of the service's books only: no kernel objects, page tables, zeroing or calls between "
            + "processes. Machines differ: compare ratios.");
    }

    // Aliases that cost the same under several policies: lifetimes with the same charging policies are named together.
    private static string NamesOf(IEnumerable<Arrangement> arrangements) => string.Join(
        "; ",
        arrangements.Where(arrangement => arrangement.AliasCost == 0)
            .GroupBy(alias => alias.Policy.Lifetime)
            .GroupBy(lifetime => string.Join(", ", lifetime.Select(alias => alias.Policy.Charging)))
            .Select(alike =>
                $"alias {string.Join(" and ", alike.Select(lifetime => lifetime.Key))} with {alike.Key}")
            .Concat(arrangements.Where(arrangement => arrangement.AliasCost > 0)
                .Select(arrangement => arrangement.Name)));

    private static ReportCell Nanoseconds(PartTime time) =>
        ReportCell.Figure(time.Nanoseconds.ToString("N0", CultureInfo.InvariantCulture));

    private static ReportCell Ratio(PartTime time) =>
        ReportCell.Figure(time.Ratio.ToString("F2", CultureInfo.InvariantCulture) + "x");
}
