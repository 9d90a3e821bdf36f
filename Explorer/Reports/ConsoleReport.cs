using System.Globalization;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>Results on a console: colours where it has them, the same words where not.</summary>
public static class ConsoleReport
{
    /// <summary>The result of <c>modelcheck compare</c>.</summary>
    public static void Write(IAnsiConsole console, Comparison comparison, double seconds)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(console);
        Scenario scenario = comparison.Scenario;
        console.MarkupLineInterpolated($"[bold]{scenario.Name}[/]: {scenario.Summary}");
        console.MarkupLineInterpolated($"Source: {scenario.Source}.");
        console.MarkupLineInterpolated($"Bounds: {Wording.Bounds(scenario.Scope)}; platform {scenario.Platform}.");
        WriteCounts(console, comparison, seconds);
        console.WriteLine();
        MatrixTable.Write(console, Matrix.Of(comparison));
        console.WriteLine();
        WriteRanking(console, comparison);
        console.WriteLine("all: requirements kept, asked for or not; one that does not apply counts as kept.");
        console.WriteLine();
        WriteTraces(console, comparison);
        console.MarkupLineInterpolated($"[bold]{comparison.Recommendation}[/]");
    }

    /// <summary>The result of <c>modelcheck explore</c>.</summary>
    public static void Write(IAnsiConsole console, PolicyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(console);
        var exploration = result.Exploration;
        console.MarkupLineInterpolated($"[bold]{result.Policy}[/]: {Wording.Bounds(result.Scope)}");
        string colour = exploration.Complete ? "green" : "yellow";
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[{colour}]{Wording.Stop(exploration.Stopped)}[/]: {Wording.Counts(exploration, result.Reduction)}"));
        console.MarkupLineInterpolated($"{Wording.Storage(result.Reduction)}; {Wording.Cost(exploration)}");
        if (!exploration.Complete)
        {
            console.MarkupLine("[yellow]The exploration is not complete: what is unknown below is not proved.[/]");
        }

        if (result.Requirements.IsEmpty)
        {
            return;
        }

        console.WriteLine();
        Table table = NewTable("requirement", "verdict", "steps", "reason");
        foreach (RequirementResult requirement in result.Requirements)
        {
            table.AddRow(
                new Text(requirement.Requirement.Name),
                new Text(Wording.Verdict(requirement.Verdict), StyleOf(requirement.Verdict)),
                new Text(Wording.Length(requirement.Trace)).RightJustified(),
                new Text(requirement.Reason));
        }

        console.Write(table);
        WriteTraces(console, result);
    }

    private static void WriteCounts(IAnsiConsole console, Comparison comparison, double seconds)
    {
        console.WriteLine(
            $"{Wording.Number(comparison.Results.Length)} policies: "
            + $"{Wording.Number(comparison.DistinctStates)} distinct states, "
            + $"{Wording.Number(comparison.Transitions)} transitions, stored exactly; {Wording.Seconds(seconds)}.");
        if (!comparison.Complete)
        {
            console.MarkupLine(string.Create(
                CultureInfo.InvariantCulture,
                $"[yellow]{comparison.Unfinished} of them were not explored to the end: ")
                + "what is marked ? is not proved.[/]");
        }
    }

    private static void WriteRanking(IAnsiConsole console, Comparison comparison)
    {
        string broken = comparison.Complete
            ? "breaks, of what is asked for"
            : "breaks, or leaves open (?), of what is asked for";
        Table table = NewTable("policy", "musts", "shoulds", "all", broken).Border(TableBorder.None);
        foreach (TableColumn column in table.Columns)
        {
            column.Padding(0, 0, 2, 0);
        }

        foreach (RankedPolicy ranked in comparison.Ranking)
        {
            table.AddRow(
                new Text(
                    $"{ranked.Result.Policy.Lifetime}/{ranked.Result.Policy.Charging}",
                    ranked.KeepsEveryMust ? new Style(Color.Green) : Style.Plain),
                new Text(Wording.Share(ranked.MustsKept, ranked.Musts.Length)),
                new Text(Wording.Share(ranked.ShouldsKept, ranked.Shoulds.Length)),
                new Text(Wording.Share(ranked.RequirementsKept, ranked.Result.Requirements.Length)),
                new Text(Wording.NotKept(ranked)));
        }

        console.Write(table);
    }

    // For each broken must its shortest trace; the Markdown and JSON reports have those of every policy.
    private static void WriteTraces(IAnsiConsole console, Comparison comparison)
    {
        bool any = false;
        foreach (BrokenMust broken in BrokenMust.In(comparison))
        {
            BrokenWay way = broken.Ways[0];
            console.MarkupLineInterpolated($"[bold]{broken.Requirement.Name}[/]: {broken.Requirement.Meaning}");
            console.WriteLine(Wording.Way(way) + (broken.Ways.Length > 1
                ? " Other policies by other traces (--markdown shows them)."
                : string.Empty));
            WriteDrawing(console, way.Example, way.Trace);
            console.WriteLine();
            any = true;
        }

        if (any)
        {
            console.MarkupLineInterpolated($"{TraceDrawing.Legend}.");
            console.WriteLine();
        }
    }

    private static void WriteTraces(IAnsiConsole console, PolicyResult result)
    {
        foreach (IGrouping<string, RequirementResult> alike in result.Requirements
            .Where(requirement => requirement.Trace is not null)
            .OrderBy(requirement => requirement.Verdict)
            .GroupBy(requirement => string.Join(';', requirement.Trace!.Steps)))
        {
            console.WriteLine();
            foreach (RequirementResult requirement in alike)
            {
                console.Markup("[bold]{0}[/]", requirement.Requirement.Name);
                console.WriteLine($" {Wording.Verdict(requirement.Verdict)}: {requirement.Requirement.Meaning}");
            }

            WriteDrawing(console, result, alike.First().Trace!);
        }

        if (result.Requirements.Any(requirement => requirement.Trace is not null))
        {
            console.MarkupLineInterpolated($"{TraceDrawing.Legend}.");
        }
    }

    private static void WriteDrawing(IAnsiConsole console, PolicyResult policy, Trace trace)
    {
        foreach (DrawnLine line in TraceDrawing.Draw(Catalog.CreateModel(policy.Policy, policy.Scope), trace))
        {
            console.WriteLine(line.Text, line.Kind switch
            {
                LineKind.Step => new Style(decoration: Decoration.Bold),
                LineKind.Kept => new Style(Color.Grey),
                LineKind.Changed => new Style(Color.Green),
                LineKind.Gone => new Style(Color.Red),
            });
        }
    }

    /// <summary>A table whose columns are as wide as what is in them, but for the last.</summary>
    internal static Table NewTable(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        }

        // Only the last column, which holds prose or lists, may be broken into lines.
        table.Columns[^1].NoWrap = false;
        return table;
    }

    /// <summary>How a verdict is coloured.</summary>
    internal static Style StyleOf(RequirementVerdict verdict) => verdict switch
    {
        RequirementVerdict.Holds or RequirementVerdict.Shown => new Style(Color.Green),
        RequirementVerdict.Violated or RequirementVerdict.NotShown => new Style(Color.Red),
        RequirementVerdict.Unknown => new Style(Color.Yellow),
        RequirementVerdict.NotApplicable => new Style(Color.Grey),
    };
}
