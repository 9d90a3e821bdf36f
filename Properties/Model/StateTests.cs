using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Exploration.Bridge;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>What a state answers for all slots at once, against loops over single slots.</summary>
public sealed class StateTests
{
    public static TheoryData<string, string, string> Policies => new()
    {
        { "FirstClass", "Holder", "Native" },
        { "Reparent", "Allocator", "SealedMemfd" },
        { "Pin", "Nobody", "BaseLinux" },
        { "Managed", "Nobody", "Native" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void Questions_to_all_slots_are_answered_as_slot_by_slot(string lifetime, string charging, string platform)
    {
        Scope scope = Scope.Uniform(32, 8, 16, quota: 64, regions: 8) with
        {
            Sharing = Sharing.Delegated,
            Contents = true,
        };
        IModel model = Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope);
        uint mixed = 1;
        int deepest = 0;
        foreach (State state in RandomWalk.Through(model, 5_000))
        {
            mixed = (mixed * 1_664_525) + 1_013_904_223;
            var some = new DataspaceSet(mixed >> 16);
            Assert.Equal(Where(slot => state.ParentOf(slot).Overlaps(some)), state.ChildrenOf(some));
            Assert.Equal(Where(slot => Ancestors(in state, slot).Overlaps(some)), state.DescendantsOf(some));
            Assert.Equal(
                Where(slot => !state.ParentOf(slot).IsEmpty
                    && state.OwnerOf(state.ParentOf(slot).Lowest) == state.OwnerOf(slot)),
                state.OwnKin);
            deepest = Math.Max(deepest, Deepest(in state));
            FrameSet frames = default;
            int cover = 0;
            foreach (DataspaceId slot in some)
            {
                frames |= state.ExtentOf(slot).Frames;
                cover += state.ExtentOf(slot).Length;
            }

            Assert.Equal(frames, state.FramesOf(some));
            Assert.Equal((frames, cover), (state.CoverOf(some).Support, state.CoverOf(some).Total));
            for (int index = 0; index < scope.Sessions; index++)
            {
                var session = new SessionId(index);
                Assert.Equal(Where(slot => state.HoldersOf(slot).Contains(session)), state.HeldBy(session));
                Assert.Equal(
                    Where(slot => state.Occupied.Contains(slot) && state.OwnerOf(slot) == session),
                    state.OwnedBy(session));
                RegionSet regions = default;
                foreach (RegionId region in state.Regions)
                {
                    regions = state.SessionOf(region) == session ? regions + region : regions;
                }

                Assert.Equal(regions, state.RegionsOf(session));
            }
        }

        Assert.True(deepest > 2, $"no tree is deeper than {deepest}");
    }

    [Fact]
    public void The_descendants_of_a_chain_through_all_slots_are_found()
    {
        State chain = default;
        for (int slot = 0; slot < 16; slot++)
        {
            DataspaceSet parent = slot == 15 ? default : DataspaceSet.Of(new DataspaceId(slot + 1));
            chain.Place(new DataspaceId(slot), default, Extent.Of(slot, 1), parent, writable: false);
        }

        Assert.Equal(DataspaceSet.First(15), chain.DescendantsOf(DataspaceSet.Of(new DataspaceId(15))));
        Assert.Equal(DataspaceSet.First(3), chain.DescendantsOf(DataspaceSet.Of(new DataspaceId(3))));
        chain.Orphan(DataspaceSet.Of(new DataspaceId(7)));
        Assert.Equal(new DataspaceSet(0x7f00), chain.DescendantsOf(DataspaceSet.Of(new DataspaceId(15))));
    }

    [Fact]
    public void A_state_that_becomes_another_equals_it_in_every_byte()
    {
        State other = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<State>(ref other));
        Assert.Equal(Unsafe.SizeOf<State>(), bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((i % 255) + 1);
        }

        State state = default;
        state.Become(in other);
        state.BecomeBeyond(in other);
        Assert.True(state == other);
    }

    private static DataspaceSet Where(Func<DataspaceId, bool> predicate)
    {
        DataspaceSet slots = default;
        foreach (DataspaceId slot in DataspaceSet.First(DataspaceId.Capacity))
        {
            slots = predicate(slot) ? slots + slot : slots;
        }

        return slots;
    }

    private static DataspaceSet Ancestors(in State state, DataspaceId slot)
    {
        DataspaceSet ancestors = default;
        for (DataspaceSet next = state.ParentOf(slot); !next.IsEmpty; next = state.ParentOf(next.Lowest))
        {
            ancestors |= next;
        }

        return ancestors;
    }

    private static int Deepest(in State state)
    {
        int deepest = 0;
        foreach (DataspaceId slot in state.Occupied)
        {
            deepest = Math.Max(deepest, Ancestors(in state, slot).Count);
        }

        return deepest;
    }
}
