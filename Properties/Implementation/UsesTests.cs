using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>What regions and capabilities do to a dataspace that is freed, or whose session closes.</summary>
public sealed class UsesTests
{
    private static readonly SessionId First = new(0);

    private static readonly SessionId Second = new(1);

    private static readonly SessionId Third = new(2);

    private static readonly ServiceBounds Delegated =
        Services.Few with { Quotas = [8, 8, 8], Sharing = Sharing.Delegated };

    [Theory]
    [InlineData("Unlink")]
    [InlineData("Handles")]
    public void A_region_keeps_its_dataspace_as_a_zombie_until_the_last_one_is_detached(string lifetime)
    {
        ICheckpointedService service = Services.Of(lifetime, "Holder");
        DataspaceCapability dataspace = service.Allocated(0, 3);
        RegionCapability own = service.Attached(0, dataspace);
        RegionCapability foreign = service.Attached(1, dataspace);

        service.Freed(0, dataspace);

        Assert.Equal(Life.Zombie, service.DataspaceAt(0).Life);
        Assert.Equal([3, 0], service.Used());
        Assert.Equal(new RegionStatus(Second, 1, 0, 3, true), service.RegionAt(1));
        Assert.Equal(Refusal.InvalidDataspace, service.Attach(First, dataspace, out _));
        service.SelfCheck();
        Assert.Equal(Refusal.None, service.Detach(First, own));
        Assert.Equal(Life.Zombie, service.DataspaceAt(0).Life);
        Assert.Equal(Refusal.None, service.Detach(Second, foreign));
        Assert.Equal(default, service.DataspaceAt(0));
        service.IsEmpty();
    }

    [Fact]
    public void A_close_of_the_last_session_that_has_it_mapped_takes_the_zombie_and_those_above()
    {
        ICheckpointedService service = Services.Of("Handles", "Allocator");
        DataspaceCapability upper = service.Allocated(0, 3);
        DataspaceCapability lower = service.Aliased(0, upper, 1, 2);
        service.Attached(1, lower);
        service.Freed(0, upper);
        service.Freed(0, lower);
        Assert.Equal((Life.Zombie, Life.Zombie), (service.DataspaceAt(0).Life, service.DataspaceAt(1).Life));
        service.SelfCheck();

        service.Close(Second);

        service.IsEmpty();
    }

    [Fact]
    public void What_a_region_keeps_loses_its_aliases_if_they_are_orphaned()
    {
        ICheckpointedService service = Services.Of("Unlink", "Heir");
        DataspaceCapability original = service.Allocated(0, 3);
        service.Aliased(1, original, 0, 2);
        RegionCapability region = service.Attached(1, original);
        service.Freed(0, original);

        Assert.Equal((Life.Zombie, 0), (service.DataspaceAt(0).Life, service.DataspaceAt(1).ParentPlusOne));
        Assert.Equal([3, 0], service.Used());
        service.SelfCheck();
        Assert.Equal(Refusal.None, service.Detach(Second, region));
        Assert.Equal([0, 2], service.Used());
        Assert.Equal(6, service.FreeFrames);
        service.SelfCheck();
    }

    [Fact]
    public void A_region_stands_in_the_way_of_a_free_but_not_of_a_close()
    {
        ICheckpointedService service = Services.Of("Busy", "Holder");
        DataspaceCapability dataspace = service.Allocated(0, 3);
        DataspaceCapability alias = service.Aliased(1, dataspace, 0, 1);
        RegionCapability region = service.Attached(1, dataspace);
        byte[] before = service.Image();

        Assert.Equal(Refusal.HasAliases, service.Free(First, dataspace));
        Assert.True(service.Matches(before));
        service.Freed(1, alias);
        Assert.Equal(Refusal.Busy, service.Free(First, dataspace));
        Assert.Equal(Refusal.None, service.Detach(Second, region));
        service.Attached(1, dataspace);
        service.Close(First);
        Assert.Equal(default, service.RegionAt(0));
        service.IsEmpty();
    }

