using System.Collections.Immutable;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Designing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What is known of every policy that the rules allow on a scenario, on a console.</summary>
public static class SpaceReport
{
    private const int MostPoints = 20;
    private const int MostLifetimes = 3;

    /// <summary>The result of <c>modelcheck space</c>.</summary>
    /// <param name="console">The console.</param>
    /// <param name="judged">What was found.</param>
    /// <param name="seconds">How long it took.</param>
    public static void Write(IAnsiConsole console, JudgedSpace judged, double seconds)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(judged);
        Scenario scenario = judged.Space.Scenario;
        console.MarkupLineInterpolated(
            $"[bold]{Printable.Line(scenario.Name)}[/]: {Printable.Text(scenario.Summary)}");
        console.MarkupLineInterpolated($"Bounds: {ScenarioBounds.Of(scenario)}.");
        console.WriteLine(Size(judged.Space));
        console.WriteLine($"{Found(judged)}; {Wording.Seconds(seconds)}.");
        if (!judged.Complete)
        {
            console.MarkupLineInterpolated($"[yellow]{Unfinished(judged)}[/]");
        }

        if (judged.Behaviours.IsEmpty)
        {
            return;
        }

        console.WriteLine();
        WriteFront(console, judged);
        console.WriteLine();
        foreach (OutdoingPoint outdoing in judged.UnnamedOutdoing)
        {
            string names = string.Join(
                ", ",
                outdoing.Outdone.GroupBy(name => name.Lifetime).Select(alike =>
                    $"{alike.Key} ({string.Join(", ", alike.Select(name => name.Charging).Distinct())})"));
            console.WriteLine(
                $"{NameOf(outdoing.Point.Behaviours[0].Ranked)} has no name, and does as well by all that is asked "
                + $"for as {names}, and better by some of it.");
        }

        console.MarkupLineInterpolated($"[bold]{Best(judged)}[/]");
    }

    private static void WriteFront(IAnsiConsole console, JudgedSpace judged)
    {
        ImmutableArray<FrontPoint> front = judged.Front;
        console.WriteLine(
            "What can be kept together of "
            + (judged.Space.Scenario.Demands.Any() ? "what is asked for" : "everything")
            + ": nothing that was judged keeps all that a line keeps, and more.");
        var table = new ReportTable("best at this point", "policies", "lifetimes with a name", "does not keep")
        {
            HasLines = false,
        };
        foreach (FrontPoint point in front.Take(MostPoints))
        {
            table.AddRow(
                new ReportCell(NameOf(point.Behaviours[0].Ranked)),
                ReportCell.Count(point.Policies),
                new ReportCell(point.Named.IsEmpty ? "none" : Lifetimes(point)),
                new ReportCell(point.NotKept.IsEmpty
                    ? "nothing of it"
                    : string.Join(
                        ", ",
                        point.NotKept.Select(result => $"{result.Requirement.Name} {MatrixCell.Of(result).Text}"))));
        }

        table.Write(console);
        if (front.Length > MostPoints)
        {
            console.WriteLine($"And {Wording.Number(front.Length - MostPoints)} points more (--json has all).");
        }

        int unnamed = front.Count(point => point.Named.IsEmpty);
        console.WriteLine(
            $"{Wording.Number(front.Length)} points, {Wording.Number(unnamed)} of them reached only by policies "
            + "without a name.");
        console.WriteLine($"{Matrix.Legend}.");
        LifetimeTable? example = front.Take(MostPoints).Select(point => point.Behaviours[0])
            .FirstOrDefault(behaviour => !judged.NamedIn(behaviour).Any())?.Policies[0].Table;
        if (example is not null)
        {
            console.WriteLine($"{example.Notation}: {TableWording.Of(example, judged.Space.Scenario.Scope)}.");
        }
    }

    private static string Lifetimes(FrontPoint point)
    {
        string[] lifetimes = [.. point.Named.Select(name => name.Lifetime).Distinct()];
        return string.Join(", ", lifetimes.Take(MostLifetimes))
            + (lifetimes.Length > MostLifetimes
                ? $" and {Wording.Number(lifetimes.Length - MostLifetimes)} more"
                : string.Empty);
    }

    private static string Size(PolicySpace space) =>
        $"The rules allow {Wording.Number(space.Allowed)} policies: "
        + $"each lifetime with each of {Wording.Number(Catalog.Chargings.Length)} ways of charging, and of sealing. "
        + $"{Wording.Number(space.Tables.Length)} of the lifetimes and {Wording.Number(space.Sealings.Length)} ways of "
        + $"sealing can differ in something that there is here: {Wording.Number(space.Count)} policies.";

    private static string Found(JudgedSpace judged) =>
        $"{Wording.Number(judged.Judged)} policies judged: {Wording.Number(judged.Behaviours.Length)} behaviours "
        + $"({Wording.Number(judged.NamedBehaviours)} with a name) that answer, charge or move differently in some "
        + "reachable state, "
        + (judged.Outdone > 0
            ? $"{Wording.Number(judged.Outdone)} of them explored only until one with a name was sure to do better, "
            : string.Empty)
        + $"{Wording.Number(judged.DistinctStates)} distinct states (those that differ in names only "
        + "counted once)";

    private static string Unfinished(JudgedSpace judged) =>
        $"{Wording.Number(judged.Space.Count - judged.Judged)} policies were not judged, and "
        + $"{Wording.Number(judged.Unfinished)} behaviours not explored to their end: what is marked ? is not "
        + "settled, and one that was not judged may keep more.";

    private static string Best(JudgedSpace judged)
    {
        RankedPolicy best = judged.Behaviours[0].Ranked;
        string result = $"{Wording.Share(best.MustsKept, best.Musts.Length)} musts, "
            + $"{Wording.Share(best.ShouldsKept, best.Shoulds.Length)} shoulds and "
            + $"{Wording.Share(best.RequirementsKept, best.Result.Requirements.Length)} of all requirements kept";
        if (judged.BetterUnnamed is not { } unnamed)
        {
            return $"No policy without a name does better than {NameOf(best)}: {result}.";
        }

        RankedPolicy named = judged.Behaviours.First(behaviour => judged.NamedIn(behaviour).Any()).Ranked;
        return $"{NameOf(best)} does better than every policy with a name: {result}. "
            + $"{TableWording.Of(unnamed.Policies[0].Table, judged.Space.Scenario.Scope)}. "
            + $"The best with a name is {NameOf(named)}: "
            + $"{Wording.Share(named.MustsKept, named.Musts.Length)} musts, "
            + $"{Wording.Share(named.ShouldsKept, named.Shoulds.Length)} shoulds and "
            + $"{Wording.Share(named.RequirementsKept, named.Result.Requirements.Length)} of all.";
    }

    private static string NameOf(RankedPolicy ranked) =>
        $"{ranked.Result.Policy.Title}/{ranked.Result.Policy.Charging}";
}
