using System.Text.Json.Nodes;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Peers;
using ModelCheck.Properties.Repository;
using ModelCheck.Properties.Services;

using Xunit;

namespace ModelCheck.Properties.Interchange;

/// <summary>The commands that write traces and graphs, and those that read traces and logs.</summary>
public sealed class InterchangeCommandTests : IDisposable
{
    private const string Tiny = "--lifetime FirstClass --frames 2 --dataspaces 2 --regions 0";

    private readonly TemporaryDirectory _folder = new();

    // A command line, and what is said of it after the name of the program.
    public static TheoryData<string, string> Commands => new()
    {
        { $"export {Tiny}", "Option '--format' is required. (modelcheck export --help)" },
        { $"export {Tiny} --format xml --graph", "--format must be itf, dot, graphml, aut, json, not xml" },
        {
            $"export {Tiny} --format itf --graph",
            "--format: itf is for traces; a state graph can be dot, graphml, aut, json"
        },
        {
            $"export {Tiny} --format itf",
            "--require: a trace is of one requirement, and 0 are named; --graph exports a state graph instead"
        },
        {
            $"export {Tiny} --format dot --require NoDoubleCharge,CanShare",
            "--require: a trace is of one requirement, and 2 are named; --graph exports a state graph instead"
        },
        {
            $"export {Tiny} --format aut --require Confinement",
            "--require: Confinement does not apply: no Attach in this scope"
        },
        {
            $"export {Tiny} --format itf --require FrameConservation",
            "--require: there is no trace of FrameConservation: holds in all 481 reachable states, put to the "
            + "test 480 times"
        },
        {
            $"export {Tiny} --format dot --graph --max-transitions 100",
            "--max-transitions: the state graph has more than 100 transitions, and is not exported in part; smaller "
            + "bounds make it smaller"
        },
        { $"export {Tiny} --format dot --graph --max-transitions 0", "--max-transitions must be at least 1, not 0" },
        {
            "export --lifetime Pin --scenario none --format aut --graph",
            $"none: no such file, and no bundled scenario; there are {string.Join(", ", ScenarioFile.Bundled)}"
        },
        { "check-log", "Required argument 'FILE' missing for command: 'check-log'. (modelcheck check-log --help)" },
        { "check-log none.jsonl", "none.jsonl: no such file" },
        { "check-log none.jsonl --max-states 0", "--max-states must be at least 1, not 0" },
    };

