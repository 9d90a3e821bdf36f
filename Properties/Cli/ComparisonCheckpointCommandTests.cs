using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>A comparison can be broken off and gone on with from the command line.</summary>
public sealed class ComparisonCheckpointCommandTests
{
    private const string Compare = "compare versioned-rom --enlarge 0 --lifetime Pin,Replace --charging Heir";

    [Fact]
    public void A_comparison_is_gone_on_with_by_the_same_command_line_only()
    {
        using var directory = new TemporaryDirectory();
        string there = directory["there"];
        Finished saved = Timeless.Run($"{Compare} --checkpoint {there}");
        Assert.Equal(Timeless.Run(Compare), saved);
        Assert.Equal(saved, Timeless.Run($"{Compare} --resume {there} --time 0 --workers 1"));
        Refused($"{Compare} --checkpoint {there}", $"there is a comparison in {there} already; go on from it with "
            + "--resume, name another directory, or replace it with --overwrite-checkpoint");
        Assert.Equal(saved, Timeless.Run($"{Compare} --checkpoint {there} --overwrite-checkpoint"));
        Refused($"{Compare},Holder --resume {there}", $"the comparison in {there} is another one: policies is "
            + "Pin/Heir/Native Replace/Heir/Native there and Pin/Heir/Native Pin/Holder/Native Replace/Heir/Native "
            + "Replace/Holder/Native here");
        Refused(
            $"{Compare} --resume {there} --frames 4",
            $"the comparison in {there} is another one: frames is 2 there and 4 here");
        Refused(
            $"{Compare} --resume {there} --require FreeSucceeds",
            $"the comparison in {there} is another one: requirements is ");
        Refused(
            $"{Compare} --resume {directory["none"]}",
            $"there is no comparison to go on from in {directory["none"]}");
        Refused(
            $"{Compare} --resume {there} --json {Path.Combine(there, "comparison.json")}",
            $"--json {Path.Combine(there, "comparison.json")}");
        File.WriteAllText(Path.Combine(there, "comparison.json"), "{}\n{}");
        Refused(
            $"{Compare} --resume {there}",
            $"{Path.Combine(there, "comparison.json")} is damaged, or no comparison that was saved");
    }

    [Fact]
    public void A_comparison_that_is_broken_off_says_how_to_go_on()
    {
        using var directory = new TemporaryDirectory();
        string there = directory["there"];
        Finished none = Invocation.Run($"{Compare} --checkpoint {there} --time 0 --quiet".Split(' '));
        Assert.Equal((3, "modelcheck: nothing was saved: no round was done\n"), (none.ExitCode, none.Error));
        string large = "compare peers --frames 5 --dataspaces 5 --lifetime Pin --charging Heir --time 4 --quiet";
        Finished some = Invocation.Run($"{large} --checkpoint {there}".Split(' '));
        Assert.Equal(
            (3, $"modelcheck: saved after the last whole round; go on with --resume {there}\n"),
            (some.ExitCode, some.Error));
    }

    private static void Refused(string command, string fault)
    {
        Finished run = Invocation.Run([.. command.Split(' '), "--quiet"]);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith($"modelcheck: {fault}", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count('\n'.Equals));
    }
}
