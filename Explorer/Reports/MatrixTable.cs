using ModelCheck.Exploration.Comparing;
using ModelCheck.Model.Scenarios;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>
/// A comparison's matrix on a console: in full where there is room, else with shortened names, else as paragraphs.
/// </summary>
internal static class MatrixTable
{
    // A blank column in the simple border and one on each side of a cell.
    private const int SpaceBetweenColumns = 3;
    private const int ShortestName = 4;

    /// <summary>Writes the table and its legend.</summary>
    internal static void Write(IAnsiConsole console, Matrix matrix)
    {
        string[] chargings = [.. matrix.Rows.SelectMany(row => row.Chargings).Distinct()];
        int full = SpaceBetweenColumns
            + matrix.Rows.Max(row => row.Requirement.Name.Length) + SpaceBetweenColumns
            + "should".Length + SpaceBetweenColumns
            + matrix.Rows.Max(row => row.ChargingNames.Length) + SpaceBetweenColumns
            + matrix.Lifetimes.Sum(lifetime => lifetime.Length + SpaceBetweenColumns);
        bool compact = console.Profile.Width < full;
        if (compact && console.Profile.Width < CompactWidth(matrix, chargings))
        {
            WriteParagraphs(console, matrix);
            console.WriteLine($"{Matrix.Legend}.");
            WriteInapplicable(console, matrix);
            return;
        }

        console.Write(compact ? CompactTable(matrix, chargings) : FullTable(matrix));
        console.WriteLine($"{Matrix.Legend}.");
        if (compact)
        {
            console.WriteLine(
                "! must, + should; names are shortened: "
                + string.Join(", ", matrix.Lifetimes.Concat(chargings).Order(StringComparer.Ordinal)) + ".");
        }

        WriteInapplicable(console, matrix);
    }

    private static void WriteInapplicable(IAnsiConsole console, Matrix matrix)
    {
        if (Wording.Inapplicable(matrix) is { } inapplicable)
        {
            console.WriteLine(inapplicable);
        }
    }

    private static Table FullTable(Matrix matrix)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string title in (string[])["requirement", "level", "charging"])
        {
            table.AddColumn(new TableColumn(new Text(title)).NoWrap());
        }

        foreach (string lifetime in matrix.Lifetimes)
        {
            table.AddColumn(new TableColumn(new Text(lifetime)).NoWrap().Centered());
        }

        AddRows(table, matrix, row => Wording.Level(row.Level), row => row.ChargingNames);
        return table;
    }

    private static Table CompactTable(Matrix matrix, string[] chargings)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string title in (string[])
            ["", "", "", .. matrix.Lifetimes.Select(lifetime => Shortened(lifetime, matrix.Lifetimes))])
        {
            table.AddColumn(new TableColumn(new Text(title)).NoWrap().Padding(0, 0, 1, 0));
        }

        AddRows(
            table,
            matrix,
            row => row.Level switch
            {
                DemandLevel.Must => "!",
                DemandLevel.Should => "+",
                null => string.Empty,
            },
            row => ShortenedChargings(row, chargings));
        return table;
    }

    private static string ShortenedChargings(MatrixRow row, string[] chargings) =>
        row.Chargings.Length == chargings.Length
            ? row.ChargingNames
            : string.Join(' ', row.Chargings.Select(charging => Shortened(charging, chargings)));

    private static int CompactWidth(Matrix matrix, string[] chargings) =>
        matrix.Rows.Max(row => row.Requirement.Name.Length) + 1
        + "!".Length + 1
        + matrix.Rows.Max(row => ShortenedChargings(row, chargings).Length) + 1
        + matrix.Lifetimes.Sum(lifetime => Shortened(lifetime, matrix.Lifetimes).Length + 1);

    // Too narrow for any column beside another: what would be the cells of a row one after the other.
    private static void WriteParagraphs(IAnsiConsole console, Matrix matrix)
    {
        var table = new ReportTable(["requirement", "", "charging", .. matrix.Lifetimes]) { HasLines = false };
        foreach (MatrixRow row in matrix.Rows)
        {
            table.AddRow(
            [
                new ReportCell(row.Requirement.Name),
                new ReportCell(Wording.Level(row.Level)),
                new ReportCell(row.ChargingNames),
                .. row.Cells.Select(cell => new ReportCell(cell.Text, ConsoleReport.StyleOf(cell.Verdict))),
            ]);
        }

        table.Write(console);
    }

    private static void AddRows(
        Table table, Matrix matrix, Func<MatrixRow, string> level, Func<MatrixRow, string> charging)
    {
        MatrixRow? above = null;
        foreach (MatrixRow row in matrix.Rows)
        {
            bool first = above?.Requirement != row.Requirement;
            Text[] cells =
            [
                new(first ? row.Requirement.Name : string.Empty),
                new(first ? level(row) : string.Empty),
                new(charging(row)),
                .. row.Cells.Select(cell => new Text(cell.Text, ConsoleReport.StyleOf(cell.Verdict))),
            ];
            table.AddRow(cells);
            above = row;
        }
    }

    // The shortest beginning of a name that no other name shares.
    private static string Shortened(string name, IReadOnlyCollection<string> names)
    {
        int length = Math.Min(ShortestName, name.Length);
        while (length < name.Length
            && names.Any(other => other != name && other.StartsWith(name[..length], StringComparison.Ordinal)))
        {
            length++;
        }

        return name[..length];
    }
}
