using System.CommandLine;
using System.Text.RegularExpressions;

using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Golden;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>
/// The help as files in Properties/Golden, byte for byte; <see cref="GoldenFile"/> says how to write them anew.
/// </summary>
public sealed partial class GoldenHelpTests
{
    [Fact]
    public void The_program_prints_its_help()
    {
        Finished run = Invocation.RunProcess("--help");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        GoldenFile.Matches("help.verified.txt", run.Output);
    }

    [Theory]
    [InlineData("help.verified.txt", "-h")]
    [InlineData("help-explore.verified.txt", "explore", "--help")]
    [InlineData("help-compare.verified.txt", "compare", "--help")]
    [InlineData("help-explain.verified.txt", "explain", "--help")]
    [InlineData("help-enlarge.verified.txt", "enlarge", "--help")]
    [InlineData("help-space.verified.txt", "space", "--help")]
    [InlineData("help-contradictions.verified.txt", "contradictions", "--help")]
    [InlineData("help-workload.verified.txt", "workload", "--help")]
    [InlineData("help-conform.verified.txt", "conform", "--help")]
    [InlineData("help-soak.verified.txt", "soak", "--help")]
    [InlineData("help-linux.verified.txt", "linux", "--help")]
    [InlineData("help-export.verified.txt", "export", "--help")]
    [InlineData("help-replay.verified.txt", "replay", "--help")]
    [InlineData("help-check-log.verified.txt", "check-log", "--help")]
    [InlineData("help-serve.verified.txt", "serve", "--help")]
    [InlineData("help-worker.verified.txt", "worker", "--help")]
    [InlineData("help-cluster.verified.txt", "cluster", "--help")]
    [InlineData("help-policies.verified.txt", "policies", "--help")]
    public void Help_is_as_the_file_says(string file, params string[] arguments)
    {
        Finished run = Invocation.Run(arguments);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));

        // How many processors there are differs between machines; and a policy may have been dropped in.
        // The library calls the program by the name of the process.
        string help = Workers().Replace(run.Output, "$1[default: PROCESSORS]")
            .Replace(RootCommand.ExecutableName, "modelcheck", StringComparison.Ordinal);
        foreach ((string name, IEnumerable<PolicyEntry> policies) in (ReadOnlySpan<(string, IEnumerable<PolicyEntry>)>)
            [("LIFETIMES", Catalog.Lifetimes), ("CHARGINGS", Catalog.Chargings), ("PLATFORMS", Catalog.Platforms),
                ("SEALINGS", Catalog.Sealings)])
        {
            help = help.Replace(
                string.Join(", ", policies.Select(policy => policy.Name)), name, StringComparison.Ordinal);
        }

        GoldenFile.Matches(file, help);
    }

    [Fact]
    public void The_version_is_printed()
    {
        Finished run = Invocation.RunProcess("--version");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", run.Output);
    }

    [Fact]
    public void Policies_lists_every_policy_requirement_and_scenario_with_a_gap_after_its_name()
    {
        Finished run = Invocation.Run("policies");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.DoesNotContain('\u001b', run.Output);
        string[] lines = run.Output.Split('\n');
        IEnumerable<string> names =
        [
            .. Catalog.Lifetimes.Concat(Catalog.Chargings).Concat(Catalog.Platforms).Concat(Catalog.Sealings)
                .Select(entry => entry.Name),
            .. Catalog.Requirements.Select(requirement => requirement.Name),
            .. ScenarioFile.Bundled,
        ];
        Assert.All(names, name =>
        {
            string line = Assert.Single(lines, line => line.StartsWith($"  {name}  ", StringComparison.Ordinal));
            Assert.True(line.Trim().Length > name.Length + 20, $"nothing is said of {name}");
        });
    }

    [GeneratedRegex(@"(--workers <N>.*)\[default: \d+\]")]
    private static partial Regex Workers();
}
