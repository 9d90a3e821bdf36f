using System.Collections.Immutable;
using System.Text.Json.Nodes;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Exploration.Comparing;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Reports;

/// <summary>JSON reports are as docs/report.schema.json says, and that schema does exclude something.</summary>
public sealed class JsonReportTests
{
    private static readonly Lazy<string> Explored = new(() => JsonReport.Write(Explore(new SearchLimits())));

    // A path to a value, with dots, and what is put there; null takes the value away.
    public static TheoryData<string, string?> Mutilations => new()
    {
        { "policy", null },
        { "policy.lifetime", "7" },
        { "scope.frames", "-1" },
        { "scope.sharing", "\"private\"" },
        { "scope.operations.0.0", "\"Malloc\"" },
        { "exploration.complete", "\"yes\"" },
        { "exploration.stopped", "\"tired\"" },
        { "exploration.distinctStates", "-1" },
        { "exploration.distinctStates", "1.5" },
        { "exploration.seconds", null },
        { "exploration.levels", "{}" },
        { "exploration.more", "1" },
        { "requirements", null },
        { "requirements.0.kind", "\"wish\"" },
        { "requirements.0.verdict", "\"Holds\"" },
        { "requirements.0.premises", "-1" },
        { "requirements.0.premises", "\"often\"" },
        { "requirements.0.reason", null },
        { "requirements.0.trace", "7" },
        { "requirements.0.trace", "[{}]" },
        { "requirements.0.trace", "[{\"operation\":\"Free\",\"session\":8,\"arguments\":{},\"outcome\":\"granted\"}]" },
        {
            "requirements.0.trace",
            "[{\"operation\":\"Free\",\"session\":0,\"arguments\":{\"dataspace\":\"d0\"},\"outcome\":\"granted\"}]"
        },
        { "requirements.0.trace", "[{\"operation\":\"Free\",\"session\":0,\"arguments\":{},\"outcome\":\"d\"}]" },
    };

    [Theory]
    [InlineData("versioned-rom")]
    [InlineData("base-linux")]
    public void Contradictions_are_as_the_schema_says(string scenario)
    {
        Comparison comparison = Compared.On(scenario);
        ImmutableArray<Contradiction> contradictions = Contradiction.Among(
            comparison, [.. comparison.Scenario.Demands.Select(demand => demand.Requirement)]);
        Assert.NotEmpty(contradictions);
        IsAsTheSchemaSays(JsonReport.Write(comparison, contradictions));
    }

    [Fact]
    public void An_enlargement_is_as_the_schema_says()
    {
        PolicyResult known = Compared.On("versioned-rom").Results[0];
        ImmutableArray<LargerScope> larger =
        [
            .. LargerScope.Around(known.Scope).Select(one => LargerScope.Explore(
                one.What,
                one.Scope,
                known,
                new SearchLimits { MaximalStates = 100 },
                new SearchProgress(),
                default)),
        ];
        Assert.NotEmpty(larger);
        IsAsTheSchemaSays(JsonReport.Write(known, larger));
    }

    [Fact]
    public void What_there_is_is_as_the_schema_says_and_complete()
    {
        string text = CatalogReport.Write();
        IsAsTheSchemaSays(text);
        JsonNode catalog = JsonNode.Parse(text)!;
        Assert.Equal(Catalog.Lifetimes.Select(entry => entry.Name), NamesIn(catalog["lifetimes"]));
        Assert.Equal(Catalog.Chargings.Select(entry => entry.Name), NamesIn(catalog["chargings"]));
        Assert.Equal(Catalog.Platforms.Select(entry => entry.Name), NamesIn(catalog["platforms"]));
        Assert.Equal(Catalog.Sealings.Select(entry => entry.Name), NamesIn(catalog["sealings"]));
        Assert.Equal(Catalog.Requirements.Select(entry => entry.Name), NamesIn(catalog["requirements"]));
        Assert.Equal(ScenarioFile.Bundled, NamesIn(catalog["scenarios"]));
        Assert.Equal(
            ["MemoryReclaim"],
            catalog["requirements"]!.AsArray().Where(requirement => (bool)requirement!["byName"]!)
                .Select(requirement => (string)requirement!["name"]!));
        catalog["lifetimes"]![0]!["name"] = null;
        Assert.NotEmpty(Schema.Report.Validate(catalog.ToJsonString()));
    }

    [Fact]
    public void An_exploration_is_as_the_schema_says() => IsAsTheSchemaSays(Explored.Value);

    [Theory]
    [InlineData("versioned-rom")]
    [InlineData("shared-buffer")]
    public void A_comparison_is_as_the_schema_says(string scenario) =>
        IsAsTheSchemaSays(JsonReport.Write(Compared.On(scenario)));

