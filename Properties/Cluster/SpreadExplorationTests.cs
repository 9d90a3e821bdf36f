using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

using ModelCheck.Cli;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>A cluster of two workers finds what one process does.</summary>
public sealed class SpreadExplorationTests
{
    private static readonly string[] Endless =
    [
        .. "explore --lifetime FirstClass --frames 5 --sessions 3 --dataspaces 5 --cluster interrupted".Split(' '),
        "--quiet", "--json", "-",
    ];

    [Theory]
    [InlineData("--lifetime FirstClass --frames 2 --sessions 2 --dataspaces 2 --regions 1")]
    [InlineData("--lifetime Cascade --frames 2 --sessions 2 --dataspaces 2 --regions 1 --symmetry")]
    [InlineData("--lifetime Pin --sharing delegated --frames 2 --sessions 2 --dataspaces 2 --max-states 500")]
    [InlineData("--lifetime Pin --scenario peers --require NoStrandedFrames")]
    public void Figures_verdicts_and_traces_are_the_same(string options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Finished alone = Timeless.Run($"explore {options}");
        using LocalWorker first = LocalWorker.Start("same");
        using LocalWorker second = LocalWorker.Start("same");
        foreach (string cut in (ReadOnlySpan<string>)["", " --partitions 1", " --partitions 5"])
        {
            Assert.Equal(
                alone,
                Timeless.Run($"explore {options} --cluster same{cut}"));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Partitions_within_a_process_find_the_same_and_are_measured(int partitions)
    {
        const string Command = "explore --lifetime FirstClass --frames 2 --sessions 2 --dataspaces 2 --regions 1";
        Finished run = Invocation.Run(
            [.. Command.Split(' '), "--partitions", $"{partitions}", "--quiet", "--json", "-"]);
        Assert.Equal(Timeless.Run(Command), Timeless.Of(run));
        Assert.Empty(Schema.Report.Validate(run.Output));
        JsonNode spread = JsonNode.Parse(run.Output)!["spread"]!;
        Assert.Equal(partitions, (int)spread["partitions"]!);
        Assert.Equal(partitions == 1, (long)spread["sentBytes"]! == 0);
        Assert.InRange((double)spread["imbalance"]!, 1, 1 + (partitions / 4.0));
        Assert.InRange((double)spread["waiting"]!, 1, partitions);
        Assert.Null(spread["workers"]);
    }

    [Theory]
    [InlineData("--partitions 0", "--partitions must be 1 to 64, not 0")]
    [InlineData("--partitions 65", "--partitions must be 1 to 64, not 65")]
    [InlineData("--partitions 2 --checkpoint nowhere", "--checkpoint does not go with --partitions: ")]
    [InlineData("--cluster any --workers 2", "--workers does not go with --cluster: ")]
    [InlineData("--cluster any --memory 1GiB", "--memory does not go with --cluster: ")]
    [InlineData("--cluster any --spill nowhere", "--spill does not go with --cluster: ")]
    [InlineData("--cluster any --resume nowhere", "--resume does not go with --cluster: ")]
    [InlineData("--cluster /etc", "the name of a cluster has 1 to 64 letters, ")]
    [InlineData("--cluster any --postgres Nonsense", "no PostgreSQL connection: ")]
    [InlineData("--cluster any --postgres Database=x", "a PostgreSQL connection needs a Host")]
    [InlineData("--cluster any --key k.pem", "TLS needs all of --certificate, --key and --authority")]
    [InlineData("--cluster any --key k --certificate c --authority a", "no certificate, key or authority: ")]
    [InlineData("--cluster nobody-there", "no worker of cluster nobody-there can be reached: start one with ")]
    [InlineData("--postgres Host=x", "--postgres needs --cluster")]
    [InlineData("--verbose", "--verbose needs --cluster")]
    public void What_cannot_be_had_is_said_in_one_line(string options, string said)
    {
        ArgumentNullException.ThrowIfNull(options);
        Finished run = Invocation.Run(["explore", "--lifetime", "Pin", .. options.Split(' ')]);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith($"modelcheck: {said}", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void What_there_is_in_a_cluster_is_told_as_the_schema_says()
    {
        using LocalWorker first = LocalWorker.Start("shown");
        using LocalWorker second = LocalWorker.Start("shown");
        Finished run = Invocation.Run("cluster", "--cluster", "shown", "--json", "-");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Empty(Schema.Report.Validate(run.Output));
        JsonNode view = JsonNode.Parse(run.Output)!;
        Assert.Equal("shown", (string)view["cluster"]!);
        Assert.InRange(view["workers"]!.AsArray().Count, 1, 2);
        Assert.Empty(view["explorations"]!.AsArray());
    }

    [Fact]
    public void An_interrupt_stops_the_exploration_with_what_is_known()
    {
        using LocalWorker worker = LocalWorker.Start("interrupted");
        using var interrupt = new Interrupt();
        interrupt.Receive(new PosixSignalContext(PosixSignal.SIGINT));
        Finished unreached = Invocation.Run(interrupt, Endless);
        Assert.Equal((3, "modelcheck: interrupted before anything was known\n"), (unreached.ExitCode, unreached.Error));

        // As many states as take minutes.
        using Invocation driver = Invocation.Start(Endless);
        Eventually.Holds(
            () => JsonNode.Parse(Invocation.Run("cluster", "--cluster", "interrupted", "--json", "-").Output)!
                ["explorations"]!.AsArray() is [{ } one] && (long)one["states"]! > 0,
            "it is under way");
        driver.Signal("INT", times: 1);
        Finished run = driver.Finish();
        Assert.Equal((3, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal("interrupted", (string)JsonNode.Parse(run.Output)!["exploration"]!["stopped"]!);
    }

    [Fact]
    public void Two_who_drive_the_same_exploration_both_have_what_comes_of_it()
    {
        using LocalWorker worker = LocalWorker.Start("twice");
        string[] command =
        [
            .. "explore --lifetime FirstClass --frames 3 --sessions 2 --dataspaces 3 --cluster twice".Split(' '),
            "--quiet", "--json", "-",
        ];
        Finished[] runs = new Finished[2];
        Thread[] threads =
        [
            .. Enumerable.Range(0, runs.Length).Select(i => new Thread(() => runs[i] = Invocation.Run(command))),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal((0, string.Empty), (runs[0].ExitCode, runs[0].Error));

        // It took both the same time, to the millisecond: it was explored once.
        Assert.Equal(runs[0], runs[1]);
    }
}
