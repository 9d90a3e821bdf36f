using ModelCheck.Implementation.Destruction;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// How dataspaces go. Those that are to go are linked into a list through their slots, which grows while it is walked;
/// each step of docs/semantics.md ("Destroying a set") is a pass over it, and one that the policy has no use for is not
/// compiled.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    private static bool Uses<TRule>(AliasFate fate)
        where TRule : struct, IFateRule =>
        TRule.Of(Kinship.Own) == fate || TRule.Of(Kinship.Foreign) == fate;

    // Whether all aliases meet this fate.
    private static bool IsAlways<TRule>(AliasFate fate)
        where TRule : struct, IFateRule =>
        TRule.Of(Kinship.Own) == fate && TRule.Of(Kinship.Foreign) == fate;

    private static AliasFate FateOf<TRule>(ref readonly Slot original, ref readonly Slot alias)
        where TRule : struct, IFateRule =>
        TRule.Of(original.Owner == alias.Owner ? Kinship.Own : Kinship.Foreign);

    private static bool Uses<TRule>(MappingFate fate)
        where TRule : struct, IFateRule =>
        TRule.Mapping(Kinship.Own) == fate || TRule.Mapping(Kinship.Foreign) == fate;

    private static bool IsAlways<TRule>(MappingFate fate)
        where TRule : struct, IFateRule =>
        TRule.Mapping(Kinship.Own) == fate && TRule.Mapping(Kinship.Foreign) == fate;

    // Whether something that is doomed can stay as a zombie.
    private static bool Keeps<TRule>()
        where TRule : struct, IFateRule => Uses<TRule>(AliasFate.Pinning) || Uses<TRule>(MappingFate.Keeping);

    // Whether all that is doomed goes, and so do all of its aliases.
    private static bool TakesAll<TRule>()
        where TRule : struct, IFateRule => IsAlways<TRule>(AliasFate.Destroyed) && !Keeps<TRule>();

    // Whether a region through a zombie keeps it: all do, if any ever can.
    private static bool KnowsKeeping => Uses<OfFree>(MappingFate.Keeping) || Uses<OfClose>(MappingFate.Keeping);

    private static bool IsGone(SlotFlags flags) => (flags & (SlotFlags.Doomed | SlotFlags.Kept)) == SlotFlags.Doomed;

    private bool HasAlias<TRule>(int slot, AliasFate fate)
        where TRule : struct, IFateRule
    {
        if (Uses<TRule>(fate))
        {
            for (int child = _slots[slot].FirstChild; child != 0; child = _slots[child - 1].NextSibling)
            {
                if (FateOf<TRule>(in _slots[slot], in _slots[child - 1]) == fate)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static MappingFate FateOf<TRule>(ref readonly Slot dataspace, ref readonly RegionSlot region)
        where TRule : struct, IFateRule =>
        TRule.Mapping(dataspace.Owner == region.Session ? Kinship.Own : Kinship.Foreign);

    private bool HasRegion<TRule>(int slot, MappingFate fate)
        where TRule : struct, IFateRule
    {
        if (IsAlways<TRule>(fate))
        {
            return _slots[slot].FirstRegion != 0;
        }

        if (Uses<TRule>(fate))
        {
            for (int link = _slots[slot].FirstRegion; link != 0; link = _regions[link - 1].NextOfDataspace)
            {
                if (FateOf<TRule>(in _slots[slot], in _regions[link - 1]) == fate)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Destroy<TRule>(int slot)
        where TRule : struct, IFateRule
    {
        var doomed = default(DoomedList);
        doomed.Add(_slots, slot);
        Destroy<TRule>(ref doomed);
    }

    private void DestroyAliases(int slot)
    {
        var doomed = default(DoomedList);
        for (int child = _slots[slot].FirstChild; child != 0; child = _slots[child - 1].NextSibling)
        {
            doomed.Add(_slots, child - 1);
        }

        Destroy<OfRevoke>(ref doomed);
    }

    private void DestroyOwned(int session)
    {
        int next;
        for (int slot = OfClose.Capability == CapabilityFate.Passing ? _sessions[session].FirstOwned : 0;
            slot != 0;
            slot = next)
        {
            next = _slots[slot - 1].NextOwned;
            Passes<OfClose>(slot - 1);
        }

        var doomed = default(DoomedList);
        for (int slot = _sessions[session].FirstOwned; slot != 0; slot = _slots[slot - 1].NextOwned)
        {
            doomed.Add(_slots, slot - 1);
        }

        Destroy<OfClose>(ref doomed);
    }

    private void Destroy<TRule>(ref DoomedList doomed)
        where TRule : struct, IFateRule
    {
        if (Uses<TRule>(AliasFate.Destroyed))
        {
            AddDestroyedAliases<TRule>(ref doomed);
        }

        if (Keeps<TRule>())
        {
            KeepPinned<TRule>(in doomed);
        }

        if (Uses<TRule>(AliasFate.Hollowed))
        {
            HollowAliases<TRule>(in doomed);
        }

        if (!TakesAll<TRule>())
        {
            MoveAliases<TRule>(in doomed);
        }

        if (Keeps<TRule>())
        {
            MakeZombies<TRule>(ref doomed);
        }

        Remove(ref doomed);
    }

    private readonly struct OfFree : IFateRule
    {
        public static CapabilityFate Capability => TLifetime.CapabilityOnFree;

        public static AliasFate Of(Kinship kinship) => TLifetime.OnFree(kinship);

        public static MappingFate Mapping(Kinship kinship) => TLifetime.MappingOnFree(kinship);
    }

    private readonly struct OfClose : IFateRule
    {
        public static CapabilityFate Capability => TLifetime.CapabilityOnClose;

        public static AliasFate Of(Kinship kinship) => TLifetime.OnClose(kinship);

        public static MappingFate Mapping(Kinship kinship) => TLifetime.MappingOnClose(kinship);
    }

    private readonly struct OfRevoke : IFateRule
    {
        public static CapabilityFate Capability => CapabilityFate.Withdrawn;

        public static AliasFate Of(Kinship kinship) => AliasFate.Destroyed;

        public static MappingFate Mapping(Kinship kinship) => MappingFate.Unmapped;
    }
}