    [Fact]
    public void A_comparison_with_its_best_in_larger_scopes_is_as_the_schema_says()
    {
        Comparison comparison = Compared.On("versioned-rom");
        string text = JsonReport.Write(comparison, Enlargement.Of(
            comparison, bound: 100, new SearchLimits(), new ComparisonProgress(), default));
        IsAsTheSchemaSays(text);
        JsonNode report = JsonNode.Parse(text)!;
        Assert.Equal(2, report["enlargement"]!["policies"]!.AsArray().Count);
        Assert.Equal("NoDoubleCharge", (string?)Assert.Single(report["nextShoulds"]!.AsArray())!["should"]);
        Assert.Equal("must", (string?)report["rivals"]![0]!["level"]);
    }

    [Fact]
    public void A_report_says_how_often_a_requirement_was_put_to_the_test()
    {
        string text = JsonReport.Write(HandMade.Compare(
            HandMade.Asking("NoAccessAfterFree"),
            HandMade.Policy("Pin", "Heir", "NoAccessAfterFree HoldsVacuously", "FreeSucceeds Violated 1"),
            HandMade.Policy("Cascade", "Heir", "NoAccessAfterFree HoldsVacuously", "FreeSucceeds Holds")));
        IsAsTheSchemaSays(text);
        JsonNode report = JsonNode.Parse(text)!;
        Assert.Equal("holds-vacuously", (string?)report["results"]![0]!["requirements"]![0]!["verdict"]);
        Assert.Equal("NoAccessAfterFree", (string?)Assert.Single(report["ranking"]![0]!["vacuous"]!.AsArray()));
        Assert.Empty(report["ranking"]![0]!["broken"]!.AsArray());
        Assert.Equal(0, (int?)report["ranking"]![0]!["mustsKept"]);
        Assert.Equal(
            [
                "Nothing in this scenario puts NoAccessAfterFree to the test: no session may ask for Attach.",
                "No policy breaks a must or should, and each keeps what the others keep: this scenario distinguishes "
                + "nothing.",
            ],
            report["warnings"]!.AsArray().Select(warning => (string?)warning));

        PolicyResult explored = Explore(new SearchLimits());
        Assert.Equal(
            explored.Requirements.Select(result => result.Premises),
            JsonNode.Parse(Explored.Value)!["requirements"]!.AsArray().Select(each => (long?)each!["premises"]));
        Assert.Contains(explored.Requirements, result => result.Premises > 0);
    }

    [Fact]
    public void An_exploration_that_was_stopped_is_as_the_schema_says_and_says_why()
    {
        using var interrupt = new CancellationTokenSource();
        interrupt.Cancel();
        Assert.Equal("states", StoppedIn(Explore(new SearchLimits { MaximalStates = 10 })));
        Assert.Equal("memory", StoppedIn(Explore(new SearchLimits { MaximalBytes = 1024 })));
        Assert.Equal("interrupted", StoppedIn(Explore(new SearchLimits(), cancellation: interrupt.Token)));
        Assert.Null(JsonNode.Parse(Explored.Value)!["exploration"]!["stopped"]);
    }

    [Fact]
    public void A_comparison_that_was_stopped_is_as_the_schema_says() =>
        IsAsTheSchemaSays(JsonReport.Write(Compared.Afresh("versioned-rom", workers: 2, states: 20)));

