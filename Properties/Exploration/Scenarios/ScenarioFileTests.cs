using System.Text;
using System.Text.Json;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Exploration.Scenarios;

/// <summary>The scenarios that come with the program, and what a scenario's text comes to.</summary>
public sealed class ScenarioFileTests
{
    public static TheoryData<string> Names => [.. ScenarioFile.Bundled];

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text() => Assert.Equal(
        ScenarioFile.Load("peers").Summary,
        ScenarioFile.Parse(
            "peers.json",
            [
                .. Encoding.UTF8.Preamble,
                .. File.ReadAllBytes(Path.Combine(Checkout.Root, "docs", "scenarios", "peers.json")),
            ]).Summary);

    [Fact]
    public void The_scenarios_of_the_contract_are_bundled() =>
        Assert.Superset(
            new HashSet<string>(
            [
                "base-linux", "debug-monitor", "peers", "ram-service", "rom-cache", "shared-buffer", "versioned-rom",
                "vm-memory",
            ]),
            ScenarioFile.Bundled.ToHashSet());

    [Fact]
    public void Every_scenario_of_the_documentation_is_bundled_and_nothing_else() =>
        Assert.Equal(
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "docs", "scenarios"))
                .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            ScenarioFile.Bundled);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bundled_scenario_has_its_name_a_source_and_something_that_it_asks_for(string name)
    {
        Scenario scenario = ScenarioFile.Load(name);
        Assert.Equal(name, scenario.Name);
        Assert.False(string.IsNullOrWhiteSpace(scenario.Source));
        Assert.False(string.IsNullOrWhiteSpace(scenario.Summary));
        Assert.NotEmpty(scenario.Musts);
        Assert.Equal(scenario.Scope.Sessions, scenario.Roles.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bundled_scenario_is_as_the_schema_says(string name) =>
        Assert.Empty(Schema.Scenario.Validate(File.ReadAllText(PathOf(name))));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bundled_scenario_reads_like_its_file(string name)
    {
        Scenario bundled = ScenarioFile.Load(name);
        Scenario read = ScenarioFile.Load(PathOf(name));
        Assert.Equal(Serialized(bundled), Serialized(read));
    }

    [Fact]
    public void Every_field_of_a_text_arrives()
    {
        Scenario scenario = ScenarioFile.Parse(ScenarioText.Name, ScenarioText.Bytes(ScenarioText.Valid));
        Assert.Equal(
            ("small", "a test", "A server and a client.", "Native"),
            (scenario.Name, scenario.Source, scenario.Summary, scenario.Platform));
        Assert.Equal(["server", "client"], scenario.Roles.AsEnumerable());
        Assert.Equal(
            ["FreeSucceeds must: it is the owner's", "CanShare should: that is what it is for"], Asked(scenario));

        Scope scope = scenario.Scope;
        Assert.Equal((2, 2, 3, 1), (scope.Frames, scope.Sessions, scope.Dataspaces, scope.Regions));
        Assert.Equal((Sharing.Open, true, 4), (scope.Sharing, scope.Contents, scope.AliasCost));
        Assert.Equal([2, 0], scope.Quotas.AsEnumerable());
        Assert.Equal(
            [OperationKinds.Of(OperationKind.Alloc, OperationKind.Free), OperationKinds.Default],
            scope.Permitted.AsEnumerable());
        Assert.Equal([default, SessionSet.Of(new SessionId(0))], scope.Trusts.AsEnumerable());
    }

    [Fact]
    public void Fields_that_may_be_missing_have_the_defaults_of_the_schema()
    {
        const string Least =
            """
            {
              "name": "least", "source": "a test", "summary": "One session.",
              "scope": { "platform": "native", "frames": 1, "dataspaces": 1 },
              "sessions": [ { "role": "only", "quota": 1 } ]
            }
            """;
        Assert.Empty(Schema.Scenario.Validate(Least));
        Scenario scenario = ScenarioFile.Parse(ScenarioText.Name, ScenarioText.Bytes(Least));
        Scope scope = scenario.Scope;
        Assert.Equal((0, Sharing.Open, false, 1), (scope.Regions, scope.Sharing, scope.Contents, scope.AliasCost));
        Assert.Equal([OperationKinds.Default], scope.Permitted.AsEnumerable());
        Assert.Equal([default(SessionSet)], scope.Trusts.AsEnumerable());
        Assert.Empty(scenario.Demands);
        Assert.Equal("Native", scenario.Platform);
    }

    [Fact]
    public void A_role_names_every_session_that_has_it()
    {
        Scenario scenario = ScenarioFile.Load("ram-service");
        Assert.Equal(["server", "client", "client"], scenario.Roles.AsEnumerable());
        SessionSet server = SessionSet.Of(new SessionId(0));
        Assert.Equal([default, server, server], scenario.Scope.Trusts.AsEnumerable());

        string trusting = ScenarioText
            .With("\"role\": \"client\",\n      \"quota\": 0,", "\"role\": \"server\",\n      \"quota\": 0,");
        Assert.Equal(
            [default, SessionSet.First(2)],
            ScenarioFile.Parse(ScenarioText.Name, ScenarioText.Bytes(trusting)).Scope.Trusts.AsEnumerable());
    }

    // To a JSON schema a number is whole by its value.
    [Theory]
    [InlineData("2.0", 2)]
    [InlineData("2e0", 2)]
    [InlineData("20e-1", 2)]
    [InlineData("1.5", null)]
    [InlineData("1e-400", null)]
    [InlineData("2.00000000000000000000000000000001", null)]
    [InlineData("3e9", null)]
    public void A_number_is_whole_however_it_is_written(string written, int? expected)
    {
        byte[] text = ScenarioText.Bytes(ScenarioText.With("\"frames\": 2", $"\"frames\": {written}"));
        if (expected is { } frames)
        {
            Assert.Equal(frames, ScenarioFile.Parse(ScenarioText.Name, text).Scope.Frames);
        }
        else
        {
            Assert.Equal(
                BadInputKind.OutOfBounds,
                Assert.Throws<BadInputException>(() => ScenarioFile.Parse(ScenarioText.Name, text)).Kind);
        }
    }

    [Fact]
    public void Comments_are_read_over()
    {
        string commented = ScenarioText.With("\"name\": \"small\",", "// its name\n/* is\n */ \"name\": \"small\",");
        Assert.Equal("small", ScenarioFile.Parse(ScenarioText.Name, ScenarioText.Bytes(commented)).Name);
    }

    private static string PathOf(string name) =>
        Path.Combine(AppContext.BaseDirectory, "docs", "scenarios", $"{name}.json");

    private static IEnumerable<string> Asked(Scenario scenario) => scenario.Demands.Select(demand =>
        $"{demand.Requirement.Name} {(demand.Level == DemandLevel.Must ? "must" : "should")}: {demand.Why}");

    private static string Serialized(Scenario scenario) => JsonSerializer.Serialize(new
    {
        scenario.Name,
        scenario.Source,
        scenario.Summary,
        scenario.Platform,
        scenario.Scope,
        scenario.Roles,
        Asked = Asked(scenario),
    });
}
