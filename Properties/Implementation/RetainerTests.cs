using System.Runtime.InteropServices;

using ModelCheck.Implementation;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>What a dataspace alone would keep allocated, and who pays for it.</summary>
public sealed class RetainerTests
{
    private static readonly SessionId First = new(0);

    private static readonly SessionId Second = new(1);

    [Fact]
    public void A_slice_pays_for_the_buffer_that_it_keeps()
    {
        ICheckpointedService service = Services.Of("Pin", "Retainer", Services.Few with { Quotas = [20, 11] });
        DataspaceCapability buffer = service.Allocated(0, 5);
        DataspaceCapability slice = service.Aliased(1, buffer, 1, 1);
        service.Aliased(1, slice, 0, 1);
        Assert.Equal([5, 10], service.Used());
        Assert.Equal(Refusal.OutOfQuota, service.Alias(Second, slice, false, 0, 1, out _));
        service.Freed(0, buffer);
        Assert.Equal([5, 10], service.Used());
        service.SelfCheck();
        service.Close(Second);
        service.IsEmpty();
    }

    [Fact]
    public void Where_no_alias_keeps_its_original_each_pays_for_its_own_length()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Retainer");
        service.Aliased(1, service.Allocated(0, 5), 1, 2);
        Assert.Equal([5, 2], service.Used());
        service.SelfCheck();
    }

    // An own alias keeps its original, a foreign one does not: what passes keeps more or less than before.
    [Fact]
    public void What_passes_is_counted_anew_with_all_below()
    {
        ICheckpointedService service = RamServices.Create<OwnKeep>(
            "Retainer", Services.Few with { Sharing = Sharing.Delegated, Quotas = [30, 30, 0] });
        DataspaceCapability original = service.Allocated(0, 6);
        DataspaceCapability alias = service.Aliased(0, original, 1, 3);
        DataspaceCapability lower = service.Aliased(0, alias, 0, 2);
        service.Aliased(0, lower, 0, 1);
        Assert.Equal([24, 0, 0], service.Used());
        Assert.Equal(Refusal.None, service.Share(First, Second, alias));

        // The alias is of another session than what is above and below now, and those below of one with each other.
        service.Freed(0, alias);
        Assert.Equal([6 + 2 + 2, 3, 0], service.Used());
        service.SelfCheck();

        // Back again.
        Assert.Equal(Refusal.None, service.Share(Second, First, alias));
        service.Freed(1, alias);
        Assert.Equal([24, 0, 0], service.Used());
        service.SelfCheck();
    }

    [Fact]
    public void What_gets_another_parent_is_counted_anew_with_all_below()
    {
        ICheckpointedService service = RamServices.Create<KeptUntilClose>(
            "Retainer", Services.Few with { Quotas = [30, 30] });
        DataspaceCapability original = service.Allocated(0, 6);
        DataspaceCapability alias = service.Aliased(1, original, 1, 3);
        service.Aliased(1, alias, 0, 1);
        Assert.Equal([6, 12], service.Used());
        service.Close(First);
        Assert.Equal([0, 6], service.Used());
        service.SelfCheck();
    }

    [Fact]
    public void Every_record_of_what_is_kept_is_checked()
    {
        ICheckpointedService service = Services.Of("Pin", "Retainer");
        service.Aliased(0, service.Allocated(0, 3), 1, 1);
        service.SelfCheck();
        var image = new ServiceImage(service);
        Span<int> rest = MemoryMarshal.Cast<byte, int>(image.Of("rest"));
        Assert.Equal(6, rest.Length);
        foreach (ref int kept in rest)
        {
            kept++;
            image.Load();
            Assert.Throws<InvalidOperationException>(service.SelfCheck);
            kept--;
        }

        // One frame more, and charged as well.
        rest[1]++;
        image.Sessions[0].Used++;
        image.Load();
        Assert.Equal(
            "Dataspace 1 keeps 3 frames instead of 4.",
            Assert.Throws<InvalidOperationException>(service.SelfCheck).Message);
    }

    private readonly struct OwnKeep : ILifetimePolicy
    {
        public static string Name => nameof(OwnKeep);

        public static string Summary => Name;

        public static string Source => Name;

        public static CapabilityFate CapabilityOnFree => CapabilityFate.Passing;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Pinning : AliasFate.Orphaned;

        public static AliasFate OnClose(Kinship kinship) => OnFree(kinship);
    }

    private readonly struct KeptUntilClose : ILifetimePolicy
    {
        public static string Name => nameof(KeptUntilClose);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Pinning;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Orphaned;
    }
}
