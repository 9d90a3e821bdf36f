using System.Text;
using System.Text.Json.Nodes;

using ModelCheck.Cli;
using ModelCheck.Cli.Outputs;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>No output takes the place of another or of an input, and none that fails costs another.</summary>
public sealed class OutputSetTests
{
    private const string Explore = "explore --lifetime Pin --frames 1 --dataspaces 1 --quiet";
    private const string Compare = "compare versioned-rom --max-states 1 --quiet";

    [Theory]
    [InlineData("--json DIR/new --markdown DIR/./new")]
    [InlineData("--json DIR/new --markdown DIR/sub/../new")]
    [InlineData("--json DIR/new --markdown DIR/again/new")]
    [InlineData("--json DIR/report --markdown DIR/link")]
    [InlineData("--json DIR/report --markdown DIR/twin")]
    [InlineData("--json DIR/dangling --markdown DIR/nowhere")]
    public void Two_paths_of_one_file_are_refused(string options)
    {
        using var directory = Furnished();
        Finished run = Run(directory, $"{Compare} {options}");
        Assert.Matches("^modelcheck: --json .* and --markdown .* are one file\n$", run.Error);
        IsAsItWas(directory, run);
    }

    [Theory]
    [InlineData("DIR/scenario.json")]
    [InlineData("DIR/again/scenario.json")]
    [InlineData("DIR/scenario-link")]
    public void The_scenario_that_is_compared_is_not_written_over(string output)
    {
        using var directory = Furnished();
        foreach (string option in (string[])["--json", "--markdown"])
        {
            Finished run = Run(directory, $"compare DIR/scenario.json --max-states 1 --quiet {option} {output}");
            Assert.EndsWith(" cannot be written: it is the scenario that is compared\n", run.Error);
            IsAsItWas(directory, run);
        }
    }

    [Theory]
    [InlineData("--checkpoint DIR/sub --json DIR/sub/checkpoint")]
    [InlineData("--checkpoint DIR/sub --json DIR/sub/../sub/checkpoint")]
    [InlineData("--checkpoint DIR/sub --resume DIR/again --json DIR/again/checkpoint")]
    public void A_checkpoint_is_not_written_over(string options)
    {
        using var directory = Furnished();
        Finished run = Run(directory, $"{Explore} {options}");
        Assert.EndsWith(" cannot be written: it is a checkpoint\n", run.Error);
        IsAsItWas(directory, run);
    }

