using System.Runtime.InteropServices;

using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>What the service says of one fault at a time, and that it says nothing where there is none.</summary>
public sealed class SelfCheckFaultTests
{
    private static readonly SessionId First = new(0);
    private static readonly SessionId Second = new(1);

    private static readonly ServiceBounds Delegated = Services.Few with { Sharing = Sharing.Delegated };

    [Fact]
    public void A_dataspace_that_the_policy_cannot_make()
    {
        Finds(
            "Dataspace 0 is Live, which neither Alloc nor Alias could make of it.",
            OneDataspace("Cascade"),
            image => image.Slots[0].Flags = SlotFlags.Live);
        Finds(
            "Dataspace 0 is Live, Writable, Alias, which neither Alloc nor Alias could make of it.",
            OneDataspace("Cascade"),
            image => image.Slots[0].Flags |= SlotFlags.Alias);
        Finds(
            "Dataspace 0 is marked Live, Writable, Alias.",
            OneDataspace("Replace"),
            image => image.Slots[0].Flags |= SlotFlags.Alias);
        Finds(
            "Dataspace 0 is marked Hollow, Writable.",
            OneDataspace("FirstClass"),
            image => image.Slots[0].Flags = SlotFlags.Hollow | SlotFlags.Writable);
    }

    [Fact]
    public void A_dataspace_of_nobody_or_of_no_generation()
    {
        Finds(
            "Dataspace 0 belongs to session 2 and is paid by 0.",
            OneDataspace("FirstClass"),
            image => image.Slots[0].Owner = 2);
        Finds(
            "Dataspace 0 belongs to session 0 and is paid by 2.",
            OneDataspace("FirstClass"),
            image => image.Slots[0].Payer = 2);
        Finds(
            "Dataspace 0 is 0+2, number 0.",
            OneDataspace("FirstClass"),
            image => image.Slots[0].Generation = 0);
        Finds(
            "Dataspace 0 is 0+9, number 1.",
            OneDataspace("FirstClass"),
            image => image.Slots[0].Length = 9);
    }

    [Fact]
    public void A_zombie_without_aliases() => Finds(
        "Zombie 0 is kept by nothing.", OneZombie("Pin", Services.Few), image => image.Slots[0].FirstChild = 0);

    [Fact]
    public void A_link_that_leads_nowhere_or_not_at_all()
    {
        Finds(
            "A link leads to slot 98 of 6.", OneAlias("FirstClass"), image => image.Slots[0].FirstChild = 99);
        Finds(
            "1 dataspaces have a parent, but 0 are linked to one.",
            OneAlias("FirstClass"),
            image => image.Slots[0].FirstChild = 0);
    }

    // 3 is an alias of 0 and stays one; 1, which was one as well, becomes the alias of its own alias 2.
    [Fact]
    public void Aliases_of_each_other_beside_others() => Finds(
        "2 dataspaces are aliases of themselves, by way of others.",
        Aliases("FirstClass", "Nobody", 0, 1, 0),
        image =>
        {
            Assert.Equal((4, 2), (image.Slots[0].FirstChild, image.Slots[3].NextSibling));
            image.Slots[3].NextSibling = 0;
            image.Slots[1].PreviousSibling = 0;
            image.Slots[1].Parent = 3;
            image.Slots[2].FirstChild = 2;
        });

    [Fact]
    public void An_alias_that_is_none()
    {
        Finds(
            "Alias 1 is no alias, or paid for by another session than its original 0.",
            OneAlias("FirstClass"),
            image => image.Slots[1].Flags &= ~SlotFlags.Alias);
        Finds(
            "Alias 1 is no alias, or paid for by another session than its original 0.",
            OneAlias("FirstClass"),
            image => image.Slots[1].Payer = 1);
        Finds(
            "Alias 2 may be written, but its original 1 may not.",
            Aliases("FirstClass", "Nobody", 0, 1),
            image => image.Slots[2].Flags |= SlotFlags.Writable);
    }

