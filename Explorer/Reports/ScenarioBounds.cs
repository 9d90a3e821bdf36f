using System.Globalization;

using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>The bounds of a scenario in words, and where they are not those that it was written with.</summary>
public static class ScenarioBounds
{
    /// <summary>The bounds and policies of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <returns>The words, without a full stop.</returns>
    public static string Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return $"{Wording.Bounds(scenario.Scope)}; platform {scenario.Platform}{Wording.SealingOf(scenario)}"
            + DepartureOf(scenario);
    }

    /// <summary>What is not as the scenario was written, to be put after what holds.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <returns>The words, with a semicolon before them; empty where all is as it was written.</returns>
    internal static string DepartureOf(Scenario scenario)
    {
        Scenario written = scenario.Original ?? scenario;
        string[] departures =
        [
            .. Aspects(written).Zip(Aspects(scenario))
                .Where(pair => pair.First.Value != pair.Second.Value)
                .Select(pair => $"{pair.Second.Name} {pair.Second.Value}, not {pair.First.Value}"),
        ];
        return departures.Length == 0
            ? string.Empty
            : $"; other than the scenario says: {string.Join("; ", departures)}";
    }

    private static (string Name, string Value)[] Aspects(Scenario scenario) =>
    [
        ("frames", Number(scenario.Scope.Frames)),
        ("dataspace slots", Number(scenario.Scope.Dataspaces)),
        ("region slots", Number(scenario.Scope.Regions)),
        ("quotas", string.Join(", ", scenario.Scope.Quotas.Select(Number))),
        ("sharing", scenario.Scope.Sharing == Sharing.Open ? "open" : "delegated"),
        ("contents", scenario.Scope.Contents ? "on" : "off"),
        ("alias cost", Number(scenario.Scope.AliasCost)),
        ("operations", string.Join(" and ", scenario.Scope.Permitted.Select(Names))),
        ("platform", scenario.Platform),
        ("sealing", scenario.Sealing),
    ];

    private static string Names(OperationKinds kinds) =>
        string.Join(", ", Enum.GetValues<OperationKind>().Where(kinds.Contains));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
