using ModelCheck.Implementation.Frames;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>
/// As many frames and dataspaces as there can be, hanging on each other as deeply as they can: what is recursive
/// overflows the stack here, and what goes over everything for each dataspace never ends.
/// </summary>
public sealed class FullSizeTests
{
    private const int Aliases = 1_000_000;

    private static readonly SessionId First = new(0);

    private static readonly SessionId Second = new(1);

    [Fact]
    public void A_chain_of_a_million_aliases_is_destroyed_by_one_free_of_its_beginning()
    {
        ICheckpointedService service = Chain("Cascade", "Allocator", out DataspaceCapability original, out _);
        Assert.Equal([1024, 0], service.Used());

        service.Freed(0, original);

        Assert.All(Occupied(service), _ => Assert.Fail("A dataspace is left."));
        service.IsEmpty();
    }

    [Fact]
    public void A_chain_of_a_million_aliases_is_destroyed_by_a_revoke_but_for_its_beginning()
    {
        ICheckpointedService service = Chain("Cascade", "Nobody", out DataspaceCapability original, out _);

        Assert.Equal(Refusal.None, service.Revoke(First, original));

        Assert.Equal([original.Slot], Occupied(service));
        Assert.Equal([1024, 0], service.Used());
        service.SelfCheck();
        service.Freed(0, original);
        service.IsEmpty();
    }

    // Both sessions own every second one: what stays behind is moved to what is left above it.
    [Theory]
    [InlineData("Cascade", "Allocator", 0)]
    [InlineData("FirstClass", "Heir", Aliases / 2)]
    [InlineData("Managed", "Holder", Aliases / 2)]
    [InlineData("Pin", "Nobody", Aliases)]
    [InlineData("Reparent", "Heir", Aliases / 2)]
    public void A_chain_of_a_million_aliases_of_two_sessions_survives_the_close_of_one_as_the_policy_says(
        string lifetime, string charging, int left)
    {
        ICheckpointedService service = Chain(lifetime, charging, out _, out _, sessions: 2);

        service.Close(First);

        Assert.Equal(left, Occupied(service).Count());
        service.SelfCheck();
        service.Close(Second);
        service.IsEmpty();
    }

    [Theory]
    [InlineData("Cascade", "Holder")]
    [InlineData("FirstClass", "Heir")]
    [InlineData("Managed", "Allocator")]
    [InlineData("Pin", "Heir")]
    [InlineData("Reparent", "Nobody")]
    public void A_chain_of_a_million_aliases_of_one_session_is_destroyed_by_its_close(string lifetime, string charging)
    {
        ICheckpointedService service = Chain(lifetime, charging, out _, out _);

        service.Close(First);

        Assert.Empty(Occupied(service));
        service.IsEmpty();
    }

    [Fact]
    public void A_chain_of_a_million_zombies_is_reclaimed_when_the_last_alias_is_freed()
    {
        ICheckpointedService service = Chain("Pin", "Allocator", out _, out DataspaceCapability last);
        for (int slot = 0; slot < last.Slot; slot++)
        {
            service.Freed(0, service.DataspaceCapabilityAt(slot));
        }

        Assert.Equal(Life.Zombie, service.DataspaceAt(0).Life);
        Assert.Equal([1024, 0], service.Used());
        service.SelfCheck();

        service.Freed(0, last);

        Assert.Empty(Occupied(service));
        service.IsEmpty();
    }

    [Fact]
    public void A_chain_of_a_million_aliases_is_hollowed_by_one_free_of_its_beginning()
    {
        ICheckpointedService service =
            Chain("Managed", "Allocator", out DataspaceCapability original, out DataspaceCapability last);

        service.Freed(0, original);

        Assert.Equal(Aliases, Occupied(service).Count(slot => service.DataspaceAt(slot).Life == Life.Hollow));
        Assert.Equal(last.Slot, service.DataspaceAt(last.Slot).ParentPlusOne);
        Assert.Equal((service.Bounds.Frames, Aliases), (service.FreeFrames, service.UsedBy(First)));
        service.SelfCheck();
        service.Close(First);
        service.IsEmpty();
    }

    // From both ends, so that what is adopted moves far and again and again.
    [Fact]
    public void A_chain_of_a_million_aliases_loses_one_after_the_other_and_the_rest_is_adopted()
    {
        ICheckpointedService service = Chain("Reparent", "Heir", out DataspaceCapability original, out _);
        for (int slot = 1; slot < Aliases; slot++)
        {
            service.Freed(0, service.DataspaceCapabilityAt(slot));
        }

        Assert.Equal([0, Aliases], Occupied(service));
        Assert.Equal(1, service.DataspaceAt(Aliases).ParentPlusOne);
        service.SelfCheck();

        service.Freed(0, original);

        Assert.Equal(0, service.DataspaceAt(Aliases).ParentPlusOne);
        Assert.Equal([1, 0], service.Used());
        service.Freed(0, service.DataspaceCapabilityAt(Aliases));
        service.IsEmpty();
    }

    // Each goes while as many are left that could inherit from it.
    [Fact]
    public void Of_a_million_orphans_over_one_frame_those_of_a_session_go_and_one_of_the_rest_inherits()
    {
        ICheckpointedService service = Service("FirstClass", "Heir");
        DataspaceCapability original = service.Allocated(0, 1);
        for (int alias = 0; alias < Aliases; alias++)
        {
            service.Aliased(alias % 2, original, 0, 1);
        }

        service.Freed(0, original);
        Assert.Equal([1, 0], service.Used());

        service.Close(First);

        Assert.Equal([0, 1], service.Used());
        Assert.Equal(Aliases / 2, Occupied(service).Count());
        service.SelfCheck();
        service.Close(Second);
        service.IsEmpty();
    }

    [Fact]
    public void Every_slot_and_every_frame_can_be_in_use_at_once()
    {
        ICheckpointedService service = Service("Cascade", "Holder");
        for (int slot = 0; slot < DataspaceCapability.MaximalSlots; slot++)
        {
            service.Allocated(slot & 1, 16);
        }

        Assert.Equal(0, service.FreeFrames);
        Assert.Equal(Refusal.OutOfCaps, service.Alloc(First, 1, out _));
        Assert.Equal(service.Bounds.Frames - 16, service.DataspaceAt(DataspaceCapability.MaximalSlots - 1).Base);
        service.SelfCheck();
        service.IsEmptyAfterAllCloses();
    }

    private static ICheckpointedService Service(string lifetime, string charging) => Services.Of(
        lifetime,
        charging,
        new ServiceBounds
        {
            Frames = FrameBitmap.MaximalFrames,
            Dataspaces = DataspaceCapability.MaximalSlots,
            Quotas = [int.MaxValue / 2, int.MaxValue / 2],
        });

    // 1024 frames, and each of the aliases one frame shorter than its original until one is left.
    private static ICheckpointedService Chain(
        string lifetime,
        string charging,
        out DataspaceCapability original,
        out DataspaceCapability last,
        int sessions = 1)
    {
        ICheckpointedService service = Service(lifetime, charging);
        original = service.Allocated(0, 1024);
        last = original;
        int length = 1024;
        for (int alias = 1; alias <= Aliases; alias++)
        {
            int shorter = Math.Max(1, length - 1);
            last = service.Aliased(alias % sessions, last, length - shorter, shorter);
            length = shorter;
        }

        return service;
    }

    private static IEnumerable<int> Occupied(ICheckpointedService service) =>
        Enumerable.Range(0, service.Bounds.Dataspaces).Where(slot => service.DataspaceAt(slot).Life != Life.None);
}
