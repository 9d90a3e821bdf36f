using System.Globalization;
using System.Text;

namespace ModelCheck.Benchmarks.Growth;

/// <summary>Draws series as lines over a logarithmic axis, in SVG without anything from elsewhere.</summary>
internal static class GrowthPlot
{
    private const int Width = 640;
    private const int Height = 400;
    private const int Left = 60;
    private const int Right = 150;
    private const int Edge = 30;
    private const int Decades = 8;
    private const int Columns = 5;

    private static readonly Dictionary<string, string> _colours = new()
    {
        ["F"] = "#0072b2",
        ["S"] = "#d55e00",
        ["D"] = "#009e73",
    };

    /// <summary>The drawing.</summary>
    /// <param name="series">The lines.</param>
    internal static string Draw(IReadOnlyList<GrowthSeries> series)
    {
        var svg = new StringBuilder();
        const string font = "font-family='sans-serif' font-size='11'";
        Line(svg, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height}' {font}>");
        Line(svg, $"<rect width='{Width}' height='{Height}' fill='white'/>");
        for (int decade = 0; decade <= Decades; decade++)
        {
            double y = Y(Math.Pow(10, decade));
            Line(svg, $"<path d='M{Left} {y:0.0}H{Width - Right}' stroke='#ddd'/>");
            Line(svg, $"<text x='{Left - 6}' y='{y + 4:0.0}' text-anchor='end'>1e{decade}</text>");
        }

        for (int column = 1; column <= Columns; column++)
        {
            Line(svg, $"<text x='{X(column):0.0}' y='{Height - 10}' text-anchor='middle'>{column}</text>");
        }

        foreach (GrowthSeries one in series)
        {
            IEnumerable<string> points = one.States.Select(
                (states, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i + 1):0.0},{Y(states):0.0}"));
            string dashes = one.IsCascade ? " stroke-dasharray='5 4'" : string.Empty;
            string label = $"{one.Varied} {(one.IsCascade ? "Cascade" : "FirstClass")}";
            string colour = _colours[one.Varied];
            string stroke = $"fill='none' stroke='{colour}' stroke-width='2'{dashes}";
            Line(svg, $"<polyline points='{string.Join(' ', points)}' {stroke}/>");
            double x = X(one.States.Count) + 6;
            double y = Y(one.States[^1]) + (one.Varied == "D" ? 14 : 2);
            Line(svg, $"<text x='{x:0.0}' y='{y:0.0}' fill='{colour}'>{label}</text>");
        }

        const string title = "states, as one bound grows and the others stay at F3 S2 D4";
        Line(svg, $"<text x='{Left}' y='16'>{title}</text>");
        return svg.Append("</svg>\n").ToString();
    }

    private static double X(int column) => Left + ((column - 0.5) * (Width - Left - Right) / Columns);

    private static double Y(double states) =>
        Height - Edge - (Math.Log10(states) * (Height - (2 * Edge)) / Decades);

    private static void Line(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
