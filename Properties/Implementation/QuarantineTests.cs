using System.Runtime.InteropServices;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>Regions that are dead, and the frames that they alone keep.</summary>
public sealed class QuarantineTests
{
    private static readonly SessionId First = new(0);

    private static readonly SessionId Second = new(1);

    [Theory]
    [InlineData("Allocator")]
    [InlineData("Heir")]
    [InlineData("Holder")]
    [InlineData("HolderOnce")]
    public void A_dead_region_keeps_its_frames_and_nobody_pays_for_them(string charging)
    {
        ICheckpointedService service = Of("Cascade", charging);
        DataspaceCapability dataspace = service.Allocated(0, 3);
        RegionCapability region = service.Attached(1, dataspace);
        service.Freed(0, dataspace);

        Assert.Equal(new RegionStatus(Second, 0, 0, 3, true), service.RegionAt(0));
        Assert.Equal(default, service.DataspaceAt(0));
        Assert.Equal((5, false, true), (service.FreeFrames, service.IsFree(2), service.IsFree(3)));
        Assert.Equal([0, 0], service.Used());
        Assert.Equal(3, service.DataspaceAt(service.Allocated(0, 1).Slot).Base);
        service.SelfCheck();
        Assert.Equal(Refusal.InvalidRegion, service.Detach(First, region));
        Assert.Equal(Refusal.None, service.Detach(Second, region));
        Assert.Equal(7, service.FreeFrames);
        service.SelfCheck();
    }

    [Fact]
    public void A_flush_takes_all_that_are_dead_and_none_that_lives()
    {
        ICheckpointedService service = Of("FirstClass", "Allocator");
        DataspaceCapability original = service.Allocated(0, 4);
        DataspaceCapability alias = service.Aliased(1, original, 2, 2);
        service.Attached(0, original);
        service.Attached(1, original);
        service.Attached(1, alias);
        service.Freed(0, original);
        Assert.Equal(4, service.FreeFrames);
        Assert.Equal([2, 0], service.Used());

        service.Flush();

        Assert.Equal((default, default), (service.RegionAt(0), service.RegionAt(1)));
        Assert.Equal(new RegionStatus(Second, 2, 2, 2, false), service.RegionAt(2));
        Assert.Equal((6, true, false), (service.FreeFrames, service.IsFree(1), service.IsFree(2)));
        service.SelfCheck();
        byte[] before = service.Image();
        service.Flush();
        Assert.True(service.Matches(before));
    }

    [Fact]
    public void Two_dead_regions_over_a_frame_keep_it_until_the_second_goes()
    {
        ICheckpointedService service = Of("Cascade", "Nobody");
        DataspaceCapability original = service.Allocated(0, 4);
        RegionCapability whole = service.Attached(0, original);
        service.Attached(1, service.Aliased(1, original, 1, 2));
        service.Close(First);
        Assert.Equal(6, service.FreeFrames);
        Assert.Equal([0, 0], service.Used());
        Assert.Equal(Refusal.InvalidRegion, service.Detach(First, whole));
        service.SelfCheck();
        service.Close(Second);
        service.IsEmpty();

        original = service.Allocated(0, 4);
        whole = service.Attached(0, original);
        service.Attached(1, service.Aliased(1, original, 1, 2));
        service.Freed(0, original);
        Assert.Equal(4, service.FreeFrames);
        Assert.Equal(Refusal.None, service.Detach(First, whole));
        Assert.Equal((6, true, false), (service.FreeFrames, service.IsFree(0), service.IsFree(1)));
        service.SelfCheck();
        service.Flush();
        service.IsEmpty();
    }

    [Fact]
    public void A_hollow_dataspace_has_dead_regions_only()
    {
        ICheckpointedService service = Of("Managed", "Allocator");
        DataspaceCapability original = service.Allocated(0, 4);
        service.Attached(1, service.Aliased(1, original, 1, 2));
        service.Freed(0, original);

        Assert.Equal(Life.Hollow, service.DataspaceAt(1).Life);
        Assert.Equal(new RegionStatus(Second, 0, 1, 2, false), service.RegionAt(0));
        Assert.Equal(6, service.FreeFrames);
        service.SelfCheck();
        service.Flush();
        Assert.Equal(8, service.FreeFrames);
    }

    [Fact]
    public void A_service_on_native_has_no_flush()
    {
        Assert.Throws<NotSupportedException>(() => Services.Of("Cascade", "Holder").Flush());
        Assert.Throws<ArgumentException>(
            "regions",
            () => Services.Of("Cascade", "Holder").Restore(
                new DataspaceStatus[6], [new RegionStatus(First, 0, 0, 1, true)], []));
    }

    [Fact]
    public void A_description_of_a_dead_region_is_entered_or_refused()
    {
        ICheckpointedService service = Services.Of(
            new PolicyName("Cascade", "Allocator", "Quarantine", "Refusing"), Services.Few);
        DataspaceStatus[] dataspaces = [new(Life.Live, First, 0, 2, 0, true, false, false, First)];
        service.Restore(dataspaces, [new(Second, 0, 1, 3, true), new(First, 1, 0, 2, true)], []);
        Assert.Equal(new RegionStatus(Second, 0, 1, 3, true), service.RegionAt(0));
        Assert.Equal(4, service.FreeFrames);
        Assert.Equal([2, 0], service.Used());
        service.SelfCheck();
        byte[] before = service.Image();
        foreach (RegionStatus region in (RegionStatus[])[
            new(Second, 0, -1, 3, true), new(Second, 0, 6, 3, true), new(Second, 0, 0, -1, true),
            new(Second, 0, int.MaxValue, int.MaxValue, true), new(new SessionId(2), 0, 0, 1, true),
            new(Second, 2, 0, 1, true), new(Second, -1, 0, 1, true),
        ])
        {
            Assert.Throws<ArgumentException>("regions", () => service.Restore(dataspaces, [region], []));
        }

        Assert.True(service.Matches(before));
        service.Flush();
        Assert.Equal(6, service.FreeFrames);
        service.SelfCheck();
    }

    // The rest begins with the counts of dead regions, then what each of 4 shows, and the first of them.
    [Fact]
    public void Every_record_of_a_dead_region_is_checked()
    {
        ICheckpointedService service = Of("Cascade", "Nobody");
        DataspaceCapability dataspace = service.Allocated(0, 3);
        service.Attached(0, dataspace);
        service.Attached(1, dataspace);
        service.Freed(0, dataspace);
        service.Attached(1, service.Allocated(1, 2));
        service.SelfCheck();
        byte[] right = service.Image();
        int noticed = 0;
        var image = new ServiceImage(service);
        Span<int> rest = MemoryMarshal.Cast<byte, int>(image.Of("rest"));
        for (int index = 0; index < rest.Length; index++)
        {
            for (int bit = 0; bit < 32; bit++)
            {
                rest[index] ^= 1 << bit;
                image.Load();
                Assert.Throws<InvalidOperationException>(service.SelfCheck);
                rest[index] ^= 1 << bit;
                noticed++;
            }
        }

        foreach (int link in (int[])[0, 1, 2, 3, 4, -2, 99])
        {
            image.Regions[0].Dataspace = link;
            image.Load();
            Assert.Throws<InvalidOperationException>(service.SelfCheck);
            image.Regions[0].Dataspace = -1;
        }

        Assert.Equal(32 * (64 + 2 + 8 + 1), noticed);
        service.Load(right);
        service.SelfCheck();
    }

    private static ICheckpointedService Of(string lifetime, string charging) =>
        Services.Of(new PolicyName(lifetime, charging, "Quarantine"), Services.Few);
}
