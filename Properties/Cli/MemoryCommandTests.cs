using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>What the program may take is what it takes, as seen from outside.</summary>
public sealed partial class MemoryCommandTests
{
    private const string Explore = "explore --lifetime FirstClass --frames 4 --sessions 2 --dataspaces 4 "
        + "--kinds Alloc,Alias,Free --require QuotaRespected --quiet --json -";

    [Fact]
    public void A_bound_on_memory_is_kept_and_with_a_directory_it_costs_time_only()
    {
        using var directory = new TemporaryDirectory();
        string[] explore = Explore.Split(' ');

        // Tables may take so much more than the least: a third of what they would.
        string least = LeastIn().Match(Invocation.RunProcess([.. explore, "--memory", "1MiB"]).Error).Groups[1].Value;
        long bound = (long)decimal.Parse(least, CultureInfo.InvariantCulture) + 10;
        string[] bounded = [.. explore, "--memory", FormattableString.Invariant($"{bound}MiB")];
        JsonObject whole = ExplorationIn(Invocation.RunProcess(explore), 0);

        using var stopped = Invocation.Start(bounded);
        long taken = stopped.PeakMemory();
        JsonObject part = ExplorationIn(stopped.Finish(), 3);

        // What a checkpoint writes of the tables that are out must not stay in.
        string[] saving = ["--checkpoint", directory["checkpoints"], "--checkpoint-every", "0"];
        using var spilled = Invocation.Start([.. bounded, "--spill", directory["tables"], .. saving]);
        long takenWithDirectory = spilled.PeakMemory();
        JsonObject again = ExplorationIn(spilled.Finish(), 0);

        Assert.Equal("memory", (string?)part["stopped"]);
        Assert.InRange(taken, bound * 7 / 10 << 20, bound * 11 / 10 << 20);
        Assert.InRange(takenWithDirectory, bound * 7 / 10 << 20, bound * 11 / 10 << 20);
        Assert.Equal(whole.ToJsonString(), again.ToJsonString());
        Assert.InRange((long)part["distinctStates"]!, 100_000, (long)whole["distinctStates"]! - 1);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory["tables"]));
    }

    [Fact]
    public void Less_memory_than_the_program_itself_takes_is_refused()
    {
        Finished finished = Invocation.RunProcess([.. Explore.Split(' '), "--memory", "1MiB"]);

        Assert.Equal((2, string.Empty), (finished.ExitCode, finished.Output));
        Assert.Matches(
            @"^modelcheck: --memory must be at least [\d.]+ MiB: without any table the program takes [\d.]+ MiB\n$",
            finished.Error);
    }

    [Fact]
    public void A_directory_that_cannot_be_written_is_refused()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["file"], "in the way");

        Finished finished = Invocation.RunProcess([.. Explore.Split(' '), "--spill", directory["file"]]);

        Assert.Equal((2, string.Empty), (finished.ExitCode, finished.Output));
        Assert.StartsWith($"modelcheck: tables cannot be written to {directory["file"]}: ", finished.Error);
    }

    [GeneratedRegex(@"at least ([\d.]+) MiB")]
    private static partial Regex LeastIn();

    private static JsonObject ExplorationIn(Finished finished, int exitCode)
    {
        Assert.Equal(exitCode, finished.ExitCode);
        JsonObject exploration = JsonNode.Parse(finished.Output)!["exploration"]!.AsObject();
        Assert.True(exploration.Remove("seconds") && exploration.Remove("peakBytes"));
        return exploration;
    }
}
