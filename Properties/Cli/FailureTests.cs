using ModelCheck.Cli;
using ModelCheck.Cli.Outputs;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>What is said of each way in which a run can fail.</summary>
public sealed class FailureTests
{
    [Fact]
    public void What_the_user_can_mend_is_one_line_and_exit_code_2()
    {
        Assert.All(
            (Exception[])
            [
                new BadInputException("Refuses:\n\e[1m no"),
                new CheckpointException("Refuses:\n\e[1m no"),
                new OutputException("Refuses:\n\e[1m no"),
                new PolicyFaultException("Refuses:\n\e[1m no"),
            ],
            exception => Assert.Equal(new Failure(@"Refuses: \u001b[1m no", 2), Failure.Of(exception)));
        Assert.Equal(new Failure("cannot read or write: disk full", 2), Failure.Of(new IOException("disk full")));
    }

    [Fact]
    public void A_run_that_was_interrupted_before_it_knew_anything_says_so_with_exit_code_3() => Assert.Equal(
        new Failure("interrupted before anything was known", 3), Failure.Of(new TaskCanceledException()));

    [Fact]
    public void A_defect_of_the_program_is_reported_with_where_it_is_and_exit_code_70()
    {
        var failure = Failure.Of(new InvalidOperationException("\e[2J"));
        Assert.Equal(70, failure.ExitCode);
        Assert.StartsWith(
            @"internal error, please report it: System.InvalidOperationException: \u001b[2J",
            failure.Message,
            StringComparison.Ordinal);
    }
}
