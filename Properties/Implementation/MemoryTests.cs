using System.Runtime.CompilerServices;

using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Frames;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>How much memory there is for what, as the remarks of RamService and its parts say.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void The_records_have_the_sizes_that_are_documented() => Assert.Equal(
        (64, 32, 32, 8, 12, 12, 12, 36, 8),
        (Unsafe.SizeOf<Slot>(), Unsafe.SizeOf<RegionSlot>(), Unsafe.SizeOf<Session>(), Unsafe.SizeOf<CountNode>(),
            Unsafe.SizeOf<RunSummary>(), Unsafe.SizeOf<Kin>(), Unsafe.SizeOf<Family>(), Unsafe.SizeOf<EndPoint>(),
            Unsafe.SizeOf<ShownExtent>()));

    [Theory]
    [InlineData(1 << 15)]
    [InlineData(1 << 18)]
    [InlineData(1 << 20)]
    [InlineData(10_000_000)]
    [InlineData(1 << 24)]
    public void A_frame_takes_four_and_a_third_bytes_and_four_more_under_charging_heir(int frames)
    {
        double few = PerPiece("Holder", bounds => bounds with { Frames = frames }, frames);
        double heir = PerPiece("Heir", bounds => bounds with { Frames = frames }, frames);

        Assert.InRange(few, 4.25, 4.31);
        Assert.Equal(4.0, heir - few, 3);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(65_537)]
    [InlineData(1 << 20)]
    public void A_dataspace_takes_64_bytes_and_a_little_more_than_a_bit_and_more_under_some_chargings(
        int dataspaces)
    {
        double few = PerPiece("Holder", bounds => bounds with { Dataspaces = dataspaces }, dataspaces - 1);
        double heir = PerPiece("Heir", bounds => bounds with { Dataspaces = dataspaces }, dataspaces - 1);
        double shared = PerPiece(
            "Holder",
            bounds => bounds with
            {
                Dataspaces = dataspaces,
                Sharing = Sharing.Delegated,
                Quotas = Services.Equal(128, 0),
            },
            dataspaces - 1);

        Assert.InRange(few, 64.124, 64.15);
        Assert.Equal(24.0, heir - few, 2);
        Assert.Equal(72.0, Under("HolderOnce") - few, 2);
        Assert.Equal(0.0, Under("Retainer") - few, 2);
        Assert.Equal(4.0, Under("Retainer", "Pin") - few, 2);
        Assert.InRange(
            shared - few, 16, 16 + (((127 * 32) + (128 * 128 * sizeof(int))) / (double)(dataspaces - 1)) + 0.1);

        double Under(string charging, string lifetime = "Cascade") =>
            PerPiece(charging, bounds => bounds with { Dataspaces = dataspaces }, dataspaces - 1, lifetime);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    public void A_region_takes_32_bytes_and_a_little_more_than_a_bit(int regions) =>
        Assert.InRange(PerPiece("Holder", bounds => bounds with { Regions = regions }, regions), 32.124, 32.15);

    [Fact]
    public void A_session_takes_32_bytes_and_each_pair_of_4096_takes_4()
    {
        Assert.Equal(32.0, PerPiece("Holder", bounds => bounds with { Quotas = Services.Equal(10_001, 0) }, 10_000), 2);
        Assert.Equal(32.0, PerPiece("Holder", bounds => bounds with { Quotas = Services.Equal(4097, 0) }, 4096), 2);
        Assert.Equal(
            (4095 * 32) + (4 * ((4096L * 4096) - 1)),
            PerPiece("Holder", bounds => bounds with { Quotas = Services.Equal(4096, 0) }, 1));
    }

    [Fact]
    public void Quarantine_and_seals_that_can_be_refused_take_as_much_as_counts_do()
    {
        ServiceBounds bounds = Smallest with { Frames = 1 << 18, Regions = 1000 };
        int counts = new FrameCounts(bounds.Frames).Sections.Sum(section => section.Length);
        int few = Services.Of("Cascade", "Holder", bounds).ImageBytes;
        Assert.Equal(
            counts + 8000 + sizeof(int),
            Services.Of(new PolicyName("Cascade", "Holder", "Quarantine"), bounds).ImageBytes - few);
        Assert.Equal(
            counts,
            Services.Of(new PolicyName("Cascade", "Holder", "Native", "Refusing"), bounds).ImageBytes - few);
        Assert.InRange(counts / (double)bounds.Frames, 4.14, 4.15);
    }

    [Fact]
    public void What_is_not_in_an_image_is_little()
    {
        ServiceBounds bounds = Smallest with { Frames = 1 << 18, Dataspaces = 1 << 12 };
        _ = Services.Of("Cascade", "Holder", Smallest);
        ICheckpointedService? service = null;
        long allocated = AllocatedBytes.Of(() => service = Services.Of("Cascade", "Holder", bounds));
        Assert.InRange(allocated, service!.ImageBytes, service.ImageBytes + 8000);
    }

    private static ServiceBounds Smallest { get; } = new() { Frames = 1, Dataspaces = 1, Quotas = [0] };

    private static double PerPiece(
        string charging, Func<ServiceBounds, ServiceBounds> many, int pieces, string lifetime = "Cascade")
    {
        int smallest = Services.Of(lifetime, charging, Smallest).ImageBytes;
        return (Services.Of(lifetime, charging, many(Smallest)).ImageBytes - smallest) / (double)pieces;
    }
}
