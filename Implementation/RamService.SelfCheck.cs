using System.Numerics;

using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// Everything that is on record, counted anew from owners, extents, parents and flags alone. What passes holds nothing
/// that those do not imply, but for generations, the order of lists, the forms of trees, the numbers of families, what
/// a dead region shows and who gave how much to whom: nothing is left behind that could show later. Of records that are
/// spoilt, the first thing that is wrong is named; no number of theirs is trusted before it has been looked at.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    // Up to so many numbers are kept on the stack.
    private const int FewNumbers = 256;

    /// <inheritdoc/>
    public void SelfCheck()
    {
        _free.SelfCheck();
        _emptySlots.SelfCheck();
        _emptyRegions.SelfCheck();
        Span<long> used =
            _sessions.Length <= FewNumbers ? stackalloc long[_sessions.Length] : new long[_sessions.Length];
        Span<int> numbers = Bounds.Frames < FewNumbers ? stackalloc int[Bounds.Frames + 1] : new int[Bounds.Frames + 1];
        int dead = TPlatform.Quarantines ? numbers.Length : 0;
        Span<int> quarantined = dead <= FewNumbers ? stackalloc int[dead] : new int[dead];
        int writers = TSealing.RefusesWriters ? numbers.Length : 0;
        Span<int> writable = writers <= FewNumbers ? stackalloc int[writers] : new int[writers];
        used.Clear();
        CheckDataspaces(used, numbers);
        CheckRegions(quarantined, writable);
        CheckFrames(numbers, quarantined);
        CheckWritable(writable);
        ChargeFrames(used, numbers);
        _footprints?.SelfCheck(_slots, Covers, used);
        CheckSessions(used);
        _heirs?.SelfCheck(_slots, Covers);
    }

    private static InvalidOperationException Wrong(string what) => new(what);

    // Turns beginnings and ends into how often each frame is covered.
    private static void Add(Span<int> changes)
    {
        int count = 0;
        foreach (ref int change in changes)
        {
            count += change;
            change = count;
        }
    }

    private void CheckFrames(Span<int> covered, Span<int> quarantined)
    {
        Add(covered);
        Add(quarantined);
        for (int frame = 0; frame < Bounds.Frames; frame++)
        {
            int count = covered[frame] + (TPlatform.Quarantines ? quarantined[frame] : 0);
            if (_free.IsFree(frame) != (count == 0))
            {
                throw Wrong($"Frame {frame} is {(count == 0 ? "not free" : "free")}, but covered {count} times.");
            }
        }

        _counts.SelfCheck(covered);
        _quarantined?.Counts.SelfCheck(quarantined);
    }

    private void CheckWritable(Span<int> writable)
    {
        Add(writable);
        _writable?.SelfCheck(writable);
    }

    // Frame by frame, over the dataspaces without a parent: they cover whatever is covered.
    private void ChargeFrames(Span<long> used, Span<int> rootOf)
    {
        if (!TCharging.ChargesPayer && !TCharging.ChargesHeir)
        {
            return;
        }

        rootOf.Clear();
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            ref readonly Slot root = ref _slots[slot];
            if (root.Parent != 0 || !Covers(root.Flags))
            {
                continue;
            }

            foreach (ref int known in rootOf.Slice(root.Base, root.Length))
            {
                if (known == 0)
                {
                    known = slot + 1;
                    used[TCharging.ChargesPayer ? root.Payer : root.Owner]++;
                }
                else if (_slots[known - 1].Payer != root.Payer)
                {
                    throw Wrong($"Dataspaces {known - 1} and {slot} share frames that two sessions allocated.");
                }
                else if (_heirs is not null && !_heirs.AreRelated(known - 1, slot))
                {
                    throw Wrong($"Dataspaces {known - 1} and {slot} share frames, but are of two families.");
                }
            }
        }

        for (int frame = 0; _heirs is not null && frame < Bounds.Frames; frame++)
        {
            if (_heirs.RootOf(frame) != rootOf[frame])
            {
                throw Wrong($"Frame {frame} is inherited by {_heirs.RootOf(frame) - 1}, not by {rootOf[frame] - 1}.");
            }
        }
    }

    private void CheckSessions(Span<long> used)
    {
        int owned = 0;
        int received = 0;
        for (int session = 0; session < _sessions.Length; session++)
        {
            ref readonly Session known = ref _sessions[session];
            if (known.Used != used[session] || known.Quota < 0)
            {
                throw Wrong($"{known.Used} frames of {known.Quota} are charged to session {session} instead of "
                    + $"{used[session]}.");
            }

            CheckGiven(session);
            owned += IntrusiveList<Slot, Slot.OfOwner>.Check(_slots, known.FirstOwned, session + 1);
            CheckReceived(session);
            received += known.Received;
        }

        int inUse = 0;
        foreach (ref readonly Slot dataspace in _slots.AsSpan())
        {
            inUse += dataspace.Flags == SlotFlags.None ? 0 : 1;
        }

        if (owned != inUse)
        {
            throw Wrong($"{inUse} dataspaces have an owner, but {owned} are linked to one.");
        }

        // A bit beyond the last session is no session's.
        foreach (ulong word in _holders)
        {
            received -= BitOperations.PopCount(word);
        }

        if (received != 0)
        {
            throw Wrong("Sessions that do not exist hold dataspaces.");
        }
    }
}
