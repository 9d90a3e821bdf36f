using ModelCheck.Engine;
using ModelCheck.Engine.Memory;
using ModelCheck.Properties.Cli;

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
            Assert.False(Assert.Throws<MemoryBoundException>(table.Enter).IsDiskFull);
            Assert.Equal(Length, budget.Taken);
        }

        table.Enter();
        Assert.Equal(Length, budget.Taken);
    }

    [Fact]
    public void Where_no_file_can_be_made_the_disk_is_named_and_nothing_is_taken()
    {
        var budget = new MemoryBudget(long.MaxValue, _directory["not there"]);

        Assert.True(Assert.Throws<MemoryBoundException>(
            () => new NativeBuffer<byte>(budget, Length, spillable: true)).IsDiskFull);

        Assert.Equal(0, budget.Taken);
    }
}