    [Theory]
    [MemberData(nameof(Mutilations))]
    public void A_mutilated_report_is_not_as_the_schema_says(string path, string? replacement)
    {
        ArgumentNullException.ThrowIfNull(path);
        JsonNode report = JsonNode.Parse(Explored.Value)!;
        string[] steps = path.Split('.');
        JsonNode parent = steps[..^1].Aggregate(
            report, (node, step) => node is JsonArray ? node[step[0] - '0']! : node[step]!);
        if (parent is JsonArray list)
        {
            list[steps[^1][0] - '0'] = JsonNode.Parse(replacement!);
        }
        else if (replacement is null)
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
    public void A_ranking_names_the_musts_and_the_shoulds_that_each_policy_breaks()
    {
        JsonNode report = JsonNode.Parse(JsonReport.Write(HandMade.Compare(
            HandMade.Asking("FreeSucceeds CanShare", "CanRevoke FreeIsConstant"),
            HandMade.Policy(
                "Pin",
                "Heir",
                "FreeSucceeds Holds",
                "CanShare NotShown",
                "CanRevoke Unknown",
                "FreeIsConstant Violated 2",
                "SealHolds Violated 3"))))!;
        JsonNode only = Assert.Single(report["ranking"]!.AsArray())!;
        Assert.Equal("""["CanShare","FreeIsConstant"]""", only["broken"]!.ToJsonString());
        Assert.Equal(
            (1, 2, 0, 2, 1),
            ((int)only["mustsKept"]!, (int)only["musts"]!, (int)only["shouldsKept"]!, (int)only["shoulds"]!,
                (int)only["requirementsKept"]!));
        Assert.Equal("""["FreeSucceeds","CanShare"]""", report["scenario"]!["must"]!.ToJsonString());
        Assert.Equal("""["CanRevoke","FreeIsConstant"]""", report["scenario"]!["should"]!.ToJsonString());
    }

    [Fact]
    public void A_mutilated_comparison_is_not_as_the_schema_says()
    {
        JsonNode report = JsonNode.Parse(JsonReport.Write(Compared.On("versioned-rom")))!;
        Assert.Empty(Schema.Report.Validate(report.ToJsonString()));
        report["results"]![31]!["requirements"]![26]!["verdict"] = "perhaps";
        Assert.NotEmpty(Schema.Report.Validate(report.ToJsonString()));
        report["results"]![31]!["requirements"]![26]!["verdict"] = "holds";
        Assert.Empty(Schema.Report.Validate(report.ToJsonString()));
        report["ranking"]![0]!["mustsKept"] = -1;
        Assert.NotEmpty(Schema.Report.Validate(report.ToJsonString()));
    }

    [Theory]
    [InlineData(Symmetry.Sessions)]
    [InlineData(Symmetry.Slots)]
    public void A_report_on_orbits_is_as_the_schema_says_and_names_all_states(Symmetry symmetry)
    {
        PolicyResult plain = Explore(new SearchLimits());
        Assert.Null(JsonNode.Parse(JsonReport.Write(plain))!["symmetry"]);
        PolicyResult result = Explore(new SearchLimits(), symmetry: symmetry);
        string text = JsonReport.Write(result);
        IsAsTheSchemaSays(text);
        JsonNode reduced = JsonNode.Parse(text)!["symmetry"]!;
        Assert.Equal(symmetry.ToString().ToLowerInvariant(), (string?)reduced["exchanged"]);
        Assert.Equal("[[0,1]]", reduced["sessions"]!.ToJsonString());
        Assert.Equal(result.Exploration.DistinctStates, (long)reduced["orbits"]!);
        Assert.InRange(result.Exploration.DistinctStates, 1, plain.Exploration.DistinctStates - 1);
        Assert.Equal(plain.Exploration.DistinctStates, (long)reduced["unreduced"]!["states"]!);
        Assert.Equal(plain.Exploration.Transitions, (long)reduced["unreduced"]!["transitions"]!);
        Assert.Equal(plain.Exploration.DisabledActions, (long)reduced["unreduced"]!["refusals"]!);

        string stopped = JsonReport.Write(Explore(new SearchLimits { MaximalStates = 10 }, symmetry: symmetry));
        IsAsTheSchemaSays(stopped);
        Assert.Equal(
            symmetry == Symmetry.Slots, JsonNode.Parse(stopped)!["symmetry"]!["unreduced"] is null);
    }

    [Fact]
    public void A_report_says_what_was_found()
    {
        PolicyResult result = Explore(new SearchLimits());
        JsonNode report = JsonNode.Parse(JsonReport.Write(result))!;
        JsonNode exploration = report["exploration"]!;
        Assert.True((bool)exploration["complete"]!);
        Assert.True((bool)exploration["exact"]!);
        Assert.Equal(result.Exploration.DistinctStates, (long)exploration["distinctStates"]!);
        Assert.Equal(result.Exploration.Transitions, (long)exploration["transitions"]!);
        Assert.Equal(result.Exploration.DisabledActions, (long)exploration["refusals"]!);
        Assert.Equal(result.Exploration.Depth, (int)exploration["depth"]!);
        Assert.Equal(result.Exploration.Levels, exploration["levels"]!.AsArray().Select(level => (long)level!));
        Assert.Equal(
            result.Requirements.Select(found => found.Requirement.Name),
            report["requirements"]!.AsArray().Select(found => (string)found!["name"]!));
        Assert.Equal(
            result.Requirements.Select(found => found.Reason),
            report["requirements"]!.AsArray().Select(found => (string)found!["reason"]!));
    }

    [Fact]
    public void A_report_ends_with_a_line_feed_and_has_no_other_line_endings()
    {
        Assert.EndsWith("}\n", Explored.Value, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', Explored.Value);
    }

    [Fact]
    public void A_report_is_the_same_whatever_the_culture()
    {
        PolicyResult result = Explore(new SearchLimits());
        string usual = JsonReport.Write(result);
        using var culture = new GermanNumbers();
        Assert.Equal(usual, JsonReport.Write(result));
    }

    private static string? StoppedIn(PolicyResult result)
    {
        string report = JsonReport.Write(result);
        IsAsTheSchemaSays(report);
        JsonNode exploration = JsonNode.Parse(report)!["exploration"]!;
        Assert.False((bool)exploration["complete"]!);
        return (string?)exploration["stopped"];
    }

    private static void IsAsTheSchemaSays(string report) => Assert.Empty(Schema.Report.Validate(report));

    private static PolicyResult Explore(
        SearchLimits limits, Symmetry symmetry = Symmetry.None, CancellationToken cancellation = default) =>
        ModelExplorer.Explore(
            Catalog.CreateModel(
                new PolicyName("Pin", "Allocator", "Native"),
                Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2, regions: 1) with
                {
                    Sharing = Sharing.Delegated,
                    Contents = true,
                }),
            Catalog.Requirements,
            limits,
            new SearchProgress(),
            cancellation,
            symmetry);

    private static IEnumerable<string> NamesIn(JsonNode? entries) =>
        entries!.AsArray().Select(entry => (string)entry!["name"]!);
}
