using System.Numerics;

using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation;

/// <content>Which sessions beside its owner can name a dataspace; nothing of it exists with open sharing.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    private bool Holds(int session, int slot) =>
        (_holders[(slot * _holderWords) + (session >> 6)] >> session & 1) != 0;

    // A session beside the owner cannot name a dataspace any more.
    private void Forget(int session, int slot)
    {
        ref ulong word = ref _holders[(slot * _holderWords) + (session >> 6)];
        if ((word >> session & 1) != 0)
        {
            word &= ~(1ul << session);
            _sessions[session].Received--;
        }
    }

    private void ForgetHolders(int slot)
    {
        for (int index = 0; index < _holderWords; index++)
        {
            ref ulong word = ref _holders[(slot * _holderWords) + index];
            for (; word != 0; word &= word - 1)
            {
                _sessions[(index << 6) + BitOperations.TrailingZeroCount(word)].Received--;
            }
        }
    }

    // A description has a word for each dataspace, whose bits are sessions.
    private void RequireHolders(ReadOnlySpan<ulong> holders, int dataspaces)
    {
        if (_holderWords == 0)
        {
            return;
        }

        if (_holderWords > 1 || holders.Length < dataspaces)
        {
            throw new ArgumentException(
                $"{holders.Length} words cannot say which of {_sessions.Length} sessions hold {dataspaces} dataspaces.",
                nameof(holders));
        }

        ulong none = _sessions.Length == 64 ? 0 : ulong.MaxValue << _sessions.Length;
        foreach (ulong word in holders[..dataspaces])
        {
            if ((word & none) != 0)
            {
                throw new ArgumentException($"{word:X} names sessions that do not exist.", nameof(holders));
            }
        }
    }

    private void RestoreHolders(int slot, ReadOnlySpan<ulong> holders)
    {
        if (_holderWords == 0 || (_slots[slot].Flags & SlotFlags.Nameable) == 0)
        {
            return;
        }

        for (ulong rest = holders[slot] & ~(1ul << _slots[slot].Owner); rest != 0; rest &= rest - 1)
        {
            int session = BitOperations.TrailingZeroCount(rest);
            _holders[slot * _holderWords] |= 1ul << session;
            _sessions[session].Received++;
        }
    }

    private void CheckReceived(int session)
    {
        int received = 0;
        for (int slot = 0; _holderWords != 0 && slot < _slots.Length; slot++)
        {
            if (!Holds(session, slot))
            {
                continue;
            }

            received++;
            if (_slots[slot].Owner == session || (_slots[slot].Flags & SlotFlags.Nameable) == 0)
            {
                throw Wrong($"Session {session} holds dataspace {slot}, which is its own or cannot be named.");
            }
        }

        if (_sessions[session].Received != received)
        {
            throw Wrong($"Session {session} holds {received} dataspaces instead of {_sessions[session].Received}.");
        }
    }
}