    [Fact]
    public void A_dataspace_passes_to_the_lowest_session_that_holds_it_and_is_paid_there()
    {
        foreach (string charging in (string[])["Holder", "HolderOnce", "Retainer", "Heir"])
        {
            ICheckpointedService service = Services.Of("Handles", charging, Delegated with { Quotas = [8, 2, 8] });
            DataspaceCapability dataspace = service.Allocated(2, 5);
            Share(service, Third, Second, dataspace);
            Share(service, Third, First, dataspace);

            service.Freed(2, dataspace);
            Assert.Equal((First, Life.Live), (service.DataspaceAt(0).Owner, service.DataspaceAt(0).Life));
            Assert.Equal([5, 0, 0], service.Used());
            Assert.False(service.CanName(Third, 0));
            service.SelfCheck();

            // Whoever gets it is not asked for quota.
            service.Close(First);
            Assert.Equal([0, 5, 0], service.Used());
            Assert.Equal(Refusal.OutOfQuota, service.Alloc(Second, 1, out _));
            service.SelfCheck();
            service.Freed(1, dataspace);
            service.IsEmpty();
        }
    }

    [Fact]
    public void What_passes_keeps_its_place_its_payer_and_its_regions()
    {
        ICheckpointedService service = Services.Of("Handles", "Allocator", Delegated);
        DataspaceCapability original = service.Allocated(0, 5);
        DataspaceCapability alias = service.Aliased(0, original, 1, 3);
        DataspaceCapability below = service.Aliased(0, alias, 0, 1);
        service.Attached(0, alias);
        Share(service, First, Second, alias);
        DataspaceStatus before = service.DataspaceAt(1);

        service.Freed(0, alias);

        Assert.Equal(before with { Owner = Second }, service.DataspaceAt(1));
        Assert.Equal(new RegionStatus(First, 2, 1, 3, false), service.RegionAt(0));
        Assert.Equal([5, 0, 0], service.Used());
        service.Freed(0, original);
        service.Freed(0, below);
        service.Freed(1, alias);
        Assert.Equal(Life.Zombie, service.DataspaceAt(1).Life);
        service.Close(First);
        service.IsEmpty();
    }

    [Fact]
    public void What_all_holders_have_given_up_passes_to_nobody()
    {
        ICheckpointedService service = Services.Of("Handles", "Holder", Delegated);
        DataspaceCapability dataspace = service.Allocated(0, 5);
        Share(service, First, Second, dataspace);

        Assert.Equal(Refusal.InvalidDataspace, service.Drop(First, dataspace));
        Assert.Equal(Refusal.InvalidDataspace, service.Drop(Third, dataspace));
        Assert.Equal(Refusal.None, service.Drop(Second, dataspace));
        Assert.Equal(Refusal.InvalidDataspace, service.Drop(Second, dataspace));
        Assert.False(service.CanName(Second, 0));
        service.SelfCheck();
        service.Freed(0, dataspace);
        service.IsEmpty();
    }

    [Fact]
    public void With_open_sharing_a_drop_is_checked_and_changes_nothing()
    {
        ICheckpointedService service = Services.Of("Handles", "Holder");
        DataspaceCapability dataspace = service.Allocated(0, 5);
        byte[] before = service.Image();

        Assert.Equal(Refusal.InvalidDataspace, service.Drop(First, dataspace));
        Assert.Equal(Refusal.InvalidDataspace, service.Drop(Second, default));
        Assert.Equal(Refusal.None, service.Drop(Second, dataspace));
        Assert.True(service.Matches(before));
    }

    // One session sends what it holds back and forth, and lets the other one pay: more than an int can count.
    [Fact]
    public void What_is_passed_can_be_charged_beyond_every_quota()
    {
        const int Length = 1 << 24;
        ICheckpointedService service = Services.Of("Handles", "Holder", new ServiceBounds
        {
            Frames = Length,
            Dataspaces = 200,
            Quotas = [Length, 0],
            Sharing = Sharing.Delegated,
        });
        DataspaceCapability original = service.Allocated(0, Length);
        Share(service, First, Second, original);
        service.Freed(0, original);
        Share(service, Second, First, original);
        for (int alias = 1; alias < 130; alias++)
        {
            DataspaceCapability made = service.Aliased(0, original, 0, Length);
            Share(service, First, Second, made);
            service.Freed(0, made);
        }

        Assert.Equal([0, int.MaxValue], service.Used());
        service.SelfCheck();
        service.Close(Second);
        service.Close(First);
        service.IsEmpty();
    }

    private static void Share(
        IRamService service, SessionId giver, SessionId receiver, DataspaceCapability dataspace) =>
        Assert.Equal(Refusal.None, service.Share(giver, receiver, dataspace));
}
