using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
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
        console.MarkupLineInterpolated(
            $"[bold]{Printable.Line(scenario.Name)}[/]: {Printable.Text(scenario.Summary)}");
        console.MarkupLineInterpolated($"Source: {Printable.Line(scenario.Source)}.");
        console.MarkupLineInterpolated($"Bounds: {ScenarioBounds.Of(scenario)}.");
        WriteCounts(console, comparison, seconds);
        console.WriteLine();
        MatrixTable.Write(console, Matrix.Of(comparison));
        console.WriteLine();
        WriteRanking(console, comparison);
        console.WriteLine($"all: requirements kept, asked for or not; {Wording.AllRequirements(comparison)}.");
        console.WriteLine();
        WriteTraces(console, comparison);
        foreach (string warning in comparison.Warnings)
        {
            console.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        console.MarkupLineInterpolated($"[bold]{comparison.Recommendation}[/]");
        ImmutableArray<WayOut> ways = WayOut.From(comparison);
        if (!ways.IsEmpty)
        {
            console.WriteLine("The smallest sets of musts to give up, and what then keeps the others:");
            foreach (WayOut way in ways)
            {
                console.WriteLine($"- {Wording.Way(way)}");
            }
        }
    }

    /// <summary>The result of <c>modelcheck explore</c>.</summary>
    /// <param name="console">The console.</param>
    /// <param name="result">What is known of the policy.</param>
    /// <param name="scenario">The scenario whose roles its sessions have; null for sessions that have none.</param>
    public static void Write(IAnsiConsole console, PolicyResult result, Scenario? scenario = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(console);
        var exploration = result.Exploration;
        if (scenario is not null)
        {
            console.MarkupLineInterpolated(
                $"[bold]{Printable.Line(scenario.Name)}[/]: {Printable.Text(scenario.Summary)}");
        }

        string departure = scenario is null ? string.Empty : ScenarioBounds.DepartureOf(scenario);
        console.MarkupLineInterpolated($"[bold]{result.Policy}[/]: {Wording.Bounds(result.Scope)}{departure}");
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
        var table = new ReportTable("requirement", "verdict", "steps", "reason");
        foreach (RequirementResult requirement in result.Requirements)
        {
            table.AddRow(
                new ReportCell(requirement.Requirement.Name),
                new ReportCell(Wording.Verdict(requirement.Verdict), StyleOf(requirement.Verdict)),
                ReportCell.Figure(Wording.Length(requirement.Trace)),
                new ReportCell(requirement.Reason));
        }

        table.Write(console);
        WriteTraces(console, result, scenario is null ? null : new StepTelling(scenario.Roles));
    }

    private static void WriteCounts(IAnsiConsole console, Comparison comparison, double seconds)
    {
        console.WriteLine(
            $"{Wording.Number(comparison.Results.Length)} policies: "
            + $"{Wording.Counts(comparison)}, stored exactly; {Wording.Seconds(seconds)}.");
        if (!comparison.Complete)
        {
            console.MarkupLineInterpolated($"[yellow]{Wording.Unfinished(comparison)}[/]");
        }
    }

    private static void WriteRanking(IAnsiConsole console, Comparison comparison)
    {
        string broken = $"{Wording.NotKeptTitle(comparison)}, of what is asked for";
        var table = new ReportTable("policy", "musts", "shoulds", "all", broken) { HasLines = false };
        foreach (RankedPolicy ranked in comparison.Ranking)
        {
            table.AddRow(
                new ReportCell(
                    $"{ranked.Result.Policy.Title}/{ranked.Result.Policy.Charging}",
                    ranked.KeepsEveryMust ? new Style(Color.Green) : Style.Plain),
                new ReportCell(Wording.Share(ranked.MustsKept, ranked.Musts.Length)),
                new ReportCell(Wording.Share(ranked.ShouldsKept, ranked.Shoulds.Length)),
                new ReportCell(Wording.Share(ranked.RequirementsKept, ranked.Result.Requirements.Length)),
                new ReportCell(Wording.NotKept(ranked)));
        }

        table.Write(console);
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

    private static void WriteTraces(IAnsiConsole console, PolicyResult result, StepTelling? telling)
    {
        foreach (IGrouping<string, RequirementResult> alike in result.Requirements
            .Where(requirement => requirement.Trace is not null)
            .OrderBy(requirement => requirement.Verdict)
            .GroupBy(requirement => string.Join(';', requirement.Trace!.Steps)))
        {
            console.WriteLine();
            foreach (RequirementResult requirement in alike)
            {
                Requirement judged = requirement.Requirement;
                string verdict = Wording.Verdict(requirement.Verdict);
                console.MarkupLineInterpolated($"[bold]{judged.Name}[/] {verdict}: {judged.Meaning}");
            }

            WriteDrawing(console, result, alike.First().Trace!, telling);
        }

        if (result.Requirements.Any(requirement => requirement.Trace is not null))
        {
            console.MarkupLineInterpolated($"{TraceDrawing.Legend}.");
        }
    }

    private static void WriteDrawing(
        IAnsiConsole console, PolicyResult policy, Trace trace, StepTelling? telling = null)
    {
        IModel model = Catalog.CreateModel(policy.Policy, policy.Scope);
        foreach (DrawnLine line in TraceDrawing.Draw(model, trace, telling is null ? null : telling.Tell))
        {
            Write(console, line);
        }
    }

    /// <summary>A line of a drawing, in the colour of what it says.</summary>
    internal static void Write(IAnsiConsole console, DrawnLine line) => console.WriteLine(
        line.Text,
        line.Kind switch
        {
            LineKind.Step => new Style(decoration: Decoration.Bold),
            LineKind.Kept => new Style(Color.Grey),
            LineKind.Changed => new Style(Color.Green),
            LineKind.Gone => new Style(Color.Red),
        });

    /// <summary>How a verdict is coloured.</summary>
    internal static Style StyleOf(RequirementVerdict verdict) => verdict switch
    {
        RequirementVerdict.Holds or RequirementVerdict.Shown => new Style(Color.Green),
        RequirementVerdict.Violated or RequirementVerdict.NotShown => new Style(Color.Red),
        RequirementVerdict.Unknown or RequirementVerdict.HoldsVacuously => new Style(Color.Yellow),
        RequirementVerdict.NotApplicable => new Style(Color.Grey),
    };
}
