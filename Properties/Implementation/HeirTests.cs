using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>Who pays when a root goes, under lifetimes that leave several behind.</summary>
public sealed class HeirTests
{
    private static readonly ServiceBounds Five = Services.Few with { Dataspaces = 8, Quotas = [8, 8, 8, 8, 8] };

    [Fact]
    public void Each_frame_is_paid_by_the_root_in_the_lowest_slot_that_covers_it()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Heir", Five);
        DataspaceCapability original = service.Allocated(0, 6);
        service.Aliased(1, original, 3, 3);
        service.Aliased(2, original, 0, 4);
        service.Aliased(3, original, 1, 5);
        Assert.Equal([6, 0, 0, 0, 0], service.Used());

        service.Freed(0, original);
        Assert.Equal([0, 3, 3, 0, 0], service.Used());
        service.SelfCheck();

        service.Freed(1, service.DataspaceCapabilityAt(1));
        Assert.Equal([0, 0, 4, 2, 0], service.Used());
        service.SelfCheck();

        service.Freed(2, service.DataspaceCapabilityAt(2));
        Assert.Equal([0, 0, 0, 5, 0], service.Used());
        Assert.Equal(3, service.FreeFrames);
        service.SelfCheck();

        service.Freed(3, service.DataspaceCapabilityAt(3));
        service.IsEmpty();
    }

    [Fact]
    public void A_root_in_a_lower_slot_takes_over_what_a_higher_one_paid_for()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Heir", Five);
        DataspaceCapability filler = service.Allocated(0, 1);
        DataspaceCapability original = service.Allocated(0, 6);
        DataspaceCapability upper = service.Aliased(1, original, 0, 6);
        service.Freed(0, filler);
        service.Freed(0, original);
        Assert.Equal([0, 6, 0, 0, 0], service.Used());

        // The alias of an alias goes into slot 0 and becomes a root when its original goes into nothing.
        DataspaceCapability lower = service.Aliased(2, upper, 1, 4);
        Assert.Equal(0, lower.Slot);
        DataspaceCapability middle = service.Aliased(3, lower, 1, 2);
        Assert.Equal(1, middle.Slot);
        Assert.Equal([0, 6, 0, 0, 0], service.Used());
        service.Freed(2, lower);
        Assert.Equal([0, 4, 0, 2, 0], service.Used());
        service.SelfCheck();
        service.Freed(1, upper);
        Assert.Equal([0, 0, 0, 2, 0], service.Used());
        service.SelfCheck();
        service.IsEmptyAfterAllCloses();
    }

    [Fact]
    public void A_close_passes_everything_on_at_once_to_those_that_stay()
    {
        ICheckpointedService service = Services.Of(
            "FirstClass", "Heir", new ServiceBounds { Frames = 600, Dataspaces = 400, Quotas = [600, 600, 600] });
        DataspaceCapability original = service.Allocated(0, 500);
        for (int alias = 0; alias < 300; alias++)
        {
            service.Aliased(alias % 3, original, alias, 1 + (alias % 200));
            Assert.Equal([500, 0, 0], service.Used());
        }

        service.Freed(0, original);
        service.SelfCheck();
        service.Close(new SessionId(0));
        Assert.Equal(0, service.UsedBy(new SessionId(0)));
        Assert.Equal(600 - service.FreeFrames, service.Used().Sum());
        service.SelfCheck();
        service.Close(new SessionId(2));

        Assert.Equal([0, 600 - service.FreeFrames, 0], service.Used());
        service.SelfCheck();
        service.IsEmptyAfterAllCloses();
    }

    [Fact]
    public void The_entry_of_a_family_that_has_died_out_is_used_again()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Heir", Five);
        byte[] before = service.Image();
        for (int round = 0; round < 50; round++)
        {
            DataspaceCapability first = service.Allocated(0, 3);
            DataspaceCapability second = service.Allocated(1, 3);
            DataspaceCapability alias = service.Aliased(2, first, 0, 2);
            service.Freed(0, first);
            service.Freed(1, second);
            service.SelfCheck();
            service.Freed(2, alias);
        }

        // Nothing but generations has changed; the list of unused families begins with another one at most.
        var image = new ServiceImage(service);
        foreach (ref Slot slot in image.Slots)
        {
            slot.Generation = 0;
        }

        int heirs = image.Of("rest").Length;
        Assert.True(image.Bytes[..^heirs].SequenceEqual(before.AsSpan(..^heirs)));
        service.IsEmpty();
        for (int slot = 0; slot < 8; slot++)
        {
            service.Allocated(0, 1);
        }

        service.SelfCheck();
    }
}
