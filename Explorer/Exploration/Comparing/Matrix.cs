using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// A comparison as a table: a column for each lifetime policy, and for each requirement one row for all charging
/// policies that fare alike.
/// </summary>
/// <param name="Lifetimes">The columns.</param>
/// <param name="Rows">The rows: what is a must first, then what is a should, then the rest.</param>
public sealed record Matrix(ImmutableArray<string> Lifetimes, ImmutableArray<MatrixRow> Rows)
{
    /// <summary>The requirements that have no row, since they apply to no policy within the scope.</summary>
    public ImmutableArray<string> Inapplicable { get; init; } = [];

    /// <summary>What the cells mean.</summary>
    public const string Legend =
        "✓ kept; ∅ holds, but nothing reachable puts it to the test; a number: broken, by a shortest trace of so many "
        + "steps; – nothing reachable shows it; ? not settled; blank: does not apply";

    /// <summary>Lays a comparison out.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The table.</returns>
    public static Matrix Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ImmutableArray<string> lifetimes =
            [.. comparison.Results.Select(result => result.Policy.Title).Distinct()];
        ILookup<bool, Requirement> apply = comparison.Results[0].Requirements.ToLookup(
            asked => comparison.Results.Any(
                result => result.ResultOf(asked.Requirement).Verdict != RequirementVerdict.NotApplicable),
            asked => asked.Requirement);
        IEnumerable<MatrixRow> rows = apply[true]
            .OrderBy(requirement => comparison.Scenario.LevelOf(requirement) ?? (DemandLevel)int.MaxValue)
            .SelectMany(requirement => RowsFor(requirement, comparison, lifetimes));
        return new Matrix(lifetimes, [.. rows])
        {
            Inapplicable = [.. apply[false].Select(requirement => requirement.Name)],
        };
    }

    private static IEnumerable<MatrixRow> RowsFor(
        Requirement requirement, Comparison comparison, ImmutableArray<string> lifetimes)
    {
        string[] chargings = [.. comparison.Results.Select(result => result.Policy.Charging).Distinct()];
        return chargings
            .Select(charging => (Charging: charging, Cells: CellsFor(charging)))
            .GroupBy(row => string.Join('|', row.Cells.Select(cell => cell.Text)))
            .Select(alike => new MatrixRow(
                requirement,
                comparison.Scenario.LevelOf(requirement),
                [.. alike.Select(row => row.Charging)],
                alike.Count() == chargings.Length ? "any" : string.Join(", ", alike.Select(row => row.Charging)),
                alike.First().Cells));

        ImmutableArray<MatrixCell> CellsFor(string charging) =>
        [
            .. lifetimes.Select(lifetime => MatrixCell.Of(comparison.Results
                .First(result => result.Policy.Title == lifetime && result.Policy.Charging == charging)
                .ResultOf(requirement))),
        ];
    }
}

/// <summary>One row of the table.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Level">How strongly the scenario asks for it, or null.</param>
/// <param name="Chargings">The charging policies that the row speaks of.</param>
/// <param name="ChargingNames">The same in words: any when they are all there are.</param>
/// <param name="Cells">A cell for each lifetime policy.</param>
public sealed record MatrixRow(
    Requirement Requirement,
    DemandLevel? Level,
    ImmutableArray<string> Chargings,
    string ChargingNames,
    ImmutableArray<MatrixCell> Cells);

/// <summary>One cell of the table.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Verdict">What that means.</param>
public readonly record struct MatrixCell(string Text, RequirementVerdict Verdict)
{
    /// <summary>The cell for a result.</summary>
    /// <param name="result">What is known of a requirement.</param>
    /// <returns>The cell.</returns>
    public static MatrixCell Of(RequirementResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string text = result.Verdict switch
        {
            RequirementVerdict.Holds or RequirementVerdict.Shown => "✓",
            RequirementVerdict.HoldsVacuously => "∅",
            RequirementVerdict.Violated => result.Trace?.Steps.Length.ToString(CultureInfo.InvariantCulture) ?? "!",
            RequirementVerdict.NotShown => "–",
            RequirementVerdict.NotApplicable => string.Empty,
            RequirementVerdict.Unknown => "?",
        };
        return new MatrixCell(text, result.Verdict);
    }
}
