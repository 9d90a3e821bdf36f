using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Destruction;
using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation;

/// <content>How dataspaces go, or stay as zombies, once it is known which.</content>
internal sealed partial class RamService<TLifetime, TCharging>
{
    // Takes those that are kept out of the list and makes zombies of them.
    private void MakeZombies(ref DoomedList doomed)
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

            dataspace.Flags &= ~(SlotFlags.Doomed | SlotFlags.Kept);
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

            UnmapAll(link - 1);
            ForgetHolders(link - 1);
        }
    }

    // Everything in the list goes; so do, one by one, zombies above that have no alias left.
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

            Uncover(in dataspace);
            if (dataspace.Parent != 0 && (dataspace.Flags & SlotFlags.ParentDoomed) == 0)
            {
                UnlinkFromParent(ref dataspace);
                ref readonly Slot parent = ref _slots[dataspace.Parent - 1];
                if ((parent.Flags & (SlotFlags.Zombie | SlotFlags.Doomed)) == SlotFlags.Zombie
                    && parent.FirstChild == 0)
                {
                    doomed.Add(_slots, dataspace.Parent - 1);
                }
            }

            next = dataspace.NextDoomed;
            Empty(link - 1);
        }

        RemoveRoots(roots);
    }

    private void RemoveRoots(int roots)
    {
        int next;
        for (int link = roots; link != 0; link = next)
        {
            Slot dataspace = _slots[link - 1];
            next = dataspace.NextDoomed;

            // One after the other: frames that two of them cover go with the last one.
            Uncover(in dataspace);
            int released = _counts.ReleaseUncovered(dataspace.Base, dataspace.Length, _free);
            if (TCharging.ChargesPayer)
            {
                Account.Refund(ref _sessions[dataspace.Payer], released);
            }

            _heirs?.PassOn(_slots, _sessions, link - 1, released < dataspace.Length);
            Empty(link - 1);
        }
    }
}
