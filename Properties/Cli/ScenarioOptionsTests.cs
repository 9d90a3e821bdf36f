using System.Text.Json.Nodes;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>What a command line says in place of a scenario holds, and is told.</summary>
public sealed class ScenarioOptionsTests
{
    private const string Departing = "--frames 2 --dataspaces 2 --quota 1 --alias-cost 3 --platform BaseLinux "
        + "--sharing delegated";

    private const string Departed = "Bounds: 2 frames, 2 sessions (quota 1 each), 2 dataspace slots, 0 region slots, "
        + "sharing delegated; platform BaseLinux; other than the scenario says: frames 2, not 3; dataspace slots 2, "
        + "not 3; quotas 1, 1, not 2, 1; sharing delegated, not open; alias cost 3, not 1; platform BaseLinux, not "
        + "Native.";

    [Theory]
    [InlineData("compare peers --lifetime Pin --charging Heir")]
    [InlineData("explain peers Pin/Heir")]
    [InlineData("contradictions peers --lifetime Pin --charging Heir")]
    public void The_report_tells_the_bounds_that_hold_and_those_of_the_scenario(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Finished run = Invocation.Run([.. command.Split(' '), .. Departing.Split(' '), "--quiet"]);
        Assert.Equal(string.Empty, run.Error);
        Assert.Contains(Departed, OneLine(run.Output), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "other than", Invocation.Run([.. command.Split(' '), "--quiet"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Enlarge_begins_with_the_bounds_that_hold()
    {
        Finished run = Invocation.Run(
            "enlarge peers Pin/Heir --frames 2 --dataspaces 1 --quota 1 --max-states 1000 --quiet".Split(' '));
        Assert.StartsWith(
            "Pin/Heir/Native: 2 frames, 2 sessions (quota 1 each), 1 dataspace slots, 0 region slots, sharing open; "
            + "other than the scenario says: frames 2, not 3; dataspace slots 1, not 3; quotas 1, 1, not 2, 1",
            OneLine(run.Output),
            StringComparison.Ordinal);
    }

    // The same said in a file and on the command line is the same.
    [Fact]
    public void A_comparison_with_other_bounds_is_that_of_a_scenario_with_those_bounds()
    {
        using var directory = new TemporaryDirectory();
        JsonNode scenario = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Checkout.Root, Written)))!;
        scenario["scope"]!["frames"] = 2;
        scenario["scope"]!["platform"] = "BaseLinux";
        foreach (JsonNode? session in scenario["sessions"]!.AsArray())
        {
            session!["quota"] = 1;
        }

        File.WriteAllText(directory["other.json"], scenario.ToJsonString());
        Finished file = Timeless.Run($"compare {directory["other.json"]} --lifetime Pin,Replace");
        Finished line = Timeless.Run("compare peers --frames 2 --platform baselinux --quota 1 --lifetime Pin,Replace");
        Assert.Equal(file, line);
        Assert.NotEqual(Timeless.Run("compare peers --lifetime Pin,Replace").Output, line.Output);
    }

    [Fact]
    public void An_exploration_takes_bounds_and_roles_from_a_scenario()
    {
        Scenario scenario = ScenarioFile.Load("peers");
        Finished own = Timeless.Run(
            "explore --lifetime Pin --charging Allocator --quota 2,1 --require SelfReclaim");
        Finished taken = Timeless.Run(
            "explore --lifetime Pin --charging Allocator --scenario peers --require SelfReclaim");
        Assert.Equal(own, taken);
        Finished told = Invocation.Run(
            "explore --lifetime Pin --charging Allocator --scenario peers --require SelfReclaim --frames 2 --quiet"
                .Split(' '));
        Assert.Equal(10, told.ExitCode);
        Assert.Contains($"1  {scenario.Roles[0]}", told.Output, StringComparison.Ordinal);
        Assert.Contains(
            "2 frames, 2 sessions (quotas 2, 1), 3 dataspace slots, 0 region slots, sharing open; other than the "
            + "scenario says: frames 2, not 3",
            OneLine(told.Output),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_exploration_in_a_scenario_is_on_its_platform_unless_another_is_named()
    {
        Finished own = Timeless.Run("explore --lifetime Pin --scenario base-linux --max-states 100");
        Finished other = Timeless.Run(
            "explore --lifetime Pin --scenario base-linux --max-states 100 --platform Native");
        Assert.Contains("\"platform\": \"BaseLinux\"", own.Output, StringComparison.Ordinal);
        Assert.Contains("\"platform\": \"Native\"", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_named_is_judged_and_what_is_left_out_is_told()
    {
        string[] asked = ["compare", "versioned-rom", "--require", "canrevoke,FreeSucceeds,NoDoubleCharge", "--quiet"];
        Scenario scenario = ScenarioFile.Load("versioned-rom");
        string[] named = ["CanRevoke", "FreeSucceeds", "NoDoubleCharge"];
        JsonNode document = JsonNode.Parse(Invocation.Run([.. asked, "--json", "-"]).Output)!;
        Assert.All(document["results"]!.AsArray(), result =>
            Assert.Equal(named, result!["requirements"]!.AsArray().Select(each => (string)each!["name"]!)));
        string[] left =
            [.. scenario.Demands.Select(demand => demand.Requirement.Name).Where(name => !named.Contains(name))];
        string sentence = Assert.Single(
            document["warnings"]!.AsArray().Select(warning => (string)warning!),
            warning => warning.StartsWith("Not judged", StringComparison.Ordinal));
        Assert.NotEmpty(left);
        Assert.All(left, name => Assert.Contains(name, sentence, StringComparison.Ordinal));
        Assert.Equal(
            scenario.Musts.Select(demand => demand.Requirement.Name).Where(named.Contains),
            document["scenario"]!["must"]!.AsArray().Select(name => (string)name!));
        Assert.Contains(sentence, OneLine(Invocation.Run(asked).Output), StringComparison.Ordinal);
    }

    private static string Written => Path.Combine("docs", "scenarios", "peers.json");

    private static string OneLine(string text) =>
        text.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);
}
