using System.Text.Json.Nodes;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>An exploration can be broken off in any way and gone on with, by the real program.</summary>
public sealed class CheckpointCommandTests
{
    private const int Kills = 24;

    // A second or two, with every kind of requirement.
    private const string Scope = "--lifetime Pin --charging Allocator --frames 3 --sessions 2 --dataspaces 3";

    [Fact]
    public void An_exploration_that_is_killed_dozens_of_times_reports_what_an_undisturbed_one_reports()
    {
        using var directory = new TemporaryDirectory();
        string[] explore = ["explore", .. Scope.Split(' '), "--quiet", "--checkpoint-every", "0.02"];
        string whole = ReportOf(Invocation.Run([.. explore, "--json", "-"]));
        int killed = 0;
        int completed = 0;
        while (killed < Kills || completed == 0)
        {
            // The moments are spread over a run, start-up included; after the last kill it may go on to its end.
            bool isBegun = File.Exists(Path.Combine(directory["there"], "checkpoint"));
            using var run = Invocation.Start(
                [.. explore, isBegun ? "--resume" : "--checkpoint", directory["there"], "--json", "-"]);
            if (killed < Kills && run.KillAfter(TimeSpan.FromMilliseconds(150 + (killed * 67 % 500))))
            {
                killed++;
                continue;
            }

            Assert.Equal(whole, ReportOf(run.Finish()));
            Directory.Delete(directory["there"], recursive: true);
            completed++;
        }
    }

    [Fact]
    public void An_exploration_that_is_interrupted_says_how_to_go_on()
    {
        using var directory = new TemporaryDirectory();
        string[] explore = ["explore", .. "--lifetime FirstClass --frames 5 --sessions 2 --dataspaces 5".Split(' ')];
        using var run = Invocation.Start([.. explore, "--memory", "2GiB", "--checkpoint", directory["there"]]);
        run.AwaitErrorLine();
        run.Signal("HUP", times: 1);
        Finished finished = run.Finish();

        Assert.Equal(3, finished.ExitCode);
        Assert.Matches(
            $"modelcheck: checkpoint saved, [\\d,]+ states; go on with --resume {directory["there"]}\n",
            finished.Error);
        Assert.Equal(["checkpoint"], Directory.EnumerateFileSystemEntries(directory["there"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_checkpoint_of_another_policy_is_refused_with_one_line()
    {
        using var directory = new TemporaryDirectory();
        string[] explore = ["explore", "--frames", "2", "--quiet", "--max-states", "10"];
        Assert.Equal(
            3, Invocation.Run([.. explore, "--lifetime", "Pin", "--checkpoint", directory["there"]]).ExitCode);

        Finished finished = Invocation.Run([.. explore, "--lifetime", "Cascade", "--resume", directory["there"]]);

        Assert.Equal(2, finished.ExitCode);
        Assert.Equal(
            $"modelcheck: the checkpoint in {directory["there"]} is of another search: "
            + "its policy is 'Pin/Holder/Native', that of this search 'Cascade/Holder/Native'\n",
            finished.Error);
        Assert.Empty(finished.Output);
    }

    [Fact]
    public void A_checkpoint_that_is_there_is_replaced_only_when_that_is_asked_for()
    {
        using var directory = new TemporaryDirectory();
        string[] explore =
        [
            "explore", "--frames", "2", "--quiet", "--max-states", "10", "--checkpoint", directory["there"],
        ];
        Assert.Equal(3, Invocation.Run([.. explore, "--lifetime", "Pin"]).ExitCode);

        Finished refused = Invocation.Run([.. explore, "--lifetime", "Cascade"]);
        Finished replaced = Invocation.Run([.. explore, "--lifetime", "Cascade", "--overwrite-checkpoint"]);

        Assert.Equal((2, string.Empty), (refused.ExitCode, refused.Output));
        Assert.Equal(
            $"modelcheck: there is a checkpoint in {directory["there"]} already, of another search: "
            + "its policy is 'Pin/Holder/Native', that of this search 'Cascade/Holder/Native'; "
            + "go on from it with --resume, name another directory, or replace it with --overwrite-checkpoint\n",
            refused.Error);
        Assert.Equal(3, replaced.ExitCode);
        Assert.Equal(
            3, Invocation.Run(["explore", "--frames", "2", "--quiet", "--max-states", "10",
                "--lifetime", "Cascade", "--resume", directory["there"]]).ExitCode);
    }

    [Fact]
    public void Where_there_is_no_checkpoint_or_none_can_be_written_one_line_says_so()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["file"], "in the way");
        Finished none = Invocation.Run(
            "explore", "--lifetime", "Pin", "--frames", "2", "--quiet", "--resume", directory["there"]);
        Finished file = Invocation.Run(
            "explore", "--lifetime", "Pin", "--frames", "2", "--quiet", "--checkpoint", directory["file"]);

        Assert.Equal((2, string.Empty), (none.ExitCode, none.Output));
        Assert.StartsWith($"modelcheck: there is no checkpoint to be read in {directory["there"]}: ", none.Error);
        Assert.Equal((2, string.Empty), (file.ExitCode, file.Output));
        Assert.StartsWith($"modelcheck: checkpoints cannot be written to {directory["file"]}: ", file.Error);
    }

    // Without what is never the same twice.
    private static string ReportOf(Finished finished)
    {
        Assert.Equal((0, string.Empty), (finished.ExitCode, finished.Error));
        JsonNode report = JsonNode.Parse(finished.Output)!;
        JsonObject exploration = report["exploration"]!.AsObject();
        Assert.True(exploration.Remove("seconds") && exploration.Remove("peakBytes"));
        return report.ToJsonString();
    }
}