    [Fact]
    public void An_alias_of_what_its_original_does_not_have()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Nobody");
        service.Allocated(0, 1);
        service.Aliased(1, service.Allocated(0, 2), 1, 1);
        Finds("Alias 2 is not within its original 1.", service, image => image.Slots[2].Base = 0);
        Finds("Alias 2 is not within its original 1.", service, image => image.Slots[2].Length = 3);
    }

    [Fact]
    public void A_backed_alias_of_something_hollow()
    {
        ICheckpointedService service = Services.Of("Managed", "Nobody");
        DataspaceCapability original = service.Allocated(0, 2);
        service.Aliased(0, service.Aliased(0, original, 0, 2), 0, 2);
        service.Freed(0, original);
        Finds(
            "Alias 2 is backed, but its original 1 is not.",
            service,
            image => image.Slots[2].Flags ^= SlotFlags.Live | SlotFlags.Hollow);
    }

    [Fact]
    public void A_region_with_another_right_than_its_dataspace_or_none()
    {
        ICheckpointedService service = OneDataspace("FirstClass");
        service.Attached(0, service.DataspaceCapabilityAt(0));
        Finds(
            "Region 0 does not show what dataspace 0 gives.", service, image => image.Regions[0].Writable = 0);

        service = OneAlias("FirstClass");
        service.Attached(0, service.DataspaceCapabilityAt(1));
        Finds(
            "Region 0 does not show what dataspace 1 gives.", service, image => image.Regions[0].Writable = 1);

        service = OneAlias("Managed");
        service.Attached(0, service.DataspaceCapabilityAt(1));
        Finds(
            "Region 0 does not show what dataspace 1 gives.",
            service,
            image => image.Slots[1].Flags ^= SlotFlags.Live | SlotFlags.Hollow);
    }

    [Fact]
    public void Frames_that_are_covered_by_nothing_or_free_although_they_are_covered()
    {
        Finds(
            "Frame 1 is not free, but covered 0 times.",
            OneDataspace("FirstClass"),
            image => image.Slots[0].Length = 1);
        Finds(
            "Frame 2 is free, but covered 1 times.",
            OneDataspace("FirstClass"),
            image => image.Slots[0].Length = 3);
    }

    [Fact]
    public void Frames_of_two_allocations_or_with_another_heir()
    {
        Finds(
            "Dataspaces 1 and 2 share frames that two sessions allocated.",
            TwoOrphans("Allocator"),
            image => image.Slots[2].Payer = 1);

        // Charging Heir has a number for each of 8 frames, and then its record of each dataspace.
        Finds(
            "Dataspaces 1 and 2 share frames, but are of two families.",
            TwoOrphans("Heir"),
            image => MemoryMarshal.Cast<byte, Kin>(image.Of("rest")[(8 * sizeof(int))..])[2].Family++);
        Finds(
            "Frame 0 is inherited by 2, not by 1.",
            TwoOrphans("Heir"),
            image => MemoryMarshal.Cast<byte, int>(image.Of("rest"))[0]++);

        // Three numbers for each of 6 dataspaces, and three for each family: the second leads to the next unused one.
        Finds(
            "4 families are neither used nor unused.",
            TwoOrphans("Heir"),
            image => MemoryMarshal.Cast<byte, int>(image.Of("rest"))[8 + (3 * 6) + (3 * 1) + 1] = 0);
        Finds(
            "Family 0 has 2 dataspaces instead of 2, or is unused.",
            TwoOrphans("Heir"),
            image => MemoryMarshal.Cast<byte, int>(image.Of("rest"))[8 + (3 * 6) + 1] = 2);
        Finds(
            "The unused families are not linked.",
            TwoOrphans("Heir"),
            image => MemoryMarshal.Cast<byte, int>(image.Of("rest"))[^1] = 1);
        Finds(
            "1 roots are linked to no family.",
            TwoOrphans("Heir"),
            image =>
            {
                Span<Kin> kin = MemoryMarshal.Cast<byte, Kin>(image.Of("rest")[(8 * sizeof(int))..]);
                kin[1].NextRoot = 0;
                kin[2].PreviousRoot = 0;
            });
    }

    [Fact]
    public void An_alias_among_the_roots_of_its_family() => Finds(
        "Dataspace 1 is among the roots, but is none.",
        Aliases("FirstClass", "Heir", 0),
        image => MemoryMarshal.Cast<byte, int>(image.Of("rest"))[8 + (3 * 6)] = 2);

    [Fact]
    public void Accounts_that_do_not_add_up()
    {
        Finds(
            "The quota of session 0 is 9.",
            OneDataspace("FirstClass"),
            image => image.Sessions[0].Quota++);
        Finds(
            "Session 0 gave 1 instead of 0, and was given 0 instead of 0.",
            OneDataspace("FirstClass"),
            image => MemoryMarshal.Cast<byte, int>(image.Of("given"))[1]++);
        Finds(
            "Session 0 has given 1 to session 0.",
            OneDataspace("FirstClass"),
            image => MemoryMarshal.Cast<byte, int>(image.Of("given"))[0]++);
        Finds(
            "Session 0 has given -1 to session 1.",
            OneDataspace("FirstClass"),
            image => MemoryMarshal.Cast<byte, int>(image.Of("given"))[1]--);
        Finds(
            "Session 1 gave 0 instead of 0, and was given 0 instead of 2.",
            OneDataspace("FirstClass"),
            image => image.Sessions[1].Taken += 2);
        Finds(
            "1 frames of 8 are charged to session 1 instead of 0.",
            OneDataspace("FirstClass"),
            image => image.Sessions[1].Used++);
    }

    [Fact]
    public void Capabilities_that_are_held_and_cannot_be()
    {
        Finds(
            "Session 0 holds dataspace 0, which is its own or cannot be named.",
            Services.Of("FirstClass", "Nobody", Delegated).With(service => service.Allocated(0, 1)),
            image => image.Of("holders")[0] |= 1);
        Finds(
            "Session 1 holds dataspace 0, which is its own or cannot be named.",
            OneZombie("Pin", Delegated),
            image => image.Of("holders")[0] |= 2);
        Finds(
            "Session 1 holds 0 dataspaces instead of 1.",
            Services.Of("FirstClass", "Nobody", Delegated),
            image => image.Sessions[1].Received++);
        Finds(
            "Sessions that do not exist hold dataspaces.",
            Services.Of("FirstClass", "Nobody", Delegated).With(service => service.Allocated(0, 1)),
            image => image.Of("holders")[0] |= 4);
    }

    [Fact]
    public void Nothing_is_wrong_when_everything_is_in_use()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Holder");
        DataspaceCapability first = service.Allocated(0, 1);
        for (int slot = 1; slot < 6; slot++)
        {
            service.Allocated(0, slot < 5 ? 1 : 3);
        }

        for (int region = 0; region < 4; region++)
        {
            service.Attached(0, first);
        }

        Assert.Equal(0, service.FreeFrames);
        service.SelfCheck();

        // More frames and sessions than are counted on the stack.
        service = Services.Of(
            "FirstClass", "Holder", Services.Few with { Frames = 300, Quotas = Services.Equal(300, 300) });
        service.Allocated(299, 300);
        service.SelfCheck();
        service = Services.Of("FirstClass", "Holder", Services.Few with { Frames = 256, Quotas = [256] });
        service.Allocated(0, 256);
        service.SelfCheck();
    }

    [Fact]
    public void Nothing_is_wrong_when_generations_are_used_up()
    {
        ICheckpointedService service = OneDataspace("FirstClass");
        var image = new ServiceImage(service);
        image.Slots[0].Generation = DataspaceCapability.MaximalGeneration;
        image.Regions[0].Generation = RegionCapability.MaximalGeneration - 1;
        image.Load();
        service.SelfCheck();
        RegionCapability last = service.Attached(0, service.DataspaceCapabilityAt(0));
        service.SelfCheck();
        Assert.Equal(Refusal.None, service.Detach(First, last));
        service.SelfCheck();
    }

    [Fact]
    public void Nothing_is_wrong_with_what_only_some_policies_make()
    {
        // A zombie where only Free makes one, a quota that is all given away, and aliases that may be written.
        OneZombie("SessionBound", Services.Few).SelfCheck();
        ICheckpointedService service = Services.Of("Reparent", "Allocator");
        Assert.Equal(Refusal.None, service.Donate(Second, First, 8));
        Assert.Equal(
            Refusal.None, service.Alias(First, service.Allocated(0, 2), true, 0, 2, out DataspaceCapability alias));
        Assert.Equal(Refusal.None, service.Alias(First, alias, true, 0, 2, out _));
        service.SelfCheck();

        // Two orphans of what another session than the first one allocated.
        service = Services.Of("FirstClass", "Allocator");
        DataspaceCapability original = service.Allocated(1, 2);
        service.Aliased(0, original, 0, 2);
        service.Aliased(0, original, 0, 2);
        service.Freed(1, original);
        service.SelfCheck();

        // The frames belong to the upper one of the two, although the lower one comes first.
        service = Services.Of("FirstClass", "Heir");
        DataspaceCapability lower = service.Allocated(0, 1);
        DataspaceCapability upper = service.Allocated(0, 2);
        service.Freed(0, lower);
        Assert.Equal(0, service.Aliased(1, upper, 0, 2).Slot);
        service.SelfCheck();
    }

    private static void Finds(string message, ICheckpointedService service, Action<ServiceImage> spoil)
    {
        byte[] right = service.Image();
        service.SelfCheck();
        var image = new ServiceImage(service);
        spoil(image);
        image.Load();

        Assert.Equal(message, Assert.Throws<InvalidOperationException>(service.SelfCheck).Message);

        service.Load(right);
        service.SelfCheck();
    }

    private static ICheckpointedService OneDataspace(string lifetime) =>
        Services.Of(lifetime, "Nobody").With(service => service.Allocated(0, 2));

    private static ICheckpointedService OneAlias(string lifetime) => Aliases(lifetime, "Nobody", 0);

    // Slot 0 is an allocation; each that follows is an alias of the whole of one before it.
    private static ICheckpointedService Aliases(string lifetime, string charging, params int[] originals)
    {
        ICheckpointedService service = Services.Of(lifetime, charging);
        service.Allocated(0, 2);
        foreach (int original in originals)
        {
            service.Aliased(0, service.DataspaceCapabilityAt(original), 0, 2);
        }

        return service;
    }

    private static ICheckpointedService TwoOrphans(string charging) =>
        Aliases("FirstClass", charging, 0, 0).With(service => service.Freed(0, service.DataspaceCapabilityAt(0)));

    private static ICheckpointedService OneZombie(string lifetime, ServiceBounds bounds) =>
        Services.Of(lifetime, "Allocator", bounds).With(service =>
        {
            DataspaceCapability original = service.Allocated(0, 2);
            service.Aliased(0, original, 0, 1);
            service.Freed(0, original);
            Assert.Equal(Life.Zombie, service.DataspaceAt(0).Life);
        });
}
