using System.Text.Json.Nodes;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>What the exit code says, and what is printed along with it.</summary>
public sealed class ExitCodeTests
{
    private const string NotComplete = "The exploration is not complete: what is unknown below is not proved.";

    // A command line, its exit code, and something that is printed.
    public static TheoryData<string, int, string> Runs => new()
    {
        // Nothing is required, so nothing that is broken counts.
        { "explore --lifetime Pin --frames 2 --dataspaces 2", 0, "violated" },
        { "explore --lifetime Pin --frames 2 --dataspaces 2 --require freesucceeds", 0, "holds" },
        { "explore --lifetime Pin --frames 2 --dataspaces 2 --require FreeSucceeds,NoStrandedFrames", 10, "violated" },
        { "explore --lifetime Replace --frames 2 --dataspaces 2 --require CanShare", 10, "not shown" },
        { "compare versioned-rom", 0, "Choose FirstClass with charging Holder" },
        { "compare base-linux", 10, " policies keeps every must." },
        { "compare base-linux --charging Nobody", 10, "- give up " },
        { "compare peers --lifetime FirstClass,Pin --charging Holder", 0, "1 of 2 policies keep every must." },
        { "compare peers --time 0", 3, "is not refuted within 0 steps" },
        { "explain vm-memory Cascade/Allocator", 0, "It will do: it keeps every must." },
        { "explain vm-memory FirstClass/Heir", 10, "It will not do: it breaks " },
        { "explain peers View-AR-DD/Allocator FreeSucceeds", 10, "nobody that is known here" },
        { "explain peers FirstClass/Holder NoDoubleCharge", 0, "makes a read-only alias of frame 0 of d0: d1" },
        { "explain peers firstclass/holder --max-states 9", 3, "It is not known to do: " },
        { "enlarge versioned-rom FirstClass/Holder", 10, "CanReclaimPart: not shown, here shown in 3" },
        { "enlarge versioned-rom Replace/Holder --max-states 20", 3, "Not explored to the end: 1 of 4 larger scopes." },
        { "explain peers Pin/Holder MemoryReclaim", 10, "MemoryReclaim (should): violated" },
        { "contradictions versioned-rom", 10, "contradict themselves within these bounds" },
        { "contradictions peers --require CanShare --lifetime Pin", 0, "Nothing contradicts itself" },
        { "contradictions peers --require CanShare --time 0", 3, "No contradiction is known so far." },
        { "explore --lifetime FirstClass --max-states 100", 3, NotComplete },
        { "explore --lifetime FirstClass --max-states 100", 3, "stopped at the bound on states" },
        { "compare versioned-rom --max-states 10", 3, "could still come out best: what is marked ? is not proved." },

        { "workload ram-service --parts 3", 0, "Times are of the service's books only: no kernel objects" },
        { "conform --lifetime Pin --frames 2 --dataspaces 2", 0, "Complete, zero divergences" },
        { "conform --all-policies --frames 1 --dataspaces 2", 0, "Complete, zero divergences" },
        { "conform --lifetime Cascade,Replace --frames 3 --dataspaces 3 --regions 0", 0, "32,689" },
        { "conform --lifetime Pin --max-states 10", 3, "No divergence so far; 1/1 policies were not compared to the " },
        { "soak --lifetime Pin --operations 5000", 0, ": no divergence." },
        { "soak --all-policies --operations 5000 --seed 7", 0, "Seed 7: 5,000 operations, " },
        { "soak --lifetime Pin --frames 2 --dataspaces 2 --regions 0 --operations 999 --coverage", 0, "  never met: " },
        {
            "soak --lifetime Replace --frames 2 --dataspaces 2 --regions 0 --sharing open --operations 99999 --steered",
            0,
            "everything met"
        },
        {
            "soak --lifetime Replace --frames 2 --dataspaces 2 --regions 0 --sharing open --operations 99 --steered",
            3,
            "not everything met"
        },

        // What is broken is broken, however little was explored; what is not known to be broken is not proved.
        { "explore --lifetime FirstClass --max-states 100 --require NoDoubleCharge", 10, NotComplete },
        { "explore --lifetime FirstClass --max-states 100 --require QuotaRespected", 3, NotComplete },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_exit_code_says_how_it_went(string command, int exitCode, string printed)
    {
        ArgumentNullException.ThrowIfNull(command);
        IsSaid(Invocation.Run([.. command.Split(' '), "--quiet"]), exitCode, printed);
    }

    // A bound on memory is one on the whole process.
    [Fact]
    public void The_exit_code_of_a_process_says_that_memory_stopped_it() => IsSaid(
        Invocation.RunProcess(
            "explore --lifetime FirstClass --frames 4 --dataspaces 4 --memory 100MiB --quiet".Split(' ')),
        3,
        "stopped at the bound on memory");

    [Theory]
    [InlineData("explore --lifetime FirstClass --frames 2 --dataspaces 2", 0)]
    [InlineData("explore --lifetime FirstClass --max-states 100", 3)]
    [InlineData("compare versioned-rom", 0)]
    [InlineData("compare versioned-rom --max-states 10", 3)]
    [InlineData("workload ram-service --parts 1,20", 0)]
    [InlineData("conform --lifetime Pin --frames 2 --dataspaces 2", 0)]
    [InlineData("soak --lifetime Pin --operations 1000", 0)]
    public void A_minus_for_a_file_prints_JSON_and_nothing_else(string command, int exitCode)
    {
        ArgumentNullException.ThrowIfNull(command);
        Finished run = Invocation.Run([.. command.Split(' '), "--quiet", "--json", "-"]);
        Assert.Equal((exitCode, string.Empty), (run.ExitCode, run.Error));
        Assert.Empty(Schema.Report.Validate(run.Output));
        Assert.IsType<JsonObject>(JsonNode.Parse(run.Output));
        Assert.StartsWith("{", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_there_is_can_be_had_as_JSON()
    {
        using var directory = new TemporaryDirectory();
        Finished run = Invocation.Run("policies", "--json", "-");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(CatalogReport.Write(), run.Output);
        Finished beside = Invocation.Run("policies", "--json", directory["catalog.json"]);
        Assert.Equal(Invocation.Run("policies"), beside);
        Assert.Equal(run.Output, File.ReadAllText(directory["catalog.json"]));
    }

    [Fact]
    public void Files_take_the_place_of_former_ones_and_leave_nothing_beside_them()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["report.json"], new string('x', 1_000_000));
        Finished run = Invocation.Run(
            "compare",
            "versioned-rom",
            "--quiet",
            "--json",
            directory["report.json"],
            "--markdown",
            directory["report.md"]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.StartsWith("versioned-rom: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(["report.json", "report.md"], directory.Names.Order(StringComparer.Ordinal));
        Assert.Empty(Schema.Report.Validate(File.ReadAllText(directory["report.json"])));
        Assert.StartsWith(
            "# versioned-rom: which lifetime policy?\n",
            File.ReadAllText(directory["report.md"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_stopped_writes_what_it_knows()
    {
        using var directory = new TemporaryDirectory();
        Finished run = Invocation.Run(
            [.. "explore --lifetime FirstClass --max-states 100 --quiet --json".Split(' '), directory["report.json"]]);
        Assert.Equal(3, run.ExitCode);
        JsonNode exploration = JsonNode.Parse(File.ReadAllText(directory["report.json"]))!["exploration"]!;
        Assert.False((bool)exploration["complete"]!);
        Assert.Equal("states", (string?)exploration["stopped"]);
        Assert.Equal(["report.json"], directory.Names);
    }

    [Fact]
    public void Markdown_goes_to_standard_output_for_a_minus()
    {
        Finished run = Invocation.Run("compare", "versioned-rom", "--quiet", "--enlarge", "0", "--markdown", "-");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(
            MarkdownReport.Write(PolicyComparer.Compare(
                ScenarioFile.Load("versioned-rom"), new SearchLimits(), new ComparisonProgress(), default)),
            run.Output);
    }

    private static void IsSaid(Finished run, int exitCode, string printed)
    {
        Assert.Equal((exitCode, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains(printed, run.Output, StringComparison.Ordinal);

        // Not a terminal: no colours, and no byte order mark.
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\ufeff', run.Output);
    }
}
