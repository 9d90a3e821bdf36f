using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>One cell of a table on a console.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Style">How it is shown, where a console can; null as everything else.</param>
/// <param name="IsNumber">Whether it stands at the right of its column.</param>
internal readonly record struct ReportCell(string Text, Style? Style = null, bool IsNumber = false)
{
    /// <summary>A count.</summary>
    internal static ReportCell Count(long number) => new(Wording.Number(number), IsNumber: true);

    /// <summary>A figure that is written already.</summary>
    internal static ReportCell Figure(string text) => new(text, IsNumber: true);
}
