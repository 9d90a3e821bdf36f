using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Destruction;
using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation;

/// <content>How dataspaces go, or stay as zombies, once it is known which.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    // Takes those that are kept out of the list and makes zombies of them.
    private void MakeZombies<TRule>(ref DoomedList doomed)
        where TRule : struct, IFateRule
    {
        DoomedList all = doomed;
        doomed = default;
        int next;
        for (int link = all.First; link != 0; link = next)
        {
            ref Slot dataspace = ref _slots[link - 1];
            next = dataspace.NextDoomed;
            dataspace.NextDoomed = 0;
            if (IsGone(dataspace.Flags))
            {
                doomed.Add(_slots, link - 1);
                continue;
            }

            dataspace.Foster = 0;
            dataspace.Flags &= ~(SlotFlags.Doomed | SlotFlags.Kept);
            UnmapUnlessKeeping<TRule>(link - 1);
            if ((dataspace.Flags & SlotFlags.Live) == 0)
            {
                continue;
            }

            bool charged = ChargesOwner(dataspace.Flags);
            dataspace.Flags = (dataspace.Flags & ~SlotFlags.Live) | SlotFlags.Zombie;
            if (Covers(dataspace.Flags) && charged && !ChargesOwner(dataspace.Flags))
            {
                Account.Refund(ref _sessions[dataspace.Owner], dataspace.Length);
            }

            ForgetHolders(link - 1);
        }
    }

    // Everything in the list goes; so do, one by one, zombies above that nothing keeps any more.
    private void Remove(ref DoomedList doomed)
    {
        int roots = 0;
        int next;
        for (int link = doomed.First; link != 0; link = next)
        {
            ref Slot dataspace = ref _slots[link - 1];
            UnmapAll(link - 1);
            if (dataspace.Parent == 0 && Covers(dataspace.Flags))
            {
                // Its frames may go, but not before everything below it has been uncovered.
                next = dataspace.NextDoomed;
                dataspace.NextDoomed = roots;
                roots = link;
                _heirs?.RemoveRoot(link - 1);
                continue;
            }

            Uncover(link - 1, in dataspace);
            if (dataspace.Parent != 0 && (dataspace.Flags & SlotFlags.ParentDoomed) == 0)
            {
                UnlinkFromParent(ref dataspace);
                if (IsUnkept(in _slots[dataspace.Parent - 1]))
                {
                    doomed.Add(_slots, dataspace.Parent - 1);
                }
            }

            next = dataspace.NextDoomed;
            Empty(link - 1);
        }

        RemoveRoots(roots);
    }

    // Whether it is a zombie that nothing keeps any more and that does not go yet.
    private static bool IsUnkept(ref readonly Slot dataspace) =>
        (dataspace.Flags & (SlotFlags.Zombie | SlotFlags.Doomed)) == SlotFlags.Zombie
        && dataspace.FirstChild == 0
        && (!KnowsKeeping || dataspace.FirstRegion == 0);

    private void RemoveRoots(int roots)
    {
        int next;
        for (int link = roots; link != 0; link = next)
        {
            Slot dataspace = _slots[link - 1];
            next = dataspace.NextDoomed;

            // One after the other: frames that two of them cover go with the last one.
            Uncover(link - 1, in dataspace);
            int released = _counts.ReleaseUncovered(dataspace.Base, dataspace.Length, _free, _quarantined?.Counts);
            if (TCharging.ChargesPayer)
            {
                Account.Refund(ref _sessions[dataspace.Payer], released);
            }

            _heirs?.PassOn(_slots, _sessions, link - 1, released < dataspace.Length);
            Empty(link - 1);
        }
    }
}
