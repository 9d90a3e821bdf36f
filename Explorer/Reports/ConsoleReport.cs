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
    private const int MostListed = 8;
    private const int LinesOfAScreen = 40;
    private const int ColumnsOfAScreen = 100;

    /// <summary>
    /// The result of <c>modelcheck compare</c>: on the first screen what it comes to, then what that rests on, and what
    /// it comes to again.
    /// </summary>
    /// <param name="console">The console.</param>
    /// <param name="comparison">Every policy on one scenario.</param>
    /// <param name="seconds">How long that took.</param>
    /// <param name="enlargement">What becomes of the best in larger scopes; null where nobody asked.</param>
    /// <param name="allTraces">
    /// Whether every way is drawn in which a must is broken; else only those that decide.
    /// </param>
    public static void Write(
        IAnsiConsole console,
        Comparison comparison,
        double seconds,
        Enlargement? enlargement = null,
        bool allTraces = false)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(console);
        Answer answer = OnOneScreen(comparison, enlargement, seconds);
        WriteFirstScreen(console, comparison, answer, seconds);
        console.WriteLine();
        console.MarkupLineInterpolated($"Source: {Printable.Line(comparison.Scenario.Source)}.");
        console.WriteLine($"{Wording.Counts(comparison)}, stored exactly.");
        MatrixTable.Write(console, Matrix.Of(comparison));
        console.WriteLine();
        WriteRanking(console, comparison);
        console.WriteLine($"all: requirements kept, asked for or not; {Wording.AllRequirements(comparison)}.");
        console.WriteLine();
        WriteTraces(console, comparison, answer, allTraces);
        WriteRecommendation(console, comparison, answer);
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
        if (result.Spread is { } spread)
        {
            console.MarkupLineInterpolated($"{Wording.Spread(spread)}");
        }

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

    // As much of the answer as stands on one screen of the usual width, or the least: what is told does not depend on
    // how wide the console is.
    private static Answer OnOneScreen(Comparison comparison, Enlargement? enlargement, double seconds)
    {
        var brief = new Answer(comparison, enlargement, Detail.Brief);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = ColumnsOfAScreen;
        WriteFirstScreen(console, comparison, brief, seconds);
        return text.ToString().Count(character => character == '\n') <= LinesOfAScreen
            ? brief
            : new Answer(comparison, enlargement, Detail.Terse);
    }

    private static void WriteFirstScreen(
        IAnsiConsole console, Comparison comparison, Answer answer, double seconds)
    {
        Scenario scenario = comparison.Scenario;
        console.MarkupLineInterpolated(
            $"[bold]{Printable.Line(scenario.Name)}[/]: {Printable.Text(scenario.Summary)}");
        console.MarkupLineInterpolated(
            $"Bounds: {ScenarioBounds.Of(scenario)}.");
        WriteCounts(console, comparison, seconds);
        console.WriteLine();
        WriteRecommendation(console, comparison, answer);
        foreach (string warning in comparison.Warnings)
        {
            console.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        WriteMusts(console, comparison, answer);
        WriteItems(console, answer.RivalsTitle, answer.Rivals);
        WriteItems(console, answer.WaysOutTitle, answer.WaysOut(all: false));
        WriteItems(console, answer.NextShouldsTitle, answer.NextShoulds);
        WriteItems(console, answer.InLargerScopesTitle, answer.InLargerScopes);
        if (answer.NotEnlarged is { } reason)
        {
            console.WriteLine(reason);
        }
    }

    private static void WriteRecommendation(IAnsiConsole console, Comparison comparison, Answer answer)
    {
        console.MarkupLineInterpolated($"[bold]{comparison.Recommendation}[/]");
        if (answer.Refutation is { } refutation)
        {
            console.MarkupLineInterpolated($"[red]{refutation}[/]");
        }

        foreach (string item in answer.Price)
        {
            console.WriteLine($"- {item}");
        }

        if (answer.OtherShoulds is { } open)
        {
            console.WriteLine(open);
        }

        foreach (string meaning in answer.Meaning)
        {
            console.WriteLine(meaning);
        }
    }

    private static void WriteItems(IAnsiConsole console, string? title, IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (title is null || all.Length == 0)
        {
            return;
        }

        console.WriteLine(title);
        foreach (string item in all)
        {
            console.WriteLine($"- {item}");
        }
    }

    // Each that the best policy does not break, with the scenario's reason unless no policy will do: below one another,
    // or where there are many, one after the other, so that what follows stands on the same screen.
    private static void WriteMusts(IAnsiConsole console, Comparison comparison, Answer answer)
    {
        RankedPolicy best = answer.Best;
        bool areFew = best.Musts.Length + answer.Price.Count() <= MostListed;
        (Demand Demand, RequirementResult Result)[] musts =
            [.. comparison.Scenario.Musts.Zip(best.Musts).Where(must => !must.Second.IsBroken)];
        if (best.IsRefuted)
        {
            console.WriteLine(musts.Length == 0
                ? "It keeps no must."
                : $"The other musts: {string.Join(", ", musts.Select(must => Marked(must.Result)))}.");
        }
        else if (musts.Length > 0 && areFew)
        {
            var table = new ReportTable("must", "", "since") { HasLines = false };
            foreach ((Demand demand, RequirementResult result) in musts)
            {
                table.AddRow(
                    new ReportCell(demand.Requirement.Name),
                    new ReportCell(MatrixCell.Of(result).Text, StyleOf(result.Verdict)),
                    new ReportCell(Printable.Line(demand.Why)));
            }

            table.Write(console);
        }
        else if (musts.Length > 0)
        {
            var paragraph = new Paragraph();
            paragraph.Append("The musts, and why: ");
            foreach ((int index, (Demand demand, RequirementResult result)) in musts.Index())
            {
                paragraph.Append(Marked(result), StyleOf(result.Verdict));

                // With what ends it in one piece, or a line may begin with that.
                paragraph.Append($" {Printable.Line(demand.Why)}{(index + 1 < musts.Length ? "; " : ".\n")}");
            }

            console.Write(paragraph);
        }
    }

    private static string Marked(RequirementResult result) =>
        $"{result.Requirement.Name} {MatrixCell.Of(result).Text}".TrimEnd();

    private static void WriteCounts(IAnsiConsole console, Comparison comparison, double seconds)
    {
        console.WriteLine(
            $"{Wording.Number(comparison.Results.Length)} policies: "
            + $"{Wording.Number(comparison.DistinctStates)} states, "
            + $"{Wording.Number(comparison.Transitions)} transitions"
            + $"{(comparison.Complete ? ", all to the end" : string.Empty)}; {Wording.Seconds(seconds)}.");
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

    private static void WriteTraces(IAnsiConsole console, Comparison comparison, Answer answer, bool all)
    {
        bool any = false;
        foreach ((RequirementResult result, PolicyResult policy) in answer.DecisiveTraces
            .Where(entry => !all || comparison.Scenario.LevelOf(entry.Result.Requirement) != DemandLevel.Must))
        {
            WriteTrace(
                result.Requirement,
                $"{policy.Policy.Title} with {policy.Policy.Charging}, {answer.How(result)}.",
                policy,
                result.Trace!);
        }

        foreach (BrokenMust broken in all ? BrokenMust.In(comparison) : [])
        {
            foreach (BrokenWay way in broken.Ways)
            {
                WriteTrace(broken.Requirement, Wording.Way(way), way.Example, way.Trace);
            }
        }

        if (any)
        {
            console.MarkupLineInterpolated($"{TraceDrawing.Legend}.");
            if (!all)
            {
                console.WriteLine(
                    "--traces draws every way in which a must is broken; --markdown and --json have them, too.");
            }

            console.WriteLine();
        }

        void WriteTrace(Requirement requirement, string how, PolicyResult policy, Trace trace)
        {
            console.MarkupLineInterpolated($"[bold]{requirement.Name}[/]: {requirement.Meaning}");
            console.WriteLine(how);
            WriteDrawing(console, policy, trace, answer.Tell);
            console.WriteLine();
            any = true;
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

            WriteDrawing(console, result, alike.First().Trace!, telling is null ? null : telling.Tell);
        }

        if (result.Requirements.Any(requirement => requirement.Trace is not null))
        {
            console.MarkupLineInterpolated($"{TraceDrawing.Legend}.");
        }
    }

    private static void WriteDrawing(
        IAnsiConsole console, PolicyResult policy, Trace trace, Func<TraceStep, string>? tell = null)
    {
        foreach (DrawnLine line in TraceDrawing.Draw(Catalog.CreateModel(policy.Policy, policy.Scope), trace, tell))
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
