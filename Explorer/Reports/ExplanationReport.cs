using System.Collections.Immutable;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>Why one policy wins or loses in a scenario, in the scenario's own words.</summary>
public static class ExplanationReport
{
    /// <summary>The result of <c>modelcheck explain</c>.</summary>
    /// <param name="console">The console.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="ranked">What is known of the policy in it.</param>
    /// <param name="policy">The same policy by its table.</param>
    /// <param name="only">The requirement that is to be explained; null for all that are asked for.</param>
    public static void Write(
        IAnsiConsole console, Scenario scenario, RankedPolicy ranked, TabledPolicy policy, Requirement? only)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(ranked);
        PolicyResult result = ranked.Result;
        var telling = new StepTelling(scenario.Roles);
        string title = $"{result.Policy.Title} with charging {result.Policy.Charging}";
        console.MarkupLineInterpolated($"[bold]{title}[/] in {Printable.Line(scenario.Name)}");
        console.MarkupLineInterpolated($"{Printable.Text(scenario.Summary)}");
        console.MarkupLineInterpolated($"Bounds: {ScenarioBounds.Of(scenario)}.");
        console.WriteLine();
        WriteMeaning(console, policy, result.Scope);
        console.WriteLine();
        console.WriteLine(
            $"{Wording.Stop(result.Exploration.Stopped)}: {Wording.Counts(result.Exploration, result.Reduction)}");
        if (only is null)
        {
            foreach (Demand demand in scenario.Demands)
            {
                Write(console, telling, demand, result, policy);
            }

            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{Verdict(ranked)}[/]");
        }
        else
        {
            Demand asked = scenario.Demands.FirstOrDefault(demand => demand.Requirement == only)
                ?? new Demand(only, DemandLevel.Should, "the scenario does not ask for it");
            Write(console, telling, asked, result, policy);
            console.WriteLine($"{TraceDrawing.Legend}.");
        }
    }

    private static void WriteMeaning(IAnsiConsole console, TabledPolicy tabled, Scope scope)
    {
        PolicyName policy = tabled.Name;
        if (!tabled.HasName)
        {
            console.MarkupLineInterpolated(
                $"lifetime [bold]{policy.Lifetime}[/], which has no name: {TableWording.Of(tabled.Table, scope)}.");
            console.WriteLine("  who does it that way: nobody that is known here");
        }

        (string Kind, PolicyEntry? Entry)[] parts =
        [
            ("lifetime", Catalog.Find(Catalog.Lifetimes, policy.Lifetime)),
            ("charging", Catalog.Find(Catalog.Chargings, policy.Charging)),
            ("platform", Catalog.Find(Catalog.Platforms, policy.Platform)),
            ("sealing", Catalog.Find(Catalog.Sealings, policy.Sealing)),
        ];
        foreach ((string kind, PolicyEntry? entry) in parts)
        {
            if (entry is not null)
            {
                console.MarkupLineInterpolated($"{kind} [bold]{entry.Name}[/]: {entry.Summary}");
                console.MarkupLineInterpolated($"  who does it that way: {entry.Source}");
            }
        }
    }

    private static void Write(
        IAnsiConsole console, StepTelling telling, Demand demand, PolicyResult result, TabledPolicy policy)
    {
        RequirementResult found = result.ResultOf(demand.Requirement);
        string style = ConsoleReport.StyleOf(found.Verdict).ToMarkup();
        console.WriteLine();
        console.MarkupLine(
            $"[bold]{demand.Requirement.Name}[/] ({Wording.Level(demand.Level)}): "
            + $"[{style}]{Wording.Verdict(found.Verdict)}[/]");
        console.MarkupLineInterpolated($"  wanted: {Printable.Line(demand.Why)}");
        console.MarkupLineInterpolated($"  it says: {demand.Requirement.Meaning}");
        console.MarkupLineInterpolated($"  found: {found.Reason}");
        if (found is { IsBroken: true, Trace: { } trace })
        {
            ImmutableArray<DrawnLine> lines = policy.With(
                result.Scope, model => TraceDrawing.Draw(model, trace, telling.Tell).ToImmutableArray());
            foreach (DrawnLine line in lines)
            {
                ConsoleReport.Write(console, line);
            }
        }
    }

    private static string Verdict(RankedPolicy ranked)
    {
        string[] broken = [.. Names(ranked.Musts, result => result.IsBroken)];
        string[] open = [.. Names(ranked.Musts, result => !result.IsBroken && !result.IsKept)];
        string[] price = [.. Names(ranked.Shoulds, result => result.IsBroken)];
        string musts = broken.Length > 0 ? $"It will not do: it breaks {string.Join(", ", broken)}."
            : open.Length > 0 ? $"It is not known to do: {string.Join(", ", open)} is not known to be kept."
            : "It will do: it keeps every must.";
        return musts + (price.Length > 0 ? $" The price: {string.Join(", ", price)}." : string.Empty);
    }

    private static IEnumerable<string> Names(
        IEnumerable<RequirementResult> results, Func<RequirementResult, bool> isWanted) =>
        results.Where(isWanted).Select(result => result.Requirement.Name);
}
