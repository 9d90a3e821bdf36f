using System.Globalization;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>
/// A table on a console, whose columns are as wide as what is in them, but for the last: only that one, which holds
/// prose or lists, is broken into lines. Where the console is too narrow for that, each row is a paragraph: no number
/// is ever split or cut.
/// </summary>
/// <param name="columns">What stands above the columns.</param>
internal sealed class ReportTable(params string[] columns)
{
    // A blank column in the simple border before each cell and after the last one, and one on each side of a cell;
    // without a border a gap between two cells.
    private const int BorderOfColumn = 3;
    private const int Gap = 2;

    // What is broken into narrower lines than this can hardly be read.
    private const int NarrowestProse = 20;
    private const int Indentation = 2;

    private readonly List<ReportCell[]> _rows = [];

    /// <summary>Whether lines are drawn where there is room for them.</summary>
    internal bool HasLines { get; init; } = true;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A cell for each column.</param>
    internal void AddRow(params ReadOnlySpan<ReportCell> cells) => _rows.Add(cells.ToArray());

    /// <summary>Writes the table as it fits.</summary>
    /// <param name="console">The console.</param>
    internal void Write(IAnsiConsole console)
    {
        int cells = Enumerable.Range(0, columns.Length - 1).Sum(WidthOf) + LeastWidthOfLast();
        int width = console.Profile.Width;
        if (HasLines && cells + (columns.Length * BorderOfColumn) + 1 <= width)
        {
            console.Write(TableWith(TableBorder.Simple));
        }
        else if (cells + ((columns.Length - 1) * Gap) <= width)
        {
            Table table = TableWith(TableBorder.None);
            foreach (TableColumn column in table.Columns)
            {
                column.Padding(0, 0, column == table.Columns[^1] ? 0 : Gap, 0);
            }

            console.Write(table);
        }
        else
        {
            WriteParagraphs(console);
        }
    }

    private int WidthOf(int column) =>
        _rows.Select(row => row[column].Text.Length).Append(columns[column].Length).Max();

    private int LeastWidthOfLast()
    {
        int longestWord = _rows.SelectMany(row => row[^1].Text.Split(' ')).Select(word => word.Length)
            .Append(NarrowestProse).Max();
        return Math.Min(WidthOf(columns.Length - 1), longestWord);
    }

    private Table TableWith(TableBorder border)
    {
        Table table = new Table().Border(border);
        for (int column = 0; column < columns.Length; column++)
        {
            var title = new TableColumn(new Text(columns[column])) { NoWrap = column < columns.Length - 1 };
            table.AddColumn(_rows.All(row => row[column].IsNumber) ? title.RightAligned() : title);
        }

        foreach (ReportCell[] row in _rows)
        {
            table.AddRow(row.Select(cell => new Text(cell.Text, cell.Style)));
        }

        return table;
    }

    private void WriteParagraphs(IAnsiConsole console)
    {
        int room = console.Profile.Width - Indentation;
        foreach (ReportCell[] row in _rows)
        {
            string title = row[0].IsNumber ? $"{columns[0]} {row[0].Text}" : row[0].Text;
            console.WriteLine(title, row[0].Style ?? Style.Plain);
            var paragraph = new Paragraph();
            int at = 0;
            for (int column = 1; column < columns.Length; column++)
            {
                ReportCell cell = row[column];
                if (cell.Text.Length == 0)
                {
                    continue;
                }

                string item = string.Create(CultureInfo.InvariantCulture, $"{columns[column]} {cell.Text}").TrimStart();
                string separator = at == 0 ? string.Empty
                    : at + Gap + item.Length + 1 > room ? ",\n"
                    : ", ";
                paragraph.Append(separator + item, cell.Style);
                at = separator == ",\n" || at == 0 ? item.Length : at + separator.Length + item.Length;
            }

            if (at > 0)
            {
                console.Write(new Padder(paragraph, new Padding(Indentation, 0, 0, 0)));
            }
        }
    }
}
