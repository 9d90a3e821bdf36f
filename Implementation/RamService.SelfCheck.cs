using System.Numerics;

using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// Everything that is on record, counted anew from owners, extents, parents and flags alone. What passes holds nothing
/// that those do not imply, but for generations, the order of lists, the numbers of families and how a sum of quotas is
/// divided: nothing is left behind that could show later. Of records that are spoilt, the first thing that is wrong is
/// named; no number of theirs is trusted before it has been looked at.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging>
{
    // Up to so many numbers are kept on the stack.
    private const int FewNumbers = 256;

    /// <inheritdoc/>
    public void SelfCheck()
    {
        _free.SelfCheck();
        _emptySlots.SelfCheck();
        _emptyRegions.SelfCheck();
        Span<int> used = _sessions.Length <= FewNumbers ? stackalloc int[_sessions.Length] : new int[_sessions.Length];
        Span<int> numbers = Bounds.Frames < FewNumbers ? stackalloc int[Bounds.Frames + 1] : new int[Bounds.Frames + 1];
        used.Clear();
        CheckDataspaces(used, numbers);
        CheckRegions();
        CheckFrames(numbers);
        ChargeFrames(used, numbers);
        CheckSessions(used);
        _heirs?.SelfCheck(_slots, Covers);
    }

    private static InvalidOperationException Wrong(string what) => new(what);

    // Turns beginnings and ends into how often each frame is covered.
    private void CheckFrames(Span<int> covered)
    {
        int count = 0;
        for (int frame = 0; frame < Bounds.Frames; frame++)
        {
            count += covered[frame];
            covered[frame] = count;
            if (_free.IsFree(frame) != (count == 0))
            {
                throw Wrong($"Frame {frame} is {(count == 0 ? "not free" : "free")}, but covered {count} times.");
            }
        }

        _counts.SelfCheck(covered);
    }

    // Frame by frame, over the dataspaces without a parent: they cover whatever is covered.
    private void ChargeFrames(Span<int> used, Span<int> rootOf)
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

    private void CheckSessions(Span<int> used)
    {
        int owned = 0;
        long quotas = 0;
        int received = 0;
        for (int session = 0; session < _sessions.Length; session++)
        {
            ref readonly Session known = ref _sessions[session];
            if (known.Used != used[session] || known.Quota < 0)
            {
                throw Wrong($"{known.Used} frames of {known.Quota} are charged to session {session} instead of "
                    + $"{used[session]}.");
            }

            quotas += known.Quota - Bounds.Quotas[session];
            owned += IntrusiveList<Slot, Slot.OfOwner>.Check(_slots, known.FirstOwned, session + 1);
            CheckReceived(session);
            received += known.Received;
        }

        if (quotas != 0)
        {
            throw Wrong($"All quotas together are {quotas} more than they were.");
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
