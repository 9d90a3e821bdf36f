using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>What there is to ask about, as JSON: policies, requirements and the scenarios that come along.</summary>
public static class CatalogReport
{
    /// <summary>The result of <c>modelcheck policies</c>.</summary>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write() => JsonReport.TextOf(new
    {
        Lifetimes = Catalog.Lifetimes.Select(Document),
        Chargings = Catalog.Chargings.Select(Document),
        Platforms = Catalog.Platforms.Select(Document),
        Sealings = Catalog.Sealings.Select(Document),
        Requirements = Catalog.Requirements.Select(Document),
        Scenarios = ScenarioFile.Bundled.Select(name => Document(name, ScenarioFile.Load(name))),
    });

    private static object Document(PolicyEntry policy) => new { policy.Name, policy.Summary, policy.Source };

    private static object Document(Requirement requirement) => new
    {
        requirement.Name,
        Kind = JsonReport.KindOf(requirement),
        requirement.Meaning,
        requirement.Occasion,
        Operations = NamesOf(requirement.Ingredients),
        ByName = requirement.RecordsAllocators,
    };

    // By the name that a command line calls it, which need not be the one that it calls itself.
    private static object Document(string name, Scenario scenario) => new
    {
        Name = name,
        scenario.Source,
        scenario.Summary,
        scenario.Platform,
        scenario.Sealing,
        scenario.Roles,
        Must = NamesOf(scenario.Musts),
        Should = NamesOf(scenario.Shoulds),
    };

    private static IEnumerable<string> NamesOf(IEnumerable<Demand> demands) =>
        demands.Select(demand => demand.Requirement.Name);

    private static IEnumerable<string> NamesOf(OperationKinds kinds) =>
        Enum.GetValues<OperationKind>().Where(kinds.Contains).Select(kind => kind.ToString());
}