    private string Trace => _folder["t.itf.json"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Bad_input_is_refused_in_one_line(string command, string expected)
    {
        ArgumentNullException.ThrowIfNull(command);
        Finished run = Invocation.Run(command.Split(' '));
        Assert.Equal(
            (2, string.Empty, $"modelcheck: {expected}{Environment.NewLine}"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void An_exported_trace_replays_and_a_changed_one_does_not()
    {
        Export("--require NoDoubleCharge --format itf");
        Finished run = Invocation.Run("replay", Trace);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains(
            "  2  Alias(s0, d0, ro, 0, 1) -> d1\n2 steps, answered by the model as",
            run.Output,
            StringComparison.Ordinal);
        Assert.Contains("said to be a trace about NoDoubleCharge", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            "then NoDoubleCharge is violated: Frame 0 is charged twice to s0.\n", run.Output, StringComparison.Ordinal);

        JsonNode itf = JsonNode.Parse(File.ReadAllText(Trace))!;
        itf["states"]![1]!["dataspaces"]!["#map"]![0]![1]!["owner"] = "s1";
        File.WriteAllText(Trace, itf.ToJsonString());
        Finished changed = Invocation.Run("replay", Trace);
        Assert.Equal((11, string.Empty), (changed.ExitCode, changed.Error));
        Assert.EndsWith(
            "  1  Alloc(s0, 1) -> d0\nline 1: dataspaces d0 owner: the trace says \"s1\", the model \"s0\"\n",
            changed.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--require CanShare --format dot", "digraph modelcheck {")]
    [InlineData("--require CanShare --format aut", "des (0, 2, 3)\n(0, \"Alloc(s0, 1) -> d0\", 1)\n")]
    [InlineData(
        "--require NoForeignCharge --charging Heir --format graphml",
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<graphml ")]
    [InlineData("--require NoForeignCharge --charging Heir --format json", "{\n  \"policy\": {")]
    [InlineData("--graph --format aut", "des (0, ")]
    [InlineData("--graph --format json --require CanShare", "{\n  \"title\": \"FirstClass/Holder/Native: 481 states, ")]
    public void Nothing_but_the_document_is_on_standard_output(string options, string beginning)
    {
        ArgumentNullException.ThrowIfNull(options);
        Finished run = Invocation.Run($"export {Tiny} {options}".Split(' '));
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.StartsWith(beginning, run.Output, StringComparison.Ordinal);
    }

    // Of all states that there are, few are looked at.
    [Fact]
    public void A_possibility_is_found_in_a_scope_that_nobody_explores()
    {
        Finished run = Invocation.Run(
            "export --lifetime FirstClass --frames 8 --dataspaces 8 --sessions 4 --require CanShare --format aut"
                .Split(' '));
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.StartsWith("des (0, 2, 3)\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_is_stopped_writes_nothing()
    {
        Finished run = Invocation.Run(
            $"export {Tiny} --require FrameConservation --format itf --max-states 10 --output {Trace}".Split(' '));
        Assert.Equal((3, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith("modelcheck: nothing is written: FrameConservation: ", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Trace));
    }

    [Fact]
    public void A_scenario_is_exported_as_it_is_explored()
    {
        Finished run = Invocation.Run(
            $"export --scenario vm-memory --lifetime FirstClass --require NoDoubleCharge --format itf --output {Trace}"
                .Split(' '));
        Assert.Equal((0, string.Empty, string.Empty), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(0, Invocation.Run("replay", Trace, "--against", "implementation").ExitCode);
    }

    [InstalledTheory("python3")]
    [InlineData("", 0, "3 steps, answered by the model and by the program as the trace says\n")]
    [InlineData(" wrong", 11, ": the program differs: f0: expected taken, found free\n")]
    public void A_program_is_replayed_against_up_to_its_first_difference(string bug, int exitCode, string said)
    {
        string example = Path.Combine(Checkout.Root, "docs", "examples", "ram_service.py");
        Export("--require CanOutlive --format itf");
        Finished run = Invocation.Run("replay", Trace, "--against", $"python3 {example}{bug}");
        Assert.Equal((exitCode, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
    }

    [KernelTheory]
    [InlineData("BaseLinux", "NoAccessAfterFree")]
    [InlineData("SealedMemfd", "SealIsFinal")]
    public void A_trace_is_replayed_in_the_kernel_of_this_machine(string platform, string requirement)
    {
        string line = $"export --lifetime FirstClass --platform {platform} --regions 1 --require {requirement} "
            + $"--format itf --output {Trace}";
        Finished export = Invocation.Run(line.Split(' '));
        Assert.Equal(0, export.ExitCode);
        Finished run = Invocation.Run("replay", Trace, "--against", "linux");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains(
            "answered by the model and by the kernel as the trace says", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program", "10", "--against: the program ended with exit code 127 when it was asked for hello")]
    [InlineData("", "10", "--against names no program")]
    [InlineData("implementation", "0", "--timeout must be above 0 and at most 86400, not 0")]
    public void What_cannot_be_asked_is_bad_input(string against, string timeout, string said)
    {
        Export("--require NoDoubleCharge --format itf");
        Finished run = Invocation.Run("replay", Trace, "--against", against, "--timeout", timeout);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith($"modelcheck: {said}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_implementation_is_not_asked_for_what_it_does_not_stand_for()
    {
        Finished export = Invocation.Run(
            $"export --lifetime FirstClass --platform BaseLinux --require CanShare --format itf --output {Trace}"
                .Split(' '));
        Assert.Equal(0, export.ExitCode);
        Finished run = Invocation.Run("replay", Trace, "--against", "implementation");
        Assert.Equal(
            (2, "modelcheck: --against: the implementation does not stand for FirstClass/Holder/BaseLinux"),
            (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public void A_log_is_accepted_rejected_or_too_much()
    {
        string log = Path.Combine(Checkout.Root, "docs", "examples", "operations.jsonl");
        Finished accepted = Invocation.Run("check-log", log, "--output", Trace);
        Assert.Equal((0, string.Empty), (accepted.ExitCode, accepted.Error));
        Assert.Contains(
            "operations.jsonl: accepted; operations: 6, explanations: 2, states that the system may be in at the end: "
            + "1\n",
            accepted.Output,
            StringComparison.Ordinal);
        Assert.Contains("     5  Alloc(s0, 2) -> d2\n", accepted.Output, StringComparison.Ordinal);
        Assert.EndsWith("  then d2 of s0 2+2 rw\n", accepted.Output, StringComparison.Ordinal);
        Assert.Equal(0, Invocation.Run("replay", Trace, "--against", "implementation").ExitCode);

        string other = _folder["other.jsonl"];
        File.WriteAllText(
            other, File.ReadAllText(log).Replace("\"refused\":null", "\"refused\":\"Busy\"", StringComparison.Ordinal));
        Finished rejected = Invocation.Run("check-log", other);
        Assert.Equal((11, string.Empty), (rejected.ExitCode, rejected.Error));
        Assert.Contains(
            "other.jsonl:6: rejected: the model explains what is before this operation (4), and not this one\n"
            + "  the log says      Alloc(s1, 1) -> Busy\n"
            + "  the model answers Alloc(s1, 1) -> OutOfMemory  (in 1/2 states)\n"
            + "  the model answers Alloc(s1, 1) -> OutOfQuota  (in 1/2 states)\n",
            rejected.Output,
            StringComparison.Ordinal);

        Finished stopped = Invocation.Run("check-log", log, "--max-states", "1");
        Assert.Equal((3, string.Empty), (stopped.ExitCode, stopped.Error));
        Assert.Contains(
            "operations.jsonl:3: stopped: after this operation the system may be in too many states; what is before it "
            + "(1) is explained\n",
            stopped.Output,
            StringComparison.Ordinal);

        Finished same = Invocation.Run("check-log", other, "--output", other);
        Assert.Equal(
            (2, $"modelcheck: --output {other} cannot be written: it is the log that is checked{Environment.NewLine}"),
            (same.ExitCode, same.Error));
    }

    public void Dispose() => _folder.Dispose();

    private void Export(string options)
    {
        Finished run = Invocation.Run($"export {Tiny} {options} --output {Trace}".Split(' '));
        Assert.Equal((0, string.Empty, string.Empty), (run.ExitCode, run.Output, run.Error));
    }
}
