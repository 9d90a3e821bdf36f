using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

using ModelCheck.Cli;
using ModelCheck.Cli.Outputs;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>What a signal does to a run, and when.</summary>
public sealed class SignalTests
{
    public static TheoryData<PosixSignal> Signals => [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    [Theory]
    [MemberData(nameof(Signals))]
    public void The_first_signal_cancels_and_one_that_is_a_wish_of_its_own_ends_the_program(PosixSignal signal)
    {
        using var interrupt = new Interrupt { SameWish = TimeSpan.Zero };
        (bool Cancelled, bool First, bool Second) seen = interrupt.Run(
            () => (interrupt.Token.IsCancellationRequested, Ends(interrupt, signal), Ends(interrupt, signal)));

        Assert.Equal((false, false, true), seen);
        Assert.True(interrupt.Token.IsCancellationRequested);
    }

    [Fact]
    public void Signals_that_come_together_are_one_wish()
    {
        using var interrupt = new Interrupt { SameWish = TimeSpan.MaxValue };
        (bool First, bool Second) = interrupt.Run(
            () => (Ends(interrupt, PosixSignal.SIGTERM), Ends(interrupt, PosixSignal.SIGHUP)));

        Assert.Equal((false, false), (First, Second));
    }

    [Fact]
    public async Task A_second_signal_waits_for_the_files_of_a_finished_work()
    {
        using var interrupt = new Interrupt { SameWish = TimeSpan.Zero };
        interrupt.Run(() => Ends(interrupt, PosixSignal.SIGINT));
        bool written = false;
        var second = Task.Run(() => (Ends(interrupt, PosixSignal.SIGINT), Volatile.Read(ref written)));

        // Time for a signal that does not wait to be too early.
        await Task.Delay(50).ConfigureAwait(true);
        Volatile.Write(ref written, true);
        interrupt.FilesAreWritten();

        Assert.Equal((true, true), await second.ConfigureAwait(true));
    }

    [Fact]
    public void Once_the_files_are_written_the_first_signal_ends_a_program_whose_reader_lets_it_wait()
    {
        using var interrupt = new Interrupt { SameWish = TimeSpan.FromMilliseconds(1) };
        interrupt.Run(() => 0);
        interrupt.FilesAreWritten();

        Assert.True(Ends(interrupt, PosixSignal.SIGINT));
    }

    [Fact]
    public void A_signal_after_the_run_changes_nothing()
    {
        var interrupt = new Interrupt { SameWish = TimeSpan.Zero };
        interrupt.Run(() => 0);
        interrupt.Dispose();

        Assert.False(Ends(interrupt, PosixSignal.SIGINT));
    }

    [Theory]
    [InlineData("explore --lifetime FirstClass --frames 5 --sessions 2 --dataspaces 5")]
    [InlineData("explore --lifetime FirstClass --frames 4 --sessions 2 --dataspaces 4 --symmetry")]
    [InlineData("compare vm-memory")]
    [InlineData("conform --all-policies")]
    [InlineData("soak --all-policies --operations 100000000000")]
    [InlineData("soak --lifetime Pin --operations 100000000000 --coverage --dataspaces 4")]
    [InlineData("workload ram-service")]
    public void Every_long_command_that_is_interrupted_writes_what_it_knows(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var directory = new TemporaryDirectory();
        using var interrupt = new Interrupt();
        Assert.False(Ends(interrupt, PosixSignal.SIGTERM));

        Finished run = Invocation.Run(
            interrupt, [.. command.Split(' '), "--json", directory["report.json"], "--quiet"]);

        Assert.Equal((3, string.Empty), (run.ExitCode, run.Error));
        Assert.NotEmpty(run.Output);
        string report = File.ReadAllText(directory["report.json"]);
        Assert.Empty(Schema.Report.Validate(report));
        Assert.IsType<JsonObject>(JsonNode.Parse(report));
    }

    [Fact]
    public void A_terminal_that_goes_away_costs_neither_the_files_nor_the_exit_code()
    {
        using var directory = new TemporaryDirectory();
        using var gone = new LostTerminal();
        using var streams = new StandardStreams(gone, gone);
        using var interrupt = new Interrupt();
        Assert.False(Ends(interrupt, PosixSignal.SIGHUP));

        int exitCode = Program.Run(
            [.. "explore --lifetime Pin --json".Split(' '), directory["report.json"]],
            new Surroundings(streams, interrupt));

        Assert.Equal(3, exitCode);
        Assert.IsType<JsonObject>(JsonNode.Parse(File.ReadAllText(directory["report.json"])));
    }

    private static bool Ends(Interrupt interrupt, PosixSignal signal)
    {
        var context = new PosixSignalContext(signal);
        interrupt.Receive(context);
        return !context.Cancel;
    }
}
