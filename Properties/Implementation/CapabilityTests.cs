using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public sealed class CapabilityTests
{
    private static readonly SessionId First = new(0);

    private static readonly ServiceBounds Two = Services.Few with { Dataspaces = 2, Regions = 2 };

    [Fact]
    public void A_stale_capability_names_nothing_even_when_its_slot_is_used_again()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator", Two);
        DataspaceCapability stale = service.Allocated(0, 1);
        service.Freed(0, stale);
        NamesNothing(service, stale);

        DataspaceCapability next = service.Allocated(0, 1);

        Assert.Equal((stale.Slot, stale.Generation + 1), (next.Slot, next.Generation));
        NamesNothing(service, stale);
        service.Freed(0, next);
    }

    [Fact]
    public void A_forged_capability_names_nothing()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator", Two);
        DataspaceCapability right = service.Allocated(0, 1);
        foreach (DataspaceCapability forged in (DataspaceCapability[])[
            default,
            DataspaceCapability.Of(0, 0),
            DataspaceCapability.Of(0, right.Generation + 1),
            DataspaceCapability.Of(0, DataspaceCapability.MaximalGeneration),
            DataspaceCapability.Of(1, 0),
            DataspaceCapability.Of(1, 1),
            DataspaceCapability.Of(2, right.Generation),
            DataspaceCapability.Of(DataspaceCapability.MaximalSlots - 1, right.Generation),
            new DataspaceCapability(ulong.MaxValue),
        ])
        {
            NamesNothing(service, forged);
        }

        service.Freed(0, right);
    }

    [Fact]
    public void A_zombie_is_not_named_even_by_the_capability_that_made_it()
    {
        ICheckpointedService service = Services.Of("Pin", "Allocator", Two);
        DataspaceCapability original = service.Allocated(0, 1);
        service.Aliased(0, original, 0, 1);
        service.Freed(0, original);

        Assert.Equal(Life.Zombie, service.DataspaceAt(0).Life);
        Assert.Equal(original, service.DataspaceCapabilityAt(0));
        NamesNothing(service, original);
    }

    [Fact]
    public void A_region_that_is_gone_forged_or_of_another_session_is_invalid()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator", Two);
        DataspaceCapability dataspace = service.Allocated(0, 1);
        Assert.Equal(default, service.RegionCapabilityAt(0));
        RegionCapability stale = service.Attached(0, dataspace);
        Assert.Equal(Refusal.None, service.Detach(First, stale));
        Assert.Equal(Refusal.InvalidRegion, service.Detach(First, stale));
        RegionCapability region = service.Attached(0, dataspace);
        Assert.Equal((stale.Slot, stale.Generation + 1), (region.Slot, region.Generation));
        byte[] before = service.Image();
        foreach (RegionCapability forged in (RegionCapability[])[
            stale,
            default,
            RegionCapability.Of(0, region.Generation + 1),
            RegionCapability.Of(1, 0),
            RegionCapability.Of(1, 1),
            RegionCapability.Of(2, 1),
            new RegionCapability(ulong.MaxValue),
        ])
        {
            Assert.Equal(Refusal.InvalidRegion, service.Detach(First, forged));
        }

        Assert.Equal(Refusal.InvalidRegion, service.Detach(new SessionId(1), region));
        Assert.True(service.Matches(before));
        Assert.Equal(region, service.RegionCapabilityAt(0));
        service.Freed(0, dataspace);
        Assert.Equal(Refusal.InvalidRegion, service.Detach(First, region));
    }

    [Theory]
    [InlineData("Cascade")]
    [InlineData("Managed")]
    [InlineData("Pin")]
    public void A_slot_whose_generations_are_used_up_is_retired_and_never_wraps(string lifetime)
    {
        ICheckpointedService service = Services.Of(lifetime, "Heir", Two);
        var image = new ServiceImage(service);
        image.Slots[0].Generation = DataspaceCapability.MaximalGeneration - 2;
        image.Load();
        service.SelfCheck();

        DataspaceCapability last = service.Allocated(0, 1);
        service.Freed(0, last);
        last = service.Allocated(0, 1);
        Assert.Equal(DataspaceCapability.Of(0, DataspaceCapability.MaximalGeneration), last);
        service.SelfCheck();
        service.Freed(0, last);
        service.SelfCheck();

        NamesNothing(service, last);
        DataspaceCapability other = service.Allocated(0, 1);
        Assert.Equal(DataspaceCapability.Of(1, 1), other);
        Assert.Equal(Refusal.OutOfCaps, service.Alloc(First, 1, out _));
        service.Freed(0, other);
        Assert.Equal(DataspaceCapability.Of(1, 2), service.Allocated(0, 1));
    }

    [Fact]
    public void When_all_slots_are_retired_there_are_no_capabilities_left_and_no_regions()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Holder", Two with { Dataspaces = 3 });
        var image = new ServiceImage(service);
        foreach (ref Slot slot in image.Slots)
        {
            slot.Generation = DataspaceCapability.MaximalGeneration - 1;
        }

        image.Regions[0].Generation = RegionCapability.MaximalGeneration - 1;
        image.Regions[1].Generation = RegionCapability.MaximalGeneration - 2;
        image.Load();
        DataspaceCapability original = service.Allocated(0, 1);
        DataspaceCapability alias = service.Aliased(0, original, 0, 1);
        for (int region = 0; region < 3; region++)
        {
            Assert.Equal(Refusal.None, service.Detach(First, service.Attached(0, original)));
            service.SelfCheck();
        }

        Assert.Equal(Refusal.OutOfRegions, service.Attach(First, original, out _));
        service.Freed(0, original);
        service.Freed(0, alias);
        service.Freed(0, service.Allocated(0, 1));
        service.SelfCheck();

        Assert.Equal(Refusal.OutOfCaps, service.Alloc(First, 1, out _));
        service.Close(First);
        Assert.Equal(Refusal.OutOfCaps, service.Alloc(First, 1, out _));
        service.IsEmpty();
    }

    private static void NamesNothing(ICheckpointedService service, DataspaceCapability dataspace)
    {
        byte[] before = service.Image();
        Assert.All(
            (Refusal[])[
                service.Alias(First, dataspace, false, 0, 1, out DataspaceCapability made),
                service.Free(First, dataspace),
                service.Revoke(First, dataspace),
                service.Seal(First, dataspace),
                service.Attach(First, dataspace, out RegionCapability region),
                service.Share(First, new SessionId(1), dataspace),
            ],
            refusal => Assert.Equal(Refusal.InvalidDataspace, refusal));
        Assert.Equal((default, default), (made, region));
        Assert.True(service.Matches(before));
    }
}
