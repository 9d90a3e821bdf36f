using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Reports;

/// <summary>
/// A comparison as Markdown, for a document. It holds no time and no memory, so that it changes only with its meaning.
/// </summary>
public static class MarkdownReport
{
    /// <summary>Writes a comparison.</summary>
    /// <param name="comparison">Every policy on one scenario.</param>
    /// <param name="enlargement">What becomes of the best in larger scopes; null where nobody asked.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(Comparison comparison, Enlargement? enlargement = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var answer = new Answer(comparison, enlargement, Detail.Whole);
        var text = new StringBuilder();
        Scenario scenario = comparison.Scenario;
        Line(text, $"# {Printable.Line(scenario.Name)}: which lifetime policy?");
        Line(text);
        Line(text, Printable.Text(scenario.Summary));
        Line(text);
        Line(text, $"Source: {Printable.Line(scenario.Source)}.");
        Line(text);
        Line(
            text,
            $"Bounds: {ScenarioBounds.Of(scenario)}. "
            + Counts(comparison));
        Line(text);
        Line(text, $"**{comparison.Recommendation}**");
        Line(text);
        if (answer.Refutation is { } refutation)
        {
            Line(text, $"**{refutation}**");
            Line(text);
        }

        AppendItems(text, $"What that does ({answer.Best.Result.Policy}):", answer.Meaning);
        foreach (string warning in comparison.Warnings)
        {
            Line(text, $"> {warning}");
            Line(text);
        }

        AppendItems(text, answer.PriceTitle, answer.Price);
        if (answer.OtherShoulds is { } shoulds)
        {
            Line(text, shoulds);
            Line(text);
        }

        AppendItems(text, answer.RivalsTitle, answer.Rivals);
        AppendItems(text, answer.WaysOutTitle, answer.WaysOut(all: true));
        AppendItems(text, answer.NextShouldsTitle, answer.NextShoulds);
        AppendItems(text, answer.InLargerScopesTitle, answer.InLargerScopes);
        if (answer.NotEnlarged is { } reason)
        {
            Line(text, reason);
            Line(text);
        }

        AppendDemands(text, scenario);
        AppendMatrix(text, comparison);
        AppendRanking(text, comparison);
        AppendTraces(text, comparison);
        return text.ToString();
    }

    private static string Counts(Comparison comparison)
    {
        string completeness = comparison.Complete
            ? "every one to the end"
            : $"{Wording.Number(comparison.Unfinished)} of them not to the end";
        return $"{comparison.Results.Length} policies were explored, {completeness}: "
            + $"{Wording.Counts(comparison)}, stored exactly."
            + (comparison.Complete ? string.Empty : $" {Wording.Unfinished(comparison)}");
    }

    private static void AppendItems(StringBuilder text, string? title, IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (title is null || all.Length == 0)
        {
            return;
        }

        Line(text, title);
        Line(text);
        foreach (string item in all)
        {
            Line(text, $"- {item}");
        }

        Line(text);
    }

    private static void AppendDemands(StringBuilder text, Scenario scenario)
    {
        Line(text, "| requirement | level | why |");
        Line(text, "|---|---|---|");
        foreach (Demand demand in scenario.Demands)
        {
            Line(text, $"| {demand.Requirement.Name} | {Wording.Level(demand.Level)} | {Cell(demand.Why)} |");
        }

        Line(text);
    }

    private static void AppendMatrix(StringBuilder text, Comparison comparison)
    {
        Matrix matrix = Matrix.Of(comparison);
        Line(text, "## Every policy against every requirement");
        Line(text);
        Line(text, Matrix.Legend + ".");
        Line(text);
        Line(text, $"| requirement | level | charging | {string.Join(" | ", matrix.Lifetimes)} |");
        Line(text, $"|---|---|---|{string.Concat(matrix.Lifetimes.Select(_ => ":-:|"))}");
        foreach (MatrixRow row in matrix.Rows)
        {
            Line(
                text,
                $"| {row.Requirement.Name} | {Wording.Level(row.Level)} | {row.ChargingNames} | "
                + $"{string.Join(" | ", row.Cells.Select(cell => cell.Text))} |");
        }

        if (Wording.Inapplicable(matrix) is { } inapplicable)
        {
            Line(text);
            Line(text, inapplicable);
        }

        Line(text);
    }

    private static void AppendRanking(StringBuilder text, Comparison comparison)
    {
        Line(text, "## Ranking");
        Line(text);
        Line(
            text,
            comparison.Complete
                ? $"By musts kept, then shoulds, then all requirements; {Wording.AllRequirements(comparison)}."
                : "By musts broken, fewest first, then musts kept; then likewise shoulds, then all requirements; "
                    + $"{Wording.AllRequirements(comparison)}, and one marked ? as neither.");
        Line(text);
        Line(text, $"| policy | musts | shoulds | all | {Wording.NotKeptTitle(comparison)} |");
        Line(text, "|---|---|---|---|---|");
        foreach (RankedPolicy ranked in comparison.Ranking)
        {
            Line(
                text,
                $"| {ranked.Result.Policy.Title}/{ranked.Result.Policy.Charging} "
                + $"| {Wording.Share(ranked.MustsKept, ranked.Musts.Length)} "
                + $"| {Wording.Share(ranked.ShouldsKept, ranked.Shoulds.Length)} "
                + $"| {Wording.Share(ranked.RequirementsKept, ranked.Result.Requirements.Length)} "
                + $"| {Wording.NotKept(ranked)} |");
        }

        Line(text);
    }

    private static void AppendTraces(StringBuilder text, Comparison comparison)
    {
        Line(text, "## Shortest trace of every broken must");
        Line(text);
        Line(text, TraceDrawing.Legend + ".");
        foreach (BrokenMust broken in BrokenMust.In(comparison))
        {
            Line(text);
            Line(text, $"### {broken.Requirement.Name}");
            Line(text);
            Line(text, broken.Requirement.Meaning);
            foreach (BrokenWay way in broken.Ways)
            {
                Line(text);
                Line(text, Wording.Way(way));
                Line(text);
                Line(text, "```");
                foreach (DrawnLine line in TraceDrawing.Draw(
                    Catalog.CreateModel(way.Example.Policy, way.Example.Scope), way.Trace))
                {
                    Line(text, line.Text);
                }

                Line(text, "```");
            }
        }
    }

    // Within a row of a table: no line break, and no sign that would end the cell.
    private static string Cell(string content) =>
        Printable.Text(content.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal));

    // A report is the same on every system, so a line ends in a line feed everywhere.
    private static void Line(StringBuilder text, string content = "") => text.Append(content).Append('\n');
}
