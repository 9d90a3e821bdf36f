using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Cluster.Contract;
using ModelCheck.Cluster.Silos;
using ModelCheck.Engine;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>What partitions send one another: packed, counted, and taken once.</summary>
public sealed class ParcelTests
{
    private const int Parts = 3;
    private const int Self = 1;

    private static readonly Attempt _attempt = new Attempt(0, Guid.Empty).Next();

    [Property]
    public FsCheck.Property What_is_packed_comes_out_again() => Prop.ForAll(
        ArbMap.Default.ArbFor<ulong[][]>(),
        contents =>
        {
            PartitionBatch[] batches = [.. contents.Select(words => new PartitionBatch(7, 0, Self, words))];
            var unpacked = new List<PartitionBatch>();
            Parcel[] parcels = Parcels.Pack(_attempt, 7, 0, batches);
            Assert.All(parcels, parcel => Parcels.Unpack(parcel, Self, unpacked.Add));
            Assert.Equal(contents, unpacked.Select(batch => batch.Words.ToArray()));
            Assert.All(unpacked, batch => Assert.Equal((7L, 0, Self), (batch.Phase, batch.From, batch.To)));
            Assert.Equal(Enumerable.Range(0, parcels.Length), parcels.Select(parcel => parcel.Number));
            Assert.All(parcels, parcel => Assert.Equal(parcels.Length, parcel.Count));
        });

    [Fact]
    public void Where_there_is_nothing_to_send_that_is_said() =>
        Assert.Equal(0, Assert.Single(Parcels.Pack(_attempt, 0, 0, [])).Content.Length);

    [Fact]
    public void A_parcel_is_not_much_longer_than_is_usual()
    {
        var batch = new PartitionBatch(0, 0, Self, new ulong[1000]);
        Parcel[] parcels = Parcels.Pack(_attempt, 0, 0, Enumerable.Repeat(batch, 1000));
        Assert.InRange(parcels.Length, 2, 1000);
        Assert.All(parcels, parcel => Assert.InRange(parcel.Content.Length, 1, Parcels.UsualBytes + 8004));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    public void What_was_cut_short_is_refused(int length)
    {
        Parcel parcel = Assert.Single(Parcels.Pack(_attempt, 0, 0, [new PartitionBatch(0, 0, Self, new ulong[1])]));
        Assert.Throws<InvalidDataException>(
            () => Parcels.Unpack(parcel with { Content = parcel.Content[..length] }, Self, _ => { }));
    }

    [Fact]
    public void A_length_that_cannot_be_is_refused() => Assert.Throws<InvalidDataException>(
        () => Parcels.Unpack(Of(0, 0, 0, 1) with { Content = new byte[] { 255, 255, 255, 255, 0 } }, Self, _ => { }));

    [Fact]
    public async Task A_phase_is_whole_when_all_have_sent_what_they_announced()
    {
        var inbox = new Inbox(Parts, Self);
        Task<IReadOnlyCollection<Parcel>> whole = inbox.Receive(0, CancellationToken.None);
        inbox.Take(Of(0, 0, 1, 2));
        inbox.Take(Of(0, 2, 0, 1));

        // The same again, in another order, is nothing new.
        inbox.Take(Of(0, 2, 0, 1));
        inbox.Take(Of(0, 0, 1, 2));
        Assert.False(whole.IsCompleted);

        // One who is ahead sends what belongs to the next phase.
        inbox.Take(Of(1, 0, 0, 1));
        Assert.False(whole.IsCompleted);
        inbox.Take(Of(0, 0, 0, 2));
        Assert.Equal(
            [(0, 0), (0, 1), (2, 0)],
            (await whole.ConfigureAwait(true)).Select(parcel => (parcel.From, parcel.Number)).Order());

        // What is late is dropped; of the next phase nothing is lost.
        inbox.Take(Of(0, 0, 0, 2));
        Task<IReadOnlyCollection<Parcel>> next = inbox.Receive(1, CancellationToken.None);
        Assert.False(next.IsCompleted);
        inbox.Take(Of(1, 2, 0, 1));
        Assert.Equal(2, (await next.ConfigureAwait(true)).Count);
    }

    [Fact]
    public async Task Who_is_alone_waits_for_nobody() =>
        Assert.Empty(await new Inbox(1, 0).Receive(0, CancellationToken.None).ConfigureAwait(true));

    [Fact]
    public async Task Who_is_abandoned_waits_no_longer()
    {
        using var abandoned = new CancellationTokenSource();
        Task<IReadOnlyCollection<Parcel>> waiting = new Inbox(Parts, Self).Receive(0, abandoned.Token);
        await abandoned.CancelAsync().ConfigureAwait(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting).ConfigureAwait(true);
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(Self, 0, 1)]
    [InlineData(Parts, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(0, 0, 0)]
    public void What_no_partition_can_have_sent_is_refused(int from, int number, int count) =>
        Assert.Throws<InvalidDataException>(() => new Inbox(Parts, Self).Take(Of(0, from, number, count)));

    [Fact]
    public void A_later_attempt_is_later_and_two_of_one_number_are_not_the_same()
    {
        Attempt next = _attempt.Next();
        Attempt other = _attempt.Next();
        Assert.True(_attempt < next && next > _attempt && default(Attempt) < _attempt);
        Assert.NotEqual(next, other);
        Assert.True(next < other ^ other < next);
        Assert.NotEqual(next.ToString(), other.ToString());
    }

    private static Parcel Of(long phase, int from, int number, int count) =>
        new(_attempt, phase, from, number, count, ReadOnlyMemory<byte>.Empty);
}
