using System.Collections.Immutable;

using Microsoft.AspNetCore.Components;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;
using ModelCheck.Web.Addresses;

namespace ModelCheck.Web.Views;

/// <summary>A place: where things stand under each policy, how one came there, and where one can go.</summary>
public sealed partial class StatePage : ComponentBase
{
    /// <summary>The place.</summary>
    [Parameter]
    [EditorRequired]
    public Place Place { get; set; } = null!;

    /// <summary>How things stand under each of its policies.</summary>
    [Parameter]
    [EditorRequired]
    public ImmutableArray<Standing> Standings { get; set; }

    /// <summary>What was looked for last; null for nothing.</summary>
    [Parameter]
    public string? Filter { get; set; }

    private string Title => $"{Printable.Line(Place.Scenario.Name)}: {(Place.Path.IsEmpty
        ? "the initial state"
        : $"after {Wording.Number(Place.Path.Length)} {(Place.Path.Length == 1 ? "step" : "steps")}")}";

    private StepTelling Telling => new(Place.Scenario.Roles);

    private int? FirstDifference => Standings.Skip(1)
        .Select(other => SideBySideRun.Of(Standings[0].Model, other.Model, Place.Path).FirstDifference)
        .Min();

    private List<IGrouping<OperationKind, AskedHere>> Granted { get; set; } = [];

    private List<IGrouping<string, AskedHere>> Refused { get; set; } = [];

    // What is asked in one world need not be asked in the other.
    private IEnumerable<AskedHere> All => Standings
        .SelectMany(standing => standing.Asked, (standing, step) => (standing.Name, Step: step))
        .GroupBy(entry => entry.Step.Operation)
        .Select(same => new AskedHere(
            same.Key,
            same.Any(entry => entry.Step.Outcome.IsGranted),
            string.Join("; ", same
                .GroupBy(entry => OutcomeOf(entry.Step), entry => entry.Name)
                .Select(alike => Standings.Length == 1 || alike.Count() == Standings.Length
                    ? alike.Key
                    : $"{string.Join(", ", alike)}: {alike.Key}"))));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        AskedHere[] all = [.. All];
        Granted =
            [.. all.Where(asked => asked.IsGranted).GroupBy(asked => asked.Operation.Kind).OrderBy(kind => kind.Key)];
        Refused = [.. all.Where(asked => !asked.IsGranted).GroupBy(asked => asked.InWords)];
    }

    private static string OutcomeOf(TraceStep step) => step.Outcome.IsGranted
        ? $"→ {step.OutcomeText}"
        : $"{step.Outcome.Refusal}: {RefusalWording.Of(step.Outcome.Refusal)}";

    private string LevelOf(Requirement requirement) =>
        Wording.Level(Place.Scenario.LevelOf(requirement)) is { Length: > 0 } level ? $" ({level})" : string.Empty;

    private sealed record AskedHere(Operation Operation, bool IsGranted, string InWords);
}
