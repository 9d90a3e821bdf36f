using ModelCheck.Implementation.Destruction;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// How dataspaces go. Those that are to go are linked into a list through their slots, which grows while it is walked;
/// each step of docs/semantics.md ("Destroying a set") is a pass over it, and one that the policy has no use for is not
/// compiled.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging>
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

        if (Uses<TRule>(AliasFate.Pinning))
        {
            KeepPinned<TRule>(in doomed);
        }

        if (Uses<TRule>(AliasFate.Hollowed))
        {
            HollowAliases<TRule>(in doomed);
        }

        if (!IsAlways<TRule>(AliasFate.Destroyed))
        {
            MoveAliases<TRule>(in doomed);
        }

        if (Uses<TRule>(AliasFate.Pinning))
        {
            MakeZombies(ref doomed);
        }

        Remove(ref doomed);
    }

    private readonly struct OfFree : IFateRule
    {
        public static AliasFate Of(Kinship kinship) => TLifetime.OnFree(kinship);
    }

    private readonly struct OfClose : IFateRule
    {
        public static AliasFate Of(Kinship kinship) => TLifetime.OnClose(kinship);
    }

    private readonly struct OfRevoke : IFateRule
    {
        public static AliasFate Of(Kinship kinship) => AliasFate.Destroyed;
    }
}
