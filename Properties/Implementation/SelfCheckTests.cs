using System.Globalization;
using System.Runtime.InteropServices;

using ModelCheck.Implementation.Records;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;
using Xunit.Abstractions;

namespace ModelCheck.Properties.Implementation;

/// <summary>What the self-check says of records that are spoilt.</summary>
public sealed class SelfCheckTests(ITestOutputHelper output)
{
    private static readonly SessionId First = new(0);

    private static readonly SessionId Second = new(1);

    public static TheoryData<string, string> Policies => PolicyPairs.OfService;

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_bit_is_either_implied_by_others_or_one_of_few_that_may_be_either(
        string lifetime, string charging)
    {
        ICheckpointedService service = Furnished(lifetime, charging);
        service.SelfCheck();
        var image = new ServiceImage(service);
        var unnoticed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int bit = 0; bit < image.Bytes.Length * 8; bit++)
        {
            image.Bytes[bit / 8] ^= (byte)(1 << (bit & 7));
            if (!IsNoticed(service, image))
            {
                (string field, int offset) = Field(image.Where(bit / 8));
                unnoticed[field] = unnoticed.GetValueOrDefault(field) + 1;
                Assert.True(
                    IsFree(field, (8 * offset) + (bit & 7), lifetime, charging), $"{field}, {offset}");
            }

            image.Bytes[bit / 8] ^= (byte)(1 << (bit & 7));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{8 * image.Bytes.Length} bits; {string.Join(", ", unnoticed)}"));
        image.Load();
        service.SelfCheck();
    }

    // A life has no bit of its own, and a link may lead to many places.
    [Theory]
    [MemberData(nameof(Policies))]
    public void No_life_link_or_owner_can_be_another_one(string lifetime, string charging)
    {
        ICheckpointedService service = Furnished(lifetime, charging);
        var image = new ServiceImage(service);
        int links = 1 + Math.Max(service.Bounds.Dataspaces, service.Bounds.Regions);
        foreach (ref Slot slot in image.Slots)
        {
            for (int link = -1; link <= links; link++)
            {
                IsNoticed(service, image, ref slot.Parent, link);
                IsNoticed(service, image, ref slot.FirstChild, link);
                IsNoticed(service, image, ref slot.NextSibling, link);
                IsNoticed(service, image, ref slot.PreviousSibling, link);
                IsNoticed(service, image, ref slot.NextOwned, link);
                IsNoticed(service, image, ref slot.PreviousOwned, link);
                IsNoticed(service, image, ref slot.FirstRegion, link);
                IsNoticed(service, image, ref slot.NextDoomed, link);
                IsNoticed(service, image, ref slot.Foster, link);
            }

            IsNoticed(service, image, ref slot.Owner, (ushort)2);
            IsNoticed(service, image, ref slot.Owner, ushort.MaxValue);
            IsNoticed(service, image, ref slot.Base, int.MaxValue);
            IsNoticed(service, image, ref slot.Length, int.MaxValue);
            IsNoticed(service, image, ref slot.Length, int.MinValue);
            IsNoticed(service, image, ref slot.Generation, -1);
            IsNoticed(service, image, ref slot.Generation, DataspaceCapability.MaximalGeneration + 1);
            if (lifetime is not ("Pin" or "SessionBound" or "Handles" or "Unlink"))
            {
                IsNoticed(service, image, ref slot.Flags, (slot.Flags & ~SlotFlags.InUse) | SlotFlags.Zombie);
            }

            if (lifetime is not "Managed")
            {
                IsNoticed(service, image, ref slot.Flags, (slot.Flags & ~SlotFlags.InUse) | SlotFlags.Hollow);
            }
        }

        foreach (ref RegionSlot region in image.Regions)
        {
            for (int link = -1; link <= links; link++)
            {
                IsNoticed(service, image, ref region.Dataspace, link);
                IsNoticed(service, image, ref region.NextOfDataspace, link);
                IsNoticed(service, image, ref region.PreviousOfDataspace, link);
                IsNoticed(service, image, ref region.NextOfSession, link);
                IsNoticed(service, image, ref region.PreviousOfSession, link);
            }

            IsNoticed(service, image, ref region.Session, (ushort)2);
            IsNoticed(service, image, ref region.Writable, (ushort)2);
            IsNoticed(service, image, ref region.Generation, -1);
            IsNoticed(service, image, ref region.Generation, RegionCapability.MaximalGeneration + 1);
        }

        foreach (ref Session session in image.Sessions)
        {
            for (int link = -1; link <= links; link++)
            {
                IsNoticed(service, image, ref session.FirstOwned, link);
                IsNoticed(service, image, ref session.FirstRegion, link);
                IsNoticed(service, image, ref session.Received, link);
            }
        }
    }

    // Just beyond the last one: 12 dataspaces are linked as 1 to 12, and have the families 1 to 12.
    [Fact]
    public void No_family_or_root_can_be_one_that_does_not_exist()
    {
        ICheckpointedService service = Furnished("FirstClass", "Heir");
        var image = new ServiceImage(service);
        foreach (ref int number in MemoryMarshal.Cast<byte, int>(image.Of("rest")))
        {
            IsNoticed(service, image, ref number, 13);
            IsNoticed(service, image, ref number, -1);
            IsNoticed(service, image, ref number, int.MinValue);
        }
    }

