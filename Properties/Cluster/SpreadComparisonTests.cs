using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>A comparison by the workers of a cluster says what one by one process says.</summary>
public sealed class SpreadComparisonTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("compare peers")]
    [InlineData("compare peers --complete --every-state --enlarge 0 --lifetime Pin,Cascade,FirstClass,Refuse")]
    [InlineData("compare peers --max-states 300 --enlarge 0")]
    [InlineData("compare ipc-blocks --lifetime Pin,Cascade,Managed --enlarge 0")]
    public void Rankings_figures_and_traces_are_the_same(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        using LocalWorker first = LocalWorker.Start("compared");
        using LocalWorker second = LocalWorker.Start("compared");
        Assert.Equal(Timeless.Run(command), Timeless.Run($"{command} --cluster compared"));
    }

    [Fact]
    public void It_is_saved_where_it_is_driven_and_gone_on_with_by_whoever_can()
    {
        string[] command = ["compare", "peers", "--enlarge", "0", "--quiet", "--json", "-"];
        Finished whole = Timeless.Of(Invocation.Run(command));
        using LocalWorker worker = LocalWorker.Start("saved");
        Finished spread = Invocation.Run([.. command, "--cluster", "saved", "--checkpoint", _directory["known"]]);
        Assert.Equal(whole, Timeless.Of(spread));
        Assert.Equal(whole, Timeless.Of(Invocation.Run([.. command, "--resume", _directory["known"]])));
        Assert.Equal(
            whole, Timeless.Of(Invocation.Run([.. command, "--cluster", "saved", "--resume", _directory["known"]])));
    }

    [Theory]
    [InlineData("--time 0")]
    [InlineData("--time 0.7")]
    public void It_ends_in_time_with_what_is_known(string options)
    {
        using LocalWorker worker = LocalWorker.Start("timed");
        Finished ended = Timeless.Run($"compare --complete --every-state --cluster timed {options}");
        Assert.Equal((3, string.Empty), (ended.ExitCode, ended.Error));
    }

    [Theory]
    [InlineData("--workers 2 --cluster c", "--workers does not go with --cluster")]
    [InlineData("--memory 1GiB --cluster c", "--memory does not go with --cluster")]
    [InlineData("--spill /tmp --cluster c", "--spill does not go with --cluster")]
    [InlineData("--postgres Host=h", "--postgres needs --cluster")]
    [InlineData("--cluster nobody", "no worker of cluster nobody can be reached")]
    public void What_does_not_go_together_is_one_line(string options, string message)
    {
        ArgumentNullException.ThrowIfNull(options);
        Refusal.IsOneLine(message, Invocation.Run(["compare", "peers", "--quiet", .. options.Split(' ')]));
    }

    [Fact]
    public void What_a_worker_had_when_it_was_killed_is_begun_anew_by_others()
    {
        string[] command = ["compare", "peers", "--complete", "--every-state", "--enlarge", "0", "--json", "-"];
        Finished alone = Timeless.Of(Invocation.Run([.. command, "--quiet"]));
        using Invocation first = Workers.Start("--cluster", "halved");
        using Invocation second = Workers.Start("--cluster", "halved");
        Workers.NameOf(first);
        Workers.NameOf(second);
        Workers.Await(2, "--cluster", "halved");
        using var driver = Invocation.Start([.. command, "--cluster", "halved"]);
        while (!driver.AwaitErrorLine().Contains("policies,", StringComparison.Ordinal))
        {
            // It does not say how far it is yet.
        }

        second.Signal("KILL", 1);
        Assert.Equal(alone, Timeless.Of(driver.Finish()) with { Error = string.Empty });
    }
}
