using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class SpillTests : IDisposable
{
    private const int Length = 1 << 19;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_table_that_leaves_the_memory_is_as_it_was_when_it_enters_it_again()
    {
        var budget = new MemoryBudget(Length * 3 / 2, _directory["."]);
        using var table = new NativeBuffer<byte>(budget, Length, spillable: true);
        for (int i = 0; i < Length; i += 1000)
        {
            table[i] = (byte)(i / 1000);
        }

        Assert.Equal(Length, budget.Taken);
        table.Leave();
        Assert.Equal(0, budget.Taken);
        table.Enter();
        Assert.Equal(Length, budget.Taken);
        Assert.All(Enumerable.Range(0, Length / 1000), i => Assert.Equal((byte)i, table[i * 1000]));
        Assert.Empty(_directory.Names);
    }

    [Fact]
    public void A_table_stays_while_memory_is_plenty_and_where_no_file_keeps_it()
    {
        var plenty = new MemoryBudget(Length * 4, _directory["."]);
        using var table = new NativeBuffer<byte>(plenty, Length, spillable: true);
        table.Leave();
        Assert.Equal(Length, plenty.Taken);

        var scarce = new MemoryBudget(Length * 3 / 2);
        using var other = new NativeBuffer<byte>(scarce, Length, spillable: true);
        other.Leave();
        Assert.Equal(Length, scarce.Taken);
    }

    [Fact]
    public void A_table_that_no_memory_is_left_for_stays_out()
    {
        var budget = new MemoryBudget(Length * 3 / 2, _directory["."]);
        using var table = new NativeBuffer<byte>(budget, Length, spillable: true);
        table.Leave();
        using (new NativeBuffer<byte>(budget, Length))
        {
            Assert.Equal(StopReason.Memory, Assert.Throws<MemoryBoundException>(table.Enter).Reason);
            Assert.Equal(Length, budget.Taken);
        }

        table.Enter();
        Assert.Equal(Length, budget.Taken);
    }

    [Fact]
    public void Where_no_file_can_be_made_the_directory_is_named_and_nothing_is_taken()
    {
        var budget = new MemoryBudget(long.MaxValue, _directory["not there"]);

        MemoryBoundException fault = Assert.Throws<MemoryBoundException>(
            () => new NativeBuffer<byte>(budget, Length, spillable: true));

        Assert.Equal(StopReason.DiskFault, fault.Reason);
        Assert.StartsWith($"no table can be kept in {_directory["not there"]}: ", fault.Message);
        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public void A_full_disk_is_told_from_other_faults_of_it()
    {
        // ENOSPC, EDQUOT, EIO.
        Assert.Equal(StopReason.Disk, PageMap.FaultOf("there", 28).Reason);
        Assert.Equal(StopReason.Disk, PageMap.FaultOf("there", 122).Reason);
        MemoryBoundException other = PageMap.FaultOf("there", 5);
        Assert.Equal(StopReason.DiskFault, other.Reason);
        Assert.Equal("no table can be kept in there: Input/output error", other.Message);
    }

    [Fact]
    public void Elsewhere_than_on_Linux_tables_in_files_are_refused()
    {
        PageMap.RequireFiles(isLinux: true);
        Assert.Throws<PlatformNotSupportedException>(() => PageMap.RequireFiles(isLinux: false));
    }

    [Fact]
    public void A_search_whose_directory_goes_away_ends_with_what_it_knows_and_says_why()
    {
        var progress = new SearchProgress();
        SearchResult found = Search.Explore<TwoPhaseCommit<Code64>, Code64>(
            new TwoPhaseCommit<Code64>(5),
            new SearchLimits { SpillDirectory = _directory["not there"], SpillThreshold = 1 << 11 },
            progress,
            CancellationToken.None);

        Assert.Equal(StopReason.DiskFault, found.Stopped);
        Assert.InRange(found.DistinctStates, 1000, 8831);
        Assert.Equal(found.DistinctStates, found.Levels.Sum());
        Assert.Contains(_directory["not there"], progress.SpillFault, StringComparison.Ordinal);
    }
}