    [Fact]
    public void Aliases_of_each_other_in_a_circle_are_noticed()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Nobody");
        DataspaceCapability original = service.Allocated(0, 2);
        service.Aliased(0, service.Aliased(0, original, 0, 2), 0, 2);
        service.Freed(0, original);
        service.SelfCheck();
        var image = new ServiceImage(service);

        // The upper one of the two that are left becomes the only alias of the lower one.
        Assert.Equal((0, 2), (image.Slots[1].Parent, image.Slots[2].Parent));
        image.Slots[1].Parent = 3;
        image.Slots[2].FirstChild = 2;
        image.Load();

        Assert.Contains(
            "aliases of themselves",
            Assert.Throws<InvalidOperationException>(service.SelfCheck).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Regions_after_each_other_in_a_circle_are_noticed()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Nobody");
        DataspaceCapability dataspace = service.Allocated(0, 2);
        service.Attached(0, dataspace);
        service.Attached(0, dataspace);
        var image = new ServiceImage(service);
        image.Slots[0].FirstRegion = 0;
        image.Regions[0].NextOfDataspace = 2;
        image.Regions[1].PreviousOfDataspace = 1;
        image.Load();
        Assert.Throws<InvalidOperationException>(service.SelfCheck);
    }

    [Fact]
    public void Quotas_that_are_divided_anew_without_a_gift_are_noticed()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Nobody");
        var image = new ServiceImage(service);
        image.Sessions[0].Quota--;
        image.Sessions[1].Quota++;
        Assert.True(IsNoticed(service, image));
        image.Sessions[0].Given++;
        image.Sessions[1].Taken++;
        Assert.True(IsNoticed(service, image));
        MemoryMarshal.Cast<byte, int>(image.Of("given"))[1] = 1;
        Assert.False(IsNoticed(service, image));
        Assert.Equal(1, service.GivenBy(First, Second));
    }

    // What can be changed into something else that could have come about as well. Of generations only the bounds are
    // known; of a right or a seal nothing if nothing was made of it yet; of a payer nothing unless it pays; and of what
    // is hollow not where it was.
    private static bool IsFree(string field, int bit, string lifetime, string charging) => field switch
    {
        "Slot.Generation" or "RegionSlot.Generation" => bit < 44,
        "Slot.Flags" => (SlotFlags)(1 << bit) is SlotFlags.Writable or SlotFlags.Sealed or SlotFlags.Alias,
        "Slot.Payer" => charging != "Allocator" || lifetime == "Managed",
        "Slot.Base" or "Slot.Length" => lifetime == "Managed",
        "RegionSlot.Writable" => bit == 0,
        _ => false,
    };

    private static bool IsNoticed(ICheckpointedService service, ServiceImage image)
    {
        image.Load();
        try
        {
            service.SelfCheck();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static void IsNoticed<T>(ICheckpointedService service, ServiceImage image, ref T field, T wrong)
    {
        T right = field;
        if (EqualityComparer<T>.Default.Equals(right, wrong))
        {
            return;
        }

        field = wrong;
        Assert.True(IsNoticed(service, image), $"{wrong} instead of {right} is not noticed.");
        field = right;
    }

    // Everything there is under the policy, in two families, of two sessions that share with each other.
    private static ICheckpointedService Furnished(string lifetime, string charging)
    {
        ICheckpointedService service = Services.Of(lifetime, charging, new ServiceBounds
        {
            Frames = 70,
            Dataspaces = 12,
            Regions = 5,
            Quotas = [40, 40],
            Sharing = Sharing.Delegated,
        });
        DataspaceCapability large = service.Allocated(0, 9);
        service.Share(First, Second, large);
        Assert.Equal(Refusal.None, service.Donate(First, Second, 3));
        if (lifetime == nameof(Replace))
        {
            large = service.Aliased(0, large, 1, 7);
            service.Share(First, Second, large);
        }
        else
        {
            DataspaceCapability foreign = service.Aliased(1, large, 1, 7);
            DataspaceCapability lower = service.Aliased(1, foreign, 1, 5);
            service.Aliased(0, large, 2, 5);
            service.Aliased(1, lower, 0, 3);
            service.Share(Second, First, lower);
            service.Free(First, large);
        }

        DataspaceCapability small = service.Allocated(1, 3);
        service.Attached(1, small);
        Assert.Equal(Refusal.None, service.Seal(Second, small));
        service.Attached(1, small);
        DataspaceCapability last = service.Allocated(1, 1);
        service.Share(Second, First, last);
        service.Attached(0, last);
        service.Attached(1, last);
        return service;
    }

    private static (string Field, int Offset) Field((string Section, int Offset) place) => place.Section switch
    {
        "slots" => (place.Offset % 64) switch
        {
            < 8 => ("Slot.Generation", place.Offset % 8),
            < 12 => ("Slot.Base", place.Offset % 4),
            < 16 => ("Slot.Length", place.Offset % 4),
            54 or 55 => ("Slot.Payer", place.Offset % 2),
            >= 56 and < 60 => ("Slot.Flags", place.Offset % 4),
            _ => ("Slot.Other", place.Offset % 64),
        },
        "regions" when place.Offset % 32 < 8 => ("RegionSlot.Generation", place.Offset % 8),
        "regions" when place.Offset % 32 >= 30 => ("RegionSlot.Writable", place.Offset % 2),
        _ => place,
    };
}
