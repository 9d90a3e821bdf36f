using ModelCheck.Engine;
using ModelCheck.Implementation;
using ModelCheck.Implementation.Bits;
using ModelCheck.Implementation.Records;

using Xunit;


namespace ModelCheck.Properties.Implementation;

public sealed class SlotBitmapTests
{
    public static TheoryData<int> Sizes => [1, 2, 63, 64, 65, 4095, 4096, 4097, 262_144, 262_145];

    [Fact]
    public void Of_no_slots_none_is_empty()
    {
        var slots = new SlotBitmap(0);

        Assert.Equal((0, -1), (slots.Slots, slots.Lowest));
        slots.SelfCheck();
        slots.EmptyAll();
        Assert.Equal(-1, slots.Lowest);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void All_slots_are_used_from_the_lowest_one_on_and_each_is_the_lowest_once_it_is_empty(int count)
    {
        var slots = new SlotBitmap(count);
        for (int slot = 0; slot < count; slot++)
        {
            Assert.Equal(slot, slots.Lowest);
            slots.SetUsed(slot);
            Assert.False(slots.IsEmpty(slot));
        }

        Assert.Equal(-1, slots.Lowest);
        slots.SelfCheck();
        for (int slot = count - 1; slot >= 0; slot--)
        {
            slots.SetEmpty(slot);
            Assert.Equal(slot, slots.Lowest);
        }

        slots.SelfCheck();
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_lowest_empty_slot_is_that_of_a_sorted_set(int count)
    {
        var slots = new SlotBitmap(count);
        var plain = new SortedSet<int>(Enumerable.Range(0, count));
        var dice = new SplitMix64((ulong)count);
        for (int step = 0; step < 20_000; step++)
        {
            // Near the lowest one, where it matters, or anywhere.
            int near = plain.Count == 0 ? dice.Below(count) : plain.Min + dice.Below(3) - 1;
            int slot = dice.Chance(70) ? Math.Clamp(near, 0, count - 1) : dice.Below(count);
            Assert.Equal(plain.Contains(slot), slots.IsEmpty(slot));
            if (plain.Remove(slot))
            {
                slots.SetUsed(slot);
            }
            else
            {
                slots.SetEmpty(slot);
                plain.Add(slot);
            }

            Assert.Equal(plain.Count == 0 ? -1 : plain.Min, slots.Lowest);
        }

        slots.SelfCheck();
        slots.EmptyAll();
        slots.SelfCheck();
        Assert.Equal(0, slots.Lowest);
        Assert.All(Enumerable.Range(0, count), slot => Assert.True(slots.IsEmpty(slot)));
    }

    [Fact]
    public void A_slot_is_not_used_twice_or_emptied_twice()
    {
        var slots = new SlotBitmap(70);

        Assert.Throws<InvalidOperationException>(() => slots.SetEmpty(66));
        slots.SetUsed(66);
        Assert.Throws<InvalidOperationException>(() => slots.SetUsed(66));
        slots.SelfCheck();
        slots.SetEmpty(66);
        slots.SelfCheck();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65)]
    [InlineData(4097)]
    [InlineData(8193)]
    public void Each_bit_but_those_of_the_slots_themselves_is_implied_by_the_others(int count)
    {
        var slots = new SlotBitmap(count);
        for (int slot = 64; slot < Math.Min(count, 128); slot++)
        {
            slots.SetUsed(slot);
        }

        // Of 8193 slots the last one is alone in its word.
        if (count > 8192)
        {
            slots.SetUsed(8192);
        }

        slots.SelfCheck();
        int bit = 0;
        foreach (ImageSection section in slots.Sections)
        {
            foreach (ref byte part in section.Bytes)
            {
                for (int shift = 0; shift < 8; shift++, bit++)
                {
                    part ^= (byte)(1 << shift);
                    if (bit >= count)
                    {
                        Assert.Throws<InvalidOperationException>(slots.SelfCheck);
                    }

                    part ^= (byte)(1 << shift);
                }
            }
        }

        slots.SelfCheck();
    }
}
