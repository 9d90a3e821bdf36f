using System.Runtime.CompilerServices;

using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Frames;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>How much memory there is for what, as the remarks of RamService and its parts say.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void The_records_have_the_sizes_that_are_documented() => Assert.Equal(
        (64, 32, 20, 8, 12, 12, 12),
        (Unsafe.SizeOf<Slot>(), Unsafe.SizeOf<RegionSlot>(), Unsafe.SizeOf<Session>(), Unsafe.SizeOf<CountNode>(),
            Unsafe.SizeOf<RunSummary>(), Unsafe.SizeOf<Kin>(), Unsafe.SizeOf<Family>()));

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
    public void A_dataspace_takes_64_bytes_and_a_little_more_than_a_bit_and_24_bytes_more_under_charging_heir(
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
        Assert.InRange(shared - few, 16, 16 + (127 * 20 / (double)dataspaces) + 0.1);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    public void A_region_takes_32_bytes_and_a_little_more_than_a_bit(int regions) =>
        Assert.InRange(PerPiece("Holder", bounds => bounds with { Regions = regions }, regions), 32.124, 32.15);

    [Fact]
    public void A_session_takes_20_bytes() => Assert.Equal(
        20.0, PerPiece("Holder", bounds => bounds with { Quotas = Services.Equal(10_001, 0) }, 10_000));

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

    private static double PerPiece(string charging, Func<ServiceBounds, ServiceBounds> many, int pieces)
    {
        int smallest = Services.Of("Cascade", charging, Smallest).ImageBytes;
        return (Services.Of("Cascade", charging, many(Smallest)).ImageBytes - smallest) / (double)pieces;
    }
}
