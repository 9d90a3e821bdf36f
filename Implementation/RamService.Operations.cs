using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>Each operation: its checks in the order of docs/semantics.md, then its effect.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    /// <inheritdoc/>
    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
    {
        ref Session payer = ref SessionOf(session);
        made = default;
        if (size < 1)
        {
            return Refusal.InvalidSize;
        }

        int slot = _emptySlots.Lowest;
        if (slot < 0)
        {
            return Refusal.OutOfCaps;
        }

        if (payer.Used + size > payer.Quota)
        {
            return Refusal.OutOfQuota;
        }

        if (!_free.TryAllocate(size, out int first))
        {
            return Refusal.OutOfMemory;
        }

        if (_memory is not null)
        {
            Zero(_memory, first, size);
        }

        made = Create(slot, session.Index, first, size, SlotFlags.Live | SlotFlags.Writable, session.Index);
        if (TCharging.ChargesPayer)
        {
            Account.Charge(ref payer, size);
        }

        _heirs?.Found(_slots, _sessions, slot);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made)
    {
        ref Session asker = ref SessionOf(session);
        made = default;
        if (!TryResolve(session, original, out int from))
        {
            return Refusal.InvalidDataspace;
        }

        Slot whole = _slots[from];
        if (TLifetime.Form == AliasForm.Replacement && whole.Owner != session.Index)
        {
            return Refusal.NotOwner;
        }

        // No sum of offset and size is made: it could overflow.
        if (size < 1 || size > whole.Length || offset < 0 || offset > whole.Length - size)
        {
            return Refusal.InvalidRange;
        }

        if ((whole.Flags & SlotFlags.Hollow) != 0)
        {
            return Refusal.NoBacking;
        }

        if (writable && (whole.Flags & (SlotFlags.Writable | SlotFlags.Sealed)) != SlotFlags.Writable)
        {
            return Refusal.PermissionDenied;
        }

        int slot = _emptySlots.Lowest;
        if (slot < 0)
        {
            return Refusal.OutOfCaps;
        }

        if (TLifetime.Form == AliasForm.Managed || TCharging.AliasNeedsQuota)
        {
            int price = TLifetime.Form == AliasForm.Managed ? _aliasCost
                : TCharging.ChargesOnce ? _footprints!.NotCovered(session.Index, whole.Base + offset, size)
                : Retains ? RetainedByAlias(session.Index, from, size)
                : size;
            if (asker.Used + price > asker.Quota)
            {
                return Refusal.OutOfQuota;
            }
        }

        SlotFlags flags = SlotFlags.Live | (writable ? SlotFlags.Writable : SlotFlags.None);
        if (TLifetime.Form != AliasForm.Replacement)
        {
            flags |= SlotFlags.Alias;
        }

        made = Create(slot, session.Index, whole.Base + offset, size, flags, whole.Payer);
        _heirs?.Join(slot, from);
        if (TLifetime.Form == AliasForm.Replacement)
        {
            _heirs?.AddRoot(_slots, _sessions, slot);
            Destroy<OfFree>(from);
        }
        else
        {
            LinkToParent(slot, from);
            if (Retains)
            {
                CountRetainedOnce(slot);
            }
        }

        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Free(SessionId session, DataspaceCapability dataspace)
    {
        Refusal refusal = ResolveOwned(session, dataspace, out int slot);
        if (refusal == Refusal.None && HasAlias<OfFree>(slot, AliasFate.Refusing))
        {
            refusal = Refusal.HasAliases;
        }

        if (refusal == Refusal.None && IsBusy(slot))
        {
            refusal = Refusal.Busy;
        }

        if (refusal == Refusal.None && !Passes<OfFree>(slot))
        {
            Destroy<OfFree>(slot);
        }

        return refusal;
    }

    /// <inheritdoc/>
    public Refusal Revoke(SessionId session, DataspaceCapability dataspace)
    {
        Refusal refusal = ResolveOwned(session, dataspace, out int slot);
        if (refusal == Refusal.None)
        {
            DestroyAliases(slot);
        }

        return refusal;
    }

    /// <inheritdoc/>
    public Refusal Seal(SessionId session, DataspaceCapability dataspace)
    {
        Refusal refusal = ResolveOwned(session, dataspace, out int slot);
        if (TSealing.RefusesWriters && refusal == Refusal.None && CanBeWritten(slot))
        {
            refusal = Refusal.Busy;
        }

        if (refusal == Refusal.None)
        {
            Seal(slot);
        }

        return refusal;
    }

    /// <inheritdoc/>
    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made)
    {
        SessionOf(session);
        made = default;
        if (!TryResolve(session, dataspace, out int slot))
        {
            return Refusal.InvalidDataspace;
        }

        int region = _emptyRegions.Lowest;
        if (region < 0)
        {
            return Refusal.OutOfRegions;
        }

        SlotFlags flags = _slots[slot].Flags;
        if ((flags & SlotFlags.Hollow) != 0)
        {
            return Refusal.NoBacking;
        }

        bool writable = (flags & (SlotFlags.Writable | SlotFlags.Sealed)) == SlotFlags.Writable;
        made = Map(region, session.Index, slot, writable);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Detach(SessionId session, RegionCapability region)
    {
        SessionOf(session);
        int slot = region.Slot;
        if (slot >= _regions.Length
            || _regions[slot].Dataspace == 0
            || _regions[slot].Generation != region.Generation
            || _regions[slot].Session != session.Index)
        {
            return Refusal.InvalidRegion;
        }

        Detach(slot);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace)
    {
        SessionOf(session);
        ref Session taker = ref SessionOf(receiver);
        if (!TryResolve(session, dataspace, out int slot))
        {
            return Refusal.InvalidDataspace;
        }

        if (_holderWords != 0 && _slots[slot].Owner != receiver.Index && !Holds(receiver.Index, slot))
        {
            _holders[(slot * _holderWords) + (receiver.Index >> 6)] |= 1ul << receiver.Index;
            taker.Received++;
        }

        return Refusal.None;
    }

    /// <inheritdoc/>
    public void Close(SessionId session)
    {
        ref Session dying = ref SessionOf(session);
        while (dying.FirstRegion != 0)
        {
            Detach(dying.FirstRegion - 1);
        }

        for (int slot = 0; dying.Received > 0; slot++)
        {
            Forget(session.Index, slot);
        }

        DestroyOwned(session.Index);
        TakeBack(session.Index);
    }

    /// <inheritdoc/>
    public Refusal Drop(SessionId session, DataspaceCapability dataspace)
    {
        SessionOf(session);
        if (!TryResolve(session, dataspace, out int slot) || _slots[slot].Owner == session.Index)
        {
            return Refusal.InvalidDataspace;
        }

        if (_holderWords != 0)
        {
            Forget(session.Index, slot);
        }

        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Donate(SessionId giver, SessionId receiver, int size)
    {
        ref Session from = ref SessionOf(giver);
        ref Session to = ref SessionOf(receiver);
        RequireGifts();
        if (giver == receiver)
        {
            return Refusal.InvalidSession;
        }

        if (size < 1)
        {
            return Refusal.InvalidSize;
        }

        // More than the quota may be in use; and nobody lends what was lent to it.
        if (from.Used + size > from.Quota || (long)from.Given + size > Bounds.Quotas[giver.Index])
        {
            return Refusal.OutOfQuota;
        }

        Give(ref from, ref to, giver.Index, receiver.Index, size);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (!TPlatform.Quarantines)
        {
            throw new NotSupportedException("no region is ever dead on this platform");
        }

        while (_quarantined!.First != 0)
        {
            Unmap(_quarantined.First - 1);
        }
    }

    // The memory is not the service's own, and may throw.
    private void Zero(IFrameMemory memory, int first, int size)
    {
        try
        {
            memory.Zero(first, size);
        }
        catch
        {
            _free.Free(first, size);
            throw;
        }
    }

    private bool TryResolve(SessionId session, DataspaceCapability dataspace, out int slot)
    {
        slot = dataspace.Slot;
        return slot < _slots.Length
            && _slots[slot].Generation == dataspace.Generation
            && CanName(session.Index, slot);
    }

    private Refusal ResolveOwned(SessionId session, DataspaceCapability dataspace, out int slot)
    {
        SessionOf(session);
        return !TryResolve(session, dataspace, out slot) ? Refusal.InvalidDataspace
            : _slots[slot].Owner != session.Index ? Refusal.NotOwner
            : Refusal.None;
    }
}
