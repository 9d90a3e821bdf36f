using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>What a seal asks and takes under each sealing policy.</summary>
public sealed class SealingTests
{
    private static readonly SessionId First = new(0);

    private static readonly SessionId Second = new(1);

    [Theory]
    [InlineData("Future", true, true, false)]
    [InlineData("Immediate", false, true, false)]
    [InlineData("Subtree", false, false, true)]
    public void A_seal_takes_rights_of_what_it_reaches(string sealing, bool own, bool below, bool sealsBelow)
    {
        ICheckpointedService service = Of("FirstClass", "Native", sealing);
        DataspaceCapability original = service.Allocated(0, 4);
        DataspaceCapability alias = Writable(service, 1, original);
        DataspaceCapability lowest = Writable(service, 1, alias);
        DataspaceCapability beside = service.Allocated(0, 1);
        service.Attached(0, original);
        service.Attached(1, lowest);
        service.Attached(0, beside);

        Assert.Equal(Refusal.None, service.Seal(First, original));

        Assert.Equal((own, below, true), (Right(service, 0), Right(service, 1), Right(service, 2)));
        Assert.Equal((true, sealsBelow, sealsBelow, false), (
            service.DataspaceAt(0).Sealed, service.DataspaceAt(1).Sealed, service.DataspaceAt(2).Sealed,
            service.DataspaceAt(3).Sealed));
        service.SelfCheck();
        Assert.Equal(
            sealsBelow ? Refusal.PermissionDenied : Refusal.None, service.Alias(First, lowest, true, 0, 1, out _));
    }

    [Fact]
    public void A_seal_is_refused_while_a_writable_region_shows_one_of_the_frames()
    {
        ICheckpointedService service = Of("FirstClass", "Native", "Refusing");
        DataspaceCapability original = service.Allocated(0, 4);
        DataspaceCapability sealedOne = service.Aliased(0, original, 0, 2);
        DataspaceCapability upper = service.Aliased(0, original, 2, 2);
        RegionCapability region = service.Attached(0, original);
        byte[] before = service.Image();

        Assert.Equal(Refusal.Busy, service.Seal(First, original));
        Assert.Equal(Refusal.Busy, service.Seal(First, sealedOne));
        Assert.Equal(Refusal.NotOwner, service.Seal(Second, sealedOne));
        Assert.True(service.Matches(before));
        Assert.Equal(Refusal.None, service.Detach(First, region));
        service.Attached(0, upper);
        Assert.Equal(Refusal.None, service.Seal(First, original));
        Assert.Equal(Refusal.None, service.Seal(First, original));
        service.SelfCheck();
    }

    [Fact]
    public void A_seal_is_refused_while_a_writable_alias_is_left_below()
    {
        ICheckpointedService service = Of("FirstClass", "Native", "Refusing");
        DataspaceCapability original = service.Allocated(0, 4);
        DataspaceCapability alias = Writable(service, 1, original);
        DataspaceCapability lowest = Writable(service, 1, alias);

        Assert.Equal(Refusal.Busy, service.Seal(First, original));
        Assert.Equal(Refusal.None, service.Seal(Second, lowest));
        Assert.Equal(Refusal.Busy, service.Seal(First, original));
        Assert.Equal(Refusal.None, service.Seal(Second, alias));
        Assert.Equal(Refusal.None, service.Seal(First, original));
        service.SelfCheck();
    }

    [Fact]
    public void A_dead_region_still_stands_in_the_way_of_a_seal()
    {
        ICheckpointedService service = Of("FirstClass", "Quarantine", "Refusing");
        DataspaceCapability original = service.Allocated(0, 4);
        DataspaceCapability alias = Writable(service, 1, original);
        service.Attached(0, original);
        service.Freed(0, original);

        Assert.Equal(Refusal.Busy, service.Seal(Second, alias));
        service.Flush();
        Assert.Equal(Refusal.None, service.Seal(Second, alias));
        service.SelfCheck();
    }

    [Fact]
    public void No_seal_reaches_a_dead_region()
    {
        ICheckpointedService service = Of("FirstClass", "Quarantine", "Subtree");
        DataspaceCapability original = service.Allocated(0, 4);
        DataspaceCapability alias = Writable(service, 1, original);
        service.Attached(0, original);
        service.Attached(1, alias);
        service.Freed(0, original);

        Assert.Equal(Refusal.None, service.Seal(Second, alias));
        Assert.Equal((true, false), (Right(service, 0), Right(service, 1)));
        service.SelfCheck();
    }

    [Fact]
    public void A_hollow_dataspace_has_no_frames_that_could_be_written()
    {
        ICheckpointedService service = Of("Managed", "Native", "Refusing");
        DataspaceCapability original = service.Allocated(0, 4);
        DataspaceCapability alias = Writable(service, 1, original);
        service.Freed(0, original);
        service.Attached(0, service.Allocated(0, 4));
        Assert.Equal(Life.Hollow, service.DataspaceAt(1).Life);

        Assert.Equal(Refusal.None, service.Seal(Second, alias));
        service.SelfCheck();
    }

    [Fact]
    public void A_region_that_a_seal_did_not_reach_is_noticed()
    {
        ICheckpointedService service = Of("FirstClass", "Native", "Immediate");
        DataspaceCapability original = service.Allocated(0, 4);
        service.Attached(0, original);
        Assert.Equal(Refusal.None, service.Seal(First, original));
        var image = new ServiceImage(service);
        image.Regions[0].Writable = 1;
        image.Load();
        Assert.Throws<InvalidOperationException>(service.SelfCheck);

        service = Of("FirstClass", "Native", "Refusing");
        service.Attached(0, service.Allocated(0, 4));
        image = new ServiceImage(service);
        image.Of("rest")[0] ^= 1;
        image.Load();
        Assert.Throws<InvalidOperationException>(service.SelfCheck);
    }

    private static ICheckpointedService Of(string lifetime, string platform, string sealing) =>
        Services.Of(new PolicyName(lifetime, "Nobody", platform, sealing), Services.Few);

    private static bool Right(IRamService service, int region) => service.RegionAt(region).Writable;

    private static DataspaceCapability Writable(IRamService service, int session, DataspaceCapability original)
    {
        int length = service.DataspaceAt(original.Slot).Length;
        Assert.Equal(
            Refusal.None,
            service.Alias(new SessionId(session), original, true, 0, length, out DataspaceCapability made));
        return made;
    }
}
