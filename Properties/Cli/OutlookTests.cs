using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>Before it begins, a comparison says how large it is and what it will do about it.</summary>
public sealed class OutlookTests
{
    [Theory]
    [InlineData("compare")]
    [InlineData("contradictions")]
    public void Two_lines_go_before_a_comparison_unless_it_is_quiet(string command)
    {
        string[] asked =
            [command, .. "peers --lifetime FirstClass --charging Holder --time 2 --max-states 9000".Split(' ')];
        Finished run = Invocation.Run(asked);
        string[] lines = run.Error.Split('\n');
        Assert.Matches(
            @"^1 policy; a state is a code of \d+ bits; names exchanged: slots under 1, one state in place of up to 6$",
            lines[0]);
        Assert.Matches(
            "^first each is refuted or not within 9,000 states, then those that can still come out best are settled, "
            + "within 9,000 states, then those that have lost are followed within 9,000; .* workers?, tables of up to "
            + ".*, at most 2 s$",
            lines[1]);
        Assert.Equal(string.Empty, Invocation.Run([.. asked, "--quiet"]).Error);
    }
}