    [Fact]
    public void Two_paths_of_standard_output_are_refused()
    {
        Finished run = Invocation.Run([.. Compare.Split(' '), "--json", "-", "--markdown", "/dev/stdout"]);
        Assert.Equal("modelcheck: --json - and --markdown /dev/stdout are both standard output\n", run.Error);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("/dev/stdout")]
    [InlineData("/dev/fd/1")]
    [InlineData("/proc/self/fd/1")]
    public void A_path_of_standard_output_is_standard_output(string path)
    {
        Finished run = Invocation.Run([.. Explore.Split(' '), "--json", path]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.IsType<JsonObject>(JsonNode.Parse(run.Output));
    }

    [Fact]
    public void A_path_of_standard_error_is_standard_error()
    {
        Finished run = Invocation.Run([.. Explore.Split(' '), "--json", "/dev/stderr"]);
        Assert.Equal(0, run.ExitCode);
        Assert.IsType<JsonObject>(JsonNode.Parse(run.Error));
        Assert.NotEmpty(run.Output);
    }

    [Fact]
    public void An_output_that_fails_costs_no_other_and_its_content_is_on_standard_output()
    {
        using var directory = new TemporaryDirectory();
        Finished run = Run(directory, $"{Compare} --json /dev/full --markdown DIR/report.md");
        Assert.Equal(2, run.ExitCode);
        Assert.Matches(
            "^modelcheck: /dev/full cannot be written any more: .*; its content is on standard output\n$", run.Error);
        Assert.StartsWith("# versioned-rom", File.ReadAllText(directory["report.md"]), StringComparison.Ordinal);
        Assert.IsType<JsonObject>(JsonNode.Parse(run.Output[run.Output.IndexOf("{\n", StringComparison.Ordinal)..]));
    }

    [Theory]
    [InlineData("compare versioned-rom --max-states 1 --quiet --json DIR/report.json --markdown DIR/report.md", 2)]
    [InlineData("explore --lifetime Pin --frames 1 --dataspaces 1 --json DIR/report.json", 1)]
    [InlineData("conform --lifetime Pin --frames 1 --dataspaces 1 --json DIR/report.json", 1)]
    [InlineData("soak --lifetime Pin --operations 10 --json DIR/report.json", 1)]
    [InlineData("workload ram-service --parts 1 --json DIR/report.json", 1)]
    [InlineData("compare versioned-rom --max-states 1 --quiet --json DIR/report.json --markdown -", 1)]
    [InlineData("policies", 0)]
    [InlineData("--help", 0)]
    public void Standard_output_that_is_full_or_closed_costs_no_file_and_is_exit_code_2(string command, int files)
    {
        using FileStream full = Full();
        Fails(full, "No space left on device : '/dev/full'");
        Fails(null, "it is closed");

        void Fails(Stream? output, string reason)
        {
            using var directory = new TemporaryDirectory();
            using var error = new MemoryStream();
            int exitCode = Run(directory, command, output, error);

            // After what was said of the progress, if it took long enough for that.
            Assert.EndsWith(
                $"modelcheck: standard output cannot be written: {reason}\n",
                Encoding.UTF8.GetString(error.ToArray()),
                StringComparison.Ordinal);
            Assert.Equal((2, files), (exitCode, directory.Names.Count()));
        }
    }

    [Theory]
    [InlineData("explore --lifetime Pin --frames 1 --dataspaces 1 --json -", 0, "{\n")]
    [InlineData("explore --lifetime Pin --frames 2 --max-states 9 --checkpoint DIR --json -", 3, "{\n")]
    [InlineData("explore --lifetime Pin --frames 0", 2, "modelcheck: --frames must be 1 to 32, not 0\n")]
    public void Standard_error_that_is_full_or_closed_changes_nothing_else(string command, int expected, string printed)
    {
        using FileStream full = Full();
        IsUnchanged(full);
        IsUnchanged(null);

        void IsUnchanged(Stream? error)
        {
            using var directory = new TemporaryDirectory();
            using var output = new MemoryStream();
            int exitCode = Run(directory, command, output, error);
            string text = Encoding.UTF8.GetString(output.ToArray());
            Assert.Equal(expected, exitCode);
            Assert.StartsWith(printed, text, StringComparison.Ordinal);
            Assert.DoesNotContain("modelcheck: ", text[1..], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void With_no_stream_left_the_files_are_written_and_the_exit_code_speaks()
    {
        using var directory = new TemporaryDirectory();
        Assert.Equal(2, Run(directory, $"{Explore} --json DIR/report.json", null, null));
        Assert.IsType<JsonObject>(JsonNode.Parse(File.ReadAllText(directory["report.json"])));
    }

    private static FileStream Full() =>
        new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    private static TemporaryDirectory Furnished()
    {
        var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["sub"]);
        File.WriteAllText(directory["sub/checkpoint"], "saved");
        File.CreateSymbolicLink(directory["again"], directory[string.Empty]);
        File.WriteAllText(directory["report"], "former");
        File.CreateSymbolicLink(directory["link"], "report");
        File.CreateSymbolicLink(directory["dangling"], "nowhere");
        using (var link = System.Diagnostics.Process.Start("ln", [directory["report"], directory["twin"]]))
        {
            link.WaitForExit();
        }

        File.WriteAllText(
            directory["scenario.json"],
            """
            {
              "name": "small", "source": "a test", "summary": "Little to explore.",
              "scope": { "platform": "Native", "frames": 1, "dataspaces": 1 },
              "sessions": [ { "role": "peer", "quota": 1 } ],
              "must": { "QuotaRespected": "why" }
            }
            """);
        File.CreateSymbolicLink(directory["scenario-link"], "scenario.json");
        return directory;
    }

    private static void IsAsItWas(TemporaryDirectory directory, Finished run)
    {
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal("former", File.ReadAllText(directory["report"]));
        Assert.Equal("saved", File.ReadAllText(directory["sub/checkpoint"]));
        Assert.StartsWith("{\n  \"name\"", File.ReadAllText(directory["scenario.json"]), StringComparison.Ordinal);
        Assert.Equal(8, directory.Names.Count());
    }

    private static Finished Run(TemporaryDirectory directory, string command) =>
        Invocation.Run(In(directory, command));

    private static int Run(TemporaryDirectory directory, string command, Stream? output, Stream? error)
    {
        using var streams = new StandardStreams(output, error);
        using var interrupt = new Interrupt();
        return Program.Run(In(directory, command), new Surroundings(streams, interrupt));
    }

    private static string[] In(TemporaryDirectory directory, string command) =>
        command.Replace("DIR", directory[string.Empty].TrimEnd('/'), StringComparison.Ordinal).Split(' ');
}
