using System.Collections.Immutable;
using System.Text.Json.Nodes;

using ModelCheck.Conformance;
using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Conformance;
using ModelCheck.Reports;
using ModelCheck.Services;

using Spectre.Console;

using Xunit;

namespace ModelCheck.Properties.Reports;

/// <summary>
/// The reports of <c>conform</c> and <c>soak</c>: JSON is as docs/report.schema.json says, and the console says the
/// same.
/// </summary>
public sealed class ConformanceJsonTests
{
    private static readonly Lazy<ImmutableArray<SoakResult>> Failed = new(() =>
        [Soaked.Run(Defects.FreesForStrangers), Soaked.Run(Defects.GrowsTired)]);

    // A path to a value of a soak's report, with dots, and what is put there; null takes the value away.
    public static TheoryData<string, string?> Mutilations => new()
    {
        { "diverges", null },
        { "more", "1" },
        { "runs.0.policy", "7" },
        { "runs.0.scope.frames", "-1" },
        { "runs.0.seed", "1" },
        { "runs.0.interrupted", "0" },
        { "runs.0.outcomes.0.operation", "\"Malloc\"" },
        { "runs.0.outcomes.0.outcome", "\"d0\"" },
        { "runs.0.outcomes.0.count", "0" },
        { "runs.0.coverage", "{}" },
        { "runs.0.failure.found", "0" },
        { "runs.0.failure.proven", null },
        { "runs.0.failure.minimal", "7" },
        { "runs.0.failure.shrunk.trace", "[{}]" },
        { "runs.0.failure.shrunk.views.0.key", "1" },
        { "runs.0.failure.restricted.sharing", "\"private\"" },
    };

    [Fact]
    public void A_conformance_is_as_the_schema_says_whether_it_holds_or_not()
    {
        Assert.True((bool)Conform(OptimisedService.Create, new SearchLimits())["conforms"]!);
        JsonNode stopped = Conform(
            OptimisedService.Create, new SearchLimits { MaximalStates = 3 });
        Assert.False((bool)stopped["conforms"]!);
        Assert.Equal("states", (string?)stopped["policies"]![0]!["exploration"]!["stopped"]);
        JsonNode parted = Conform(Defects.FreesForStrangers, new SearchLimits());
        Assert.False((bool)parted["conforms"]!);
        Assert.Equal("violated", (string?)parted["policies"]![0]!["exploration"]!["stopped"]);
        Assert.Equal(3, parted["policies"]![0]!["divergence"]!["trace"]!.AsArray().Count);
        parted["policies"]![0]!["divergence"]!["difference"] = 7;
        Assert.NotEmpty(Schema.Report.Validate(parted.ToJsonString()));
    }

    [Fact]
    public void A_soak_is_as_the_schema_says_and_says_what_was_found()
    {
        JsonNode plain = Parse(JsonReport.Write([Run(new SoakPlan { Operations = 1_000, Seed = ulong.MaxValue })]));
        Assert.Equal((false, true), ((bool)plain["diverges"]!, (bool)plain["done"]!));
        Assert.Equal("18446744073709551615", (string?)plain["runs"]![0]!["seed"]);
        Assert.Null(plain["runs"]![0]!["coverage"]);

        JsonNode steered = Parse(JsonReport.Write([Run(new SoakPlan { Operations = 100, IsSteered = true })]));
        Assert.False((bool)steered["done"]!);
        JsonNode coverage = steered["runs"]![0]!["coverage"]!;
        Assert.False((bool)coverage["complete"]!);
        Assert.Equal(
            (long)coverage["triples"]!, coverage["outcomes"]!.AsArray().Sum(outcome => (long)outcome!["triples"]!));

        JsonNode failed = Parse(JsonReport.Write(Failed.Value));
        Assert.True((bool)failed["diverges"]!);
        Assert.Equal([true, false], failed["runs"]!.AsArray().Select(run => (bool)run!["failure"]!["proven"]!));
    }

    [Theory]
    [MemberData(nameof(Mutilations))]
    public void A_mutilated_soak_is_not_as_the_schema_says(string path, string? replacement)
    {
        ArgumentNullException.ThrowIfNull(path);
        JsonNode report = Parse(JsonReport.Write(Failed.Value));
        string[] steps = path.Split('.');
        JsonNode parent = steps[..^1].Aggregate(
            report, (node, step) => node is JsonArray ? node[step[0] - '0']! : node[step]!);
        if (replacement is null)
        {
            Assert.True(parent.AsObject().Remove(steps[^1]));
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(replacement);
        }

        Assert.NotEmpty(Schema.Report.Validate(report.ToJsonString()));
    }

    [Fact]
    public void The_console_shows_what_was_made_of_a_failure()
    {
        MinimisedFailure proved = Failed.Value[0].Failure!;
        string text = Shown(Failed.Value);
        Assert.Contains(
            FormattableString.Invariant($"found: {proved.Found:N0} operations; shrunk: 4; ")
                + "proven minimal: 4 (F2 S2 D2 R0; ",
            text,
            StringComparison.Ordinal);
        Assert.Contains("; shrunk: ", text, StringComparison.Ordinal);
        Assert.Contains("; not proven minimal: no state among its objects shows it", text, StringComparison.Ordinal);
        Assert.Contains("Free(s1, d1) -> NotOwner", text, StringComparison.Ordinal);
        Assert.Contains("under 2/2 policies.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_lists_what_was_never_met_and_only_a_whole_is_a_hundred_percent()
    {
        string text = Shown([Run(new SoakPlan { Operations = 30, MeasuresCoverage = true })]);
        Assert.Matches("never met: ([A-Z][A-Za-z]+ [A-Za-z]+, )+[A-Z][A-Za-z]+ [A-Za-z]+\\.", text);
        Assert.EndsWith(": no divergence.", text.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(
            "did not suffice to meet everything",
            Shown([Run(new SoakPlan { Operations = 30, IsSteered = true })]),
            StringComparison.Ordinal);
        Assert.Equal("99.99 %", SoakReport.Percent(999_999, 1_000_000));
        Assert.Equal("100.00 %", SoakReport.Percent(1_000_000, 1_000_000));
        using var culture = new GermanNumbers();
        Assert.Equal("0.00 %", SoakReport.Percent(0, 7));
    }

    private static string Shown(ImmutableArray<SoakResult> results)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 500;
        SoakReport.Write(console, results, seconds: 2);
        return writer.ToString();
    }

    private static JsonNode Conform(ServiceFactory create, SearchLimits limits) => Parse(JsonReport.Write(
        [ConformanceChecker.Check(Model, create, limits, new SearchProgress(), default)]));

    private static SoakResult Run(SoakPlan plan) =>
        Soak.Run(Model, OptimisedService.Create, plan, new SoakProgress(), default);

    private static IModel Model => Catalog.CreateModel(
        new PolicyName("Refuse", "Holder", "Native"),
        Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2));

    private static JsonNode Parse(string report)
    {
        Assert.Empty(Schema.Report.Validate(report));
        return JsonNode.Parse(report)!;
    }
}
