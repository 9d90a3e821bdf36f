using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Model;

/// <summary>What a dataspace capability really gives, on each platform.</summary>
public sealed class PlatformTests
{
    [Fact]
    public void Native_attaches_the_extent_with_the_rights_of_the_dataspace() =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 3, D0).Alias(S0, D0, Ro, 1, 2, D1)
            .Attach(S1, D0, R0).Attach(S1, D1, R1)
            .HasRegion(R0, Extent.Of(0, 3), Rw, through: D0)
            .HasRegion(R1, Extent.Of(1, 2), Ro, through: D1);

    [Fact]
    public void Native_attaches_a_sealed_dataspace_read_only_and_spares_regions_and_aliases_that_exist() =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 0, 1, D1).Attach(S0, D0, R0).Seal(S0, D0)
            .Attach(S0, D0, R1).Attach(S0, D1, R2)
            .HasRegion(R0, Extent.Of(0, 3), Rw, through: D0)
            .HasRegion(R1, Extent.Of(0, 3), Ro, through: D0)
            .HasRegion(R2, Extent.Of(0, 1), Rw, through: D1);

    [Fact]
    public void Native_takes_regions_away_with_the_dataspace_they_were_attached_through() =>
        new Walk(Roomy, "FirstClass")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 1, D1).Attach(S1, D0, R0).Attach(S1, D1, R1)
            .Free(S0, D0)
            .HasRegions(R1)
            .HasAllocated(0);

    [Fact]
    public void Native_takes_regions_over_aliases_away_with_the_aliases() =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 1, D1).Attach(S2, D1, R0).Attach(S2, D0, R1)
            .Revoke(S0, D0)
            .HasRegions(R1)
            .Free(S0, D0)
            .IsInitial();

    [Fact]
    public void Native_takes_regions_away_from_what_becomes_a_zombie() =>
        new Walk(Roomy, "Pin")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 1, D1).Attach(S1, D0, R0).Attach(S1, D1, R1)
            .Free(S0, D0)
            .HasZombies(D0)
            .HasRegions(R1);

    [Fact]
    public void Closing_takes_the_regions_of_the_session_away_and_leaves_those_of_others() =>
        new Walk(Roomy, "Cascade")
            .Alloc(S0, 2, D0).Attach(S1, D0, R0).Attach(S0, D0, R1).Attach(S1, D0, R2)
            .Close(S1)
            .HasRegions(R1)
            .HasLive(D0);

    [Fact]
    public void Native_regions_pin_nothing() =>
        new Walk(Roomy, "Cascade").Alloc(S0, 2, D0).Attach(S1, D0, R0).Free(S0, D0).HasAllocated().IsInitial();

    [Theory]
    [InlineData("BaseLinux")]
    [InlineData("SealedMemfd")]
    public void Linux_attaches_the_whole_block_writable_through_any_part(string platform) =>
        new Walk(Roomy, "Cascade", platform: platform)
            .Alloc(S0, 1, D0).Alloc(S0, 3, D1).Alias(S1, D1, Ro, 1, 2, D2).Alias(S1, D2, Ro, 0, 1, D3)
            .Attach(S2, D3, R0)
            .HasRegion(R0, Extent.Of(1, 3), Rw, through: D3);

    [Theory]
    [InlineData("BaseLinux")]
    [InlineData("SealedMemfd")]
    public void Linux_keeps_the_whole_block_while_a_part_of_it_is_left(string platform) =>
        new Walk(Roomy, "FirstClass", platform: platform)
            .Alloc(S0, 3, D0).Alias(S1, D0, Rw, 1, 1, D1).Free(S0, D0)
            .HasAllocated(0, 1, 2)
            .Uses(S1, 1)
            .Refuses(Refusal.OutOfMemory, Operation.Alloc(S0, 2))
            .Free(S1, D1)
            .IsInitial();

    [Theory]
    [InlineData("BaseLinux")]
    [InlineData("SealedMemfd")]
    public void A_Linux_region_keeps_its_block_after_the_dataspace_is_gone(string platform) =>
        new Walk(Roomy, "Cascade", platform: platform)
            .Alloc(S0, 3, D0).Alias(S1, D0, Ro, 2, 1, D1).Attach(S1, D1, R0)
            .Free(S0, D0)
            .HasLive()
            .HasRegion(R0, Extent.Of(0, 3), Rw, through: null)
            .HasAllocated(0, 1, 2)
            .Alloc(S0, 1, D0)
            .HasExtent(D0, Extent.Of(3, 1))
            .Detach(S1, R0)
            .HasAllocated(3);

    [Theory]
    [InlineData("BaseLinux")]
    [InlineData("SealedMemfd")]
    public void A_Linux_region_goes_when_its_session_closes(string platform) =>
        new Walk(Roomy, "Cascade", platform: platform)
            .Alloc(S0, 3, D0).Attach(S1, D0, R0).Free(S0, D0)
            .HasAllocated(0, 1, 2)
            .Close(S0)
            .HasAllocated(0, 1, 2)
            .Close(S1)
            .IsInitial();

    [Fact]
    public void A_Linux_region_stays_over_zombies_and_hollow_dataspaces()
    {
        new Walk(Roomy, "Pin", platform: "BaseLinux")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 1, D1).Attach(S1, D0, R0).Free(S0, D0)
            .HasZombies(D0)
            .HasRegion(R0, Extent.Of(0, 2), Rw, through: D0)
            .Free(S1, D1)
            .HasRegion(R0, Extent.Of(0, 2), Rw, through: null);
        new Walk(Roomy, "Managed", platform: "BaseLinux")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 1, D1).Attach(S1, D1, R0).Free(S0, D0)
            .HasHollow(D1)
            .HasRegion(R0, Extent.Of(0, 2), Rw, through: D1)
            .HasAllocated(0, 1)
            .Detach(S1, R0)
            .HasAllocated();
    }

    [Fact]
    public void BaseLinux_knows_no_seal_when_it_attaches() =>
        new Walk(Roomy, "Cascade", platform: "BaseLinux")
            .Alloc(S0, 2, D0).Seal(S0, D0).Attach(S0, D0, R0)
            .HasRegion(R0, Extent.Of(0, 2), Rw, through: D0)
            .Refuses(Refusal.PermissionDenied, Operation.Alias(S0, D0, Rw, 0, 1));

    [Fact]
    public void SealedMemfd_seals_the_block_for_every_dataspace_of_it() =>
        new Walk(Roomy, "Cascade", platform: "SealedMemfd")
            .Alloc(S0, 2, D0).Alloc(S0, 1, D1).Alias(S1, D0, Rw, 0, 1, D2).Alias(S2, D0, Rw, 1, 1, D3)
            .Attach(S0, D0, R0)
            .Seal(S1, D2)
            .Attach(S0, D3, R1).Attach(S0, D1, R2)
            .HasRegion(R0, Extent.Of(0, 2), Rw, through: D0)
            .HasRegion(R1, Extent.Of(0, 2), Ro, through: D3)
            .HasRegion(R2, Extent.Of(2, 1), Rw, through: D1)
            // The dataspace itself is not sealed, so it still gives writable aliases.
            .Alias(S0, D0, Rw, 0, 1, D4);

    [Fact]
    public void SealedMemfd_records_the_seal_of_the_whole_block_when_an_alias_of_a_part_is_sealed()
    {
        Walk walk = new Walk(Roomy, "Cascade", platform: "SealedMemfd")
            .Alloc(S0, 1, D0).Alloc(S0, 3, D1).Alias(S2, D1, Rw, 1, 1, D2).Seal(S2, D2);
        Assert.Equal(Extent.Of(1, 3).Frames, walk.State.SealedBlocks);
    }

    [Fact]
    public void SealedMemfd_remembers_the_seal_when_the_sealed_dataspace_is_gone() =>
        new Walk(Roomy, "Cascade", platform: "SealedMemfd")
            .Alloc(S0, 2, D0).Alias(S1, D0, Rw, 0, 1, D1).Seal(S1, D1).Free(S1, D1)
            .Attach(S0, D0, R0)
            .HasRegion(R0, Extent.Of(0, 2), Ro, through: D0);

    [Fact]
    public void SealedMemfd_remembers_the_seal_while_a_region_refers_to_the_file_and_forgets_it_with_the_file()
    {
        Walk walk = new Walk(Roomy, "Cascade", platform: "SealedMemfd")
            .Alloc(S0, 2, D0).Seal(S0, D0).Attach(S1, D0, R0).Free(S0, D0)
            .HasAllocated(0, 1);
        Assert.Equal(FrameSet.First(2), walk.State.SealedBlocks);
        walk.Detach(S1, R0).IsInitial()
            .Alloc(S0, 2, D0).Attach(S0, D0, R0)
            .HasRegion(R0, Extent.Of(0, 2), Rw, through: D0);
    }

    [Fact]
    public void SealedMemfd_forgets_the_seal_when_the_last_dataspace_of_the_block_is_freed() =>
        new Walk(Roomy, "FirstClass", platform: "SealedMemfd")
            .Alloc(S0, 2, D0).Alias(S1, D0, Ro, 1, 1, D1).Seal(S0, D0).Free(S0, D0)
            .Attach(S1, D1, R0)
            .HasRegion(R0, Extent.Of(0, 2), Ro, through: D1)
            .Detach(S1, R0)
            .Free(S1, D1)
            .IsInitial();

    [Theory]
    [InlineData("Native")]
    [InlineData("BaseLinux")]
    [InlineData("SealedMemfd")]
    public void Freshly_allocated_frames_have_no_writer_on_any_platform(string platform)
    {
        Walk walk = new Walk(WithContents, "Cascade", platform: platform)
            .Alloc(S0, 2, D0).Attach(S0, D0, R0).Write(S0, R0, 0).Write(S0, R0, 1);
        Assert.Equal(FrameSet.First(2), walk.State.WrittenBy(S0));
        walk.Attach(S1, D0, R1).Write(S1, R1, 1);
        Assert.Equal((new FrameSet(0b01), new FrameSet(0b10)), (walk.State.WrittenBy(S0), walk.State.WrittenBy(S1)));
        walk.Free(S0, D0).Close(S0).Close(S1).IsInitial().Alloc(S2, 2, D0);
        Assert.True(walk.State.Written.IsEmpty);
    }
}
