using System.Collections.Immutable;

using ModelCheck.Implementation;
using ModelCheck.Implementation.Frames;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Sealings;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>What lies at the edge of what numbers there are.</summary>
public sealed class BoundsTests
{
    private static readonly SessionId First = new(0);

    public static TheoryData<string, ServiceBounds> Refused => new()
    {
        { "Frames", Services.Few with { Frames = 0 } },
        { "Frames", Services.Few with { Frames = -1 } },
        { "Frames", Services.Few with { Frames = FrameBitmap.MaximalFrames + 1 } },
        { "Dataspaces", Services.Few with { Dataspaces = 0 } },
        { "Dataspaces", Services.Few with { Dataspaces = DataspaceCapability.MaximalSlots + 1 } },
        { "Dataspaces", Services.Few with { Dataspaces = int.MaxValue } },
        { "Regions", Services.Few with { Regions = -1 } },
        { "Regions", Services.Few with { Regions = RegionCapability.MaximalSlots + 1 } },
        { "Quotas", Services.Few with { Quotas = [] } },
        { "Quotas", Services.Few with { Quotas = default(ImmutableArray<int>) } },
        { "Quotas", Services.Few with { Quotas = Services.Equal(65_537, 0) } },
        { "Quotas", Services.Few with { Quotas = [3, -1] } },
        { "Quotas", Services.Few with { Quotas = [int.MaxValue, 1] } },
        { "Quotas", Services.Few with { Quotas = [int.MaxValue, int.MaxValue, int.MaxValue] } },
        { "AliasCost", Services.Few with { AliasCost = -1 } },
        {
            "Sharing",
            Services.Few with
            {
                Dataspaces = DataspaceCapability.MaximalSlots,
                Quotas = Services.Equal(65_536, 0),
                Sharing = Sharing.Delegated,
            }
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Bounds_that_cannot_be_kept_are_refused_by_name(string name, ServiceBounds bounds) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => RamServices.Create<Cascade>("Heir", bounds));

    [Fact]
    public void The_least_and_the_most_of_each_bound_is_taken()
    {
        var least = new ServiceBounds { Frames = 1, Dataspaces = 1, Quotas = [0], AliasCost = 0 };
        RamServices.Create<Cascade>("Heir", least).SelfCheck();
        RamServices.Create<Cascade>("Heir", least with { Quotas = Services.Equal(65_536, 32_767) }).SelfCheck();
        RamServices.Create<Cascade>("Heir", least with { Quotas = [int.MaxValue, 0] }).SelfCheck();
        RamServices.Create<Managed>("Heir", least with { AliasCost = int.MaxValue }).SelfCheck();
    }

    [Fact]
    public void What_is_not_there_is_refused_when_a_service_is_made()
    {
        Assert.Throws<ArgumentNullException>(() => RamServices.Create(null!, "Heir", Services.Few));
        Assert.Throws<ArgumentNullException>(() => RamServices.Create<Cascade>("Heir", null!));
        Assert.Throws<ArgumentException>("charging", () => RamServices.Create<Cascade>("heir", Services.Few));
        Assert.ThrowsAny<ArgumentException>(() => RamServices.Create(typeof(int), "Heir", Services.Few));
        Assert.Equal(
            ["Allocator", "Heir", "Holder", "HolderOnce", "Nobody", "Retainer"], RamServices.ChargingNames);
        Assert.Equal(["Native", "Quarantine"], RamServices.PlatformNames);
        Assert.Throws<ArgumentException>(
            "platform",
            () => RamServices.Create(typeof(Cascade), "Heir", "Dangling", typeof(Subtree), Services.Few));
        Assert.ThrowsAny<ArgumentException>(
            () => RamServices.Create(typeof(Cascade), "Heir", "Native", typeof(Cascade), Services.Few));
    }

    [Fact]
    public void Sessions_that_do_not_exist_are_out_of_range_for_everything_that_names_one()
    {
        ICheckpointedService service = Services.Of("Cascade", "Holder");
        DataspaceCapability dataspace = service.Allocated(0, 1);
        byte[] before = service.Image();
        var none = new SessionId(2);
        foreach (SessionId session in (SessionId[])[none, new SessionId(-1), new SessionId(int.MaxValue)])
        {
            Assert.All(
                (Action[])[
                    () => service.Alloc(session, 1, out _),
                    () => service.Alias(session, dataspace, false, 0, 1, out _),
                    () => service.Free(session, dataspace),
                    () => service.Revoke(session, dataspace),
                    () => service.Seal(session, dataspace),
                    () => service.Attach(session, dataspace, out _),
                    () => service.Detach(session, default),
                    () => service.Share(session, First, dataspace),
                    () => service.Share(First, session, dataspace),
                    () => service.Close(session),
                    () => service.Donate(session, First, 0),
                    () => service.Donate(First, session, 0),
                    () => service.Drop(session, dataspace),
                    () => service.GivenBy(session, First),
                    () => service.GivenBy(First, session),
                    () => service.UsedBy(session),
                    () => service.QuotaOf(session),
                    () => service.CanName(session, 0),
                ],
                ask => Assert.Throws<ArgumentOutOfRangeException>("session", ask));
        }

        Assert.True(service.Matches(before));
    }

    [Theory]
    [InlineData("Cascade")]
    [InlineData("Managed")]
    public void Sizes_and_offsets_that_would_overflow_when_added_are_refused(string lifetime)
    {
        ICheckpointedService service = Services.Of(
            lifetime, "Allocator", Services.Few with { Quotas = [int.MaxValue - 8, 8] });
        DataspaceCapability dataspace = service.Allocated(0, 4);
        byte[] before = service.Image();

        Assert.Equal(Refusal.InvalidSize, service.Alloc(First, 0, out _));
        Assert.Equal(Refusal.InvalidSize, service.Alloc(First, int.MinValue, out _));
        Assert.Equal(Refusal.OutOfMemory, service.Alloc(First, int.MaxValue - 12, out _));
        Assert.Equal(Refusal.OutOfQuota, service.Alloc(First, int.MaxValue - 11, out _));
        Assert.Equal(Refusal.OutOfQuota, service.Alloc(First, int.MaxValue, out _));
        foreach ((int offset, int size) in (ReadOnlySpan<(int, int)>)[
            (0, 0), (0, -1), (0, int.MinValue), (0, 5), (1, 4), (4, 1), (-1, 1), (-1, 2), (int.MinValue, 1),
            (int.MaxValue, 1), (1, int.MaxValue), (int.MaxValue, int.MaxValue), (int.MinValue, int.MinValue),
            (int.MinValue, int.MaxValue), (-4, 8),
        ])
        {
            Assert.Equal(Refusal.InvalidRange, service.Alias(First, dataspace, false, offset, size, out _));
        }

        Assert.True(service.Matches(before));
        Assert.Equal(Refusal.None, service.Alias(First, dataspace, false, 3, 1, out _));
        Assert.Equal(Refusal.None, service.Alias(First, dataspace, false, 0, 4, out _));
    }

    [Fact]
    public void An_alias_that_costs_more_than_there_can_be_is_out_of_quota()
    {
        ServiceBounds bounds = Services.Few with { AliasCost = int.MaxValue, Quotas = [int.MaxValue] };
        ICheckpointedService service = Services.Of("Managed", "Heir", bounds);
        DataspaceCapability dataspace = service.Allocated(0, 1);
        Assert.Equal(Refusal.OutOfQuota, service.Alias(First, dataspace, false, 0, 1, out _));

        // Elsewhere it costs nothing.
        service = Services.Of("Cascade", "Heir", bounds);
        service.Aliased(0, service.Allocated(0, 1), 0, 1);
        Assert.Equal([1], service.Used());

        bounds = bounds with { AliasCost = int.MaxValue - 1 };
        service = Services.Of("Managed", "Heir", bounds);
        dataspace = service.Allocated(0, 1);
        DataspaceCapability alias = service.Aliased(0, dataspace, 0, 1);
        Assert.Equal([int.MaxValue], service.Used());
        Assert.Equal(Refusal.OutOfQuota, service.Alias(First, dataspace, false, 0, 1, out _));
        service.SelfCheck();
        service.Freed(0, alias);
        Assert.Equal([1], service.Used());
    }
}
