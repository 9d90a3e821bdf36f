using System.Collections.Immutable;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What a scenario's requirements leave nobody to keep, on a console.</summary>
public static class ContradictionReport
{
    private const int MostNamed = 3;
    private const int MostTables = 3;

    /// <summary>The result of <c>modelcheck contradictions</c>.</summary>
    /// <param name="console">The console.</param>
    /// <param name="comparison">The comparison that they were found in.</param>
    /// <param name="contradictions">The sets of requirements.</param>
    /// <param name="seconds">How long it took.</param>
    public static void Write(
        IAnsiConsole console, Comparison comparison, ImmutableArray<Contradiction> contradictions, double seconds)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(comparison);
        Scenario scenario = comparison.Scenario;
        console.MarkupLineInterpolated(
            $"[bold]{Printable.Line(scenario.Name)}[/]: {Printable.Text(scenario.Summary)}");
        console.MarkupLineInterpolated($"Bounds: {ScenarioBounds.Of(scenario)}.");
        console.WriteLine(
            $"{Wording.Number(comparison.Results.Length)} policies: {Wording.Counts(comparison)}, stored exactly; "
            + $"{Wording.Seconds(seconds)}.");
        if (!comparison.Complete)
        {
            console.MarkupLineInterpolated(
                $"[yellow]{comparison.Unfinished} of them were not explored to the end: there may be more sets.[/]");
        }

        foreach (Contradiction contradiction in contradictions.Take(MostTables))
        {
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{Title(contradiction)}[/]");
            var table = new ReportTable("to give up", "steps", "policies that keep the others") { HasLines = false };
            foreach (Contradicting element in contradiction.Elements)
            {
                table.AddRow(
                    new ReportCell(element.Requirement.Name),
                    ReportCell.Figure(Wording.Length(element.Given?.Trace)),
                    new ReportCell(Named(element)));
            }

            table.Write(console);
        }

        console.WriteLine();
        WriteRest(console, [.. contradictions.Skip(MostTables)]);
        if (contradictions.Take(MostTables).SelectMany(set => set.Elements)
            .Any(element => element.Keepers.Take(MostNamed).Any(keeper => keeper.IsVacuous)))
        {
            console.WriteLine("∅: nothing under this policy puts some of the others to the test.");
        }

        console.MarkupLineInterpolated($"[bold]{Summary(comparison, contradictions)}[/]");
    }

    private static void WriteRest(IAnsiConsole console, ImmutableArray<Contradiction> rest)
    {
        if (rest.IsEmpty)
        {
            return;
        }

        console.WriteLine(
            $"No policy keeps one of these {Wording.Number(rest.Length)} sets either (--require for a table of one, "
            + "--json for all that is known):");
        foreach (Contradiction contradiction in rest)
        {
            console.WriteLine("  " + string.Join(
                ", ", contradiction.Elements.Select(element => element.Requirement.Name)));
        }

        console.WriteLine();
    }

    private static string Title(Contradiction contradiction) => contradiction.Elements.Length == 1
        ? $"No policy keeps {contradiction.Elements[0].Requirement.Name}"
        : $"No policy keeps these {Wording.Number(contradiction.Elements.Length)} together"
            + (contradiction.IsMinimal ? ", and any one fewer is kept by some" : string.Empty);

    private static string Named(Contradicting element) => element.Keepers.IsEmpty
        ? "none is known"
        : string.Join(", ", element.Keepers.Take(MostNamed).Select(NameOf))
            + (element.Keepers.Length > MostNamed
                ? $" and {Wording.Number(element.Keepers.Length - MostNamed)} more"
                : string.Empty);

    private static string NameOf(Keeper keeper) =>
        $"{keeper.Policy.Policy.Title}/{keeper.Policy.Policy.Charging}{(keeper.IsVacuous ? " ∅" : string.Empty)}";

    private static string Summary(Comparison comparison, ImmutableArray<Contradiction> contradictions) =>
        contradictions.IsEmpty
            ? comparison.Complete
                ? "Nothing contradicts itself: some policy keeps all that is asked for, or nothing puts it to the test."
                : "No contradiction is known so far."
            : $"{Wording.Number(contradictions.Length)} "
                + (contradictions.Length == 1 ? "set contradicts itself" : "sets contradict themselves")
                + " within these bounds; whoever designs gives up one requirement of each.";
}
