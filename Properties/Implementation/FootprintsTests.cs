using System.Runtime.InteropServices;

using ModelCheck.Engine;
using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>How many frames sessions cover, against frames that are counted one by one.</summary>
public sealed class FootprintsTests
{
    private const int Frames = 200;

    [Theory]
    [InlineData(1, 1, 300)]
    [InlineData(2, 8, 60)]
    [InlineData(3, 100, 8)]
    [InlineData(4, 400, 3)]
    public void They_count_as_one_by_one(int seed, int dataspaces, int longest)
    {
        var dice = new SplitMix64((ulong)seed);
        var footprints = new Footprints(2, dataspaces);
        var slots = new Slot[dataspaces];
        int[][] counts = [new int[Frames], new int[Frames]];
        for (int step = 0; step < 3000; step++)
        {
            int slot = dice.Below(dataspaces);
            ref Slot dataspace = ref slots[slot];
            if (dataspace.Flags == SlotFlags.None)
            {
                int length = 1 + dice.Below(Math.Min(longest, Frames));
                dataspace = new Slot
                {
                    Flags = SlotFlags.Live,
                    Owner = (ushort)dice.Below(2),
                    Base = dice.Below(Frames - length + 1),
                    Length = length,
                };
                Span<int> extent = counts[dataspace.Owner].AsSpan(dataspace.Base, length);
                int asked = footprints.NotCovered(dataspace.Owner, dataspace.Base, length);
                Assert.Equal(extent.Count(0), asked);
                Assert.Equal(asked, footprints.Add(dataspace.Owner, slot, dataspace.Base, length));
                Change(extent, 1);
            }
            else
            {
                Span<int> extent = counts[dataspace.Owner].AsSpan(dataspace.Base, dataspace.Length);
                Change(extent, -1);
                Assert.Equal(extent.Count(0), footprints.Remove(dataspace.Owner, slot));
                dataspace = default;
            }

            int session = dice.Below(2);
            int first = dice.Below(Frames);
            int asksFor = 1 + dice.Below(Frames - first);
            Assert.Equal(
                counts[session].AsSpan(first, asksFor).Count(0), footprints.NotCovered(session, first, asksFor));
            if (step % 50 == 0)
            {
                var used = new long[2];
                footprints.SelfCheck(slots, flags => flags != SlotFlags.None, used);
                Assert.Equal([Covered(counts[0]), Covered(counts[1])], used);
            }
        }
    }

    // In rising or falling order trees that are not balanced would be chains.
    [Fact]
    public void A_hundred_thousand_in_order_are_added_and_removed_without_a_deep_tree()
    {
        const int Count = 100_000;
        var footprints = new Footprints(1, Count);
        var slots = new Slot[Count];
        for (int slot = 0; slot < Count; slot++)
        {
            slots[slot] = new Slot { Flags = SlotFlags.Live, Base = 2 * slot, Length = 1 };
            Assert.Equal(1, footprints.Add(0, slot, 2 * slot, 1));
        }

        var used = new long[1];
        footprints.SelfCheck(slots, _ => true, used);
        Assert.Equal(Count, used[0]);
        Assert.Equal(Count - 1, footprints.NotCovered(0, 1, (2 * Count) - 2));
        for (int slot = Count - 1; slot >= 0; slot--)
        {
            Assert.Equal(1, footprints.Remove(0, slot));
        }

        Assert.Throws<InvalidOperationException>(() => footprints.Remove(0, 0));
    }

    [Fact]
    public void Every_record_of_an_end_is_checked()
    {
        ICheckpointedService service = Services.Of("FirstClass", "HolderOnce");
        DataspaceCapability original = service.Allocated(0, 6);
        service.Aliased(1, original, 1, 3);
        service.Aliased(1, original, 2, 3);
        service.Aliased(0, original, 0, 6);
        Assert.Equal([6, 4], service.Used());
        service.SelfCheck();
        var image = new ServiceImage(service);
        Span<int> rest = MemoryMarshal.Cast<byte, int>(image.Of("rest"));
        Assert.Equal(2 + (9 * 12), rest.Length);
        for (int index = 0; index < rest.Length; index++)
        {
            for (int bit = 0; bit < 32; bit++)
            {
                rest[index] ^= 1 << bit;
                image.Load();
                Assert.Throws<InvalidOperationException>(service.SelfCheck);
                rest[index] ^= 1 << bit;
            }

            for (int number = -1; number < 14; number++)
            {
                int right = rest[index];
                rest[index] = number;
                image.Load();
                if (number != right)
                {
                    Assert.Throws<InvalidOperationException>(service.SelfCheck);
                }

                rest[index] = right;
            }
        }
    }

    [Fact]
    public void An_alias_is_priced_by_the_frames_that_are_new()
    {
        ICheckpointedService service = Services.Of("FirstClass", "HolderOnce", Services.Few with { Quotas = [6, 4] });
        DataspaceCapability original = service.Allocated(0, 6);
        service.Aliased(0, original, 0, 6);
        Assert.Equal([6, 0], service.Used());
        service.Aliased(1, original, 1, 3);
        Assert.Equal(Refusal.OutOfQuota, service.Alias(new SessionId(1), original, false, 3, 3, out _));
        DataspaceCapability last = service.Aliased(1, original, 2, 3);
        Assert.Equal([6, 4], service.Used());
        service.Freed(0, original);
        Assert.Equal([6, 4], service.Used());
        service.Freed(1, last);
        Assert.Equal([6, 3], service.Used());
        service.SelfCheck();
    }

    private static void Change(Span<int> counts, int step)
    {
        foreach (ref int count in counts)
        {
            count += step;
        }
    }

    private static long Covered(int[] counts) => counts.Count(count => count > 0);
}
