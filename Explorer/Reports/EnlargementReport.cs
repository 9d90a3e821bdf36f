using System.Collections.Immutable;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What a policy makes of larger scopes, on a console.</summary>
public static class EnlargementReport
{
    /// <summary>The result of <c>modelcheck enlarge</c>.</summary>
    /// <param name="console">The console.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="known">What is known of the policy in the scenario's own scope.</param>
    /// <param name="larger">What is known in larger ones.</param>
    public static void Write(
        IAnsiConsole console, Scenario scenario, PolicyResult known, ImmutableArray<LargerScope> larger)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(known);
        console.MarkupLineInterpolated(
            $"[bold]{known.Policy}[/]: {Wording.Bounds(known.Scope)}{ScenarioBounds.DepartureOf(scenario)}");
        console.WriteLine(
            $"{Wording.Stop(known.Exploration.Stopped)}: {Wording.Counts(known.Exploration, known.Reduction)}");
        console.WriteLine();
        var table = new ReportTable("scope", "states", "settled", "verdicts that are known to change");
        foreach (LargerScope one in larger)
        {
            table.AddRow(
                new ReportCell(one.What),
                ReportCell.Figure(Wording.Number(one.Result.Exploration.DistinctStates)),
                new ReportCell(Settled(one.Result)),
                new ReportCell(one.Changes.IsEmpty ? "none" : string.Join("; ", one.Changes.Select(Told))));
        }

        table.Write(console);
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{Summary(known, larger)}[/]");
    }

    private static string Settled(PolicyResult result) => result.Exploration.Complete
        ? "to the end"
        : $"within {Wording.Number(result.StepsSettled)} steps";

    private static string Told(VerdictChange change) =>
        $"{change.Now.Requirement.Name}: {Wording.Verdict(change.Before.Verdict)}, here "
        + Wording.Verdict(change.Now.Verdict)
        + (change.Now.Trace is { } trace ? $" in {Wording.Number(trace.Steps.Length)}" : string.Empty);

    private static string Summary(PolicyResult known, ImmutableArray<LargerScope> larger)
    {
        int open = larger.Count(one => !one.Result.Exploration.Complete);
        string bounded = open == 0
            ? string.Empty
            : $" Not explored to the end: {Wording.Number(open)} of {Wording.Number(larger.Length)} larger scopes.";
        return larger.IsEmpty ? "There is no larger scope: every bound is at its limit."
            : larger.Any(one => !one.Changes.IsEmpty)
                ? $"Some verdicts change with the scope.{bounded}"
            : !known.Exploration.Complete ? $"The scope itself was not explored to the end.{bounded}"
            : $"No verdict is known to change in {Wording.Number(larger.Length)} larger scopes.{bounded}";
    }
}
