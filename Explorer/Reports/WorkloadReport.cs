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
        Table table = NewTable("parts", "server", "clients", "in all", "KiB", "caps", "handed out as");
        foreach (IGrouping<(int Parts, HandOutPrice Price), WorkloadMeasurement> alike in result.Measurements
            .GroupBy(measurement => (measurement.Parts, measurement.Price)))
        {
            HandOutPrice price = alike.Key.Price;
            table.AddRow(
                Number(alike.Key.Parts),
                Number(price.Server),
                Number(price.Clients),
                Number(price.Frames),
                Number(price.Kibibytes),
                Number(price.Capabilities),
                new Text(NamesOf(alike.Select(measurement => measurement.Arrangement))));
        }

        console.Write(table);
        console.WriteLine("caps: dataspace slots. In 2013 they were not counted.");
    }

    private static void WriteTimes(IAnsiConsole console, WorkloadResult result)
    {
        string yardstick = result.Yardstick.Name;
        console.WriteLine();
        console.MarkupLineInterpolated(
            $"[bold]Time[/] for each part, in nanoseconds (medians), and by that of {yardstick}:");
        Table table = NewTable("parts", "hand out", "take back", "hand out", "take back", "handed out as");
        foreach (WorkloadMeasurement measurement in result.Measurements)
        {
            table.AddRow(
                Number(measurement.Parts),
                Nanoseconds(measurement.HandOut),
                Nanoseconds(measurement.TakeBack),
                Ratio(measurement.HandOut),
                Ratio(measurement.TakeBack),
                new Text(measurement.Arrangement.Name));
        }

        console.Write(table);
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

    private static Table NewTable(params string[] columns)
    {
        Table table = ConsoleReport.NewTable(columns).Border(TableBorder.None);
        foreach (TableColumn column in table.Columns)
        {
            column.Padding(0, 0, 2, 0);
        }

        foreach (TableColumn column in table.Columns.Take(columns.Length - 1))
        {
            column.RightAligned();
        }

        return table;
    }

    private static Text Number(long number) => new(Wording.Number(number));

    private static Text Nanoseconds(PartTime time) =>
        new(time.Nanoseconds.ToString("N0", CultureInfo.InvariantCulture));

    private static Text Ratio(PartTime time) => new(time.Ratio.ToString("F2", CultureInfo.InvariantCulture) + "x");
}
