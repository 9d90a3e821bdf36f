using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <content>
/// Each operation: its checks in the order of the contract, then its effect. New objects take the lowest empty slot,
/// and allocation is first fit; both are part of the meaning.
/// </content>
public readonly partial struct ReferenceModel<TLifetime, TCharging, TPlatform>
{
    /// <inheritdoc/>
    public Outcome Apply(in State before, in Ledger ledger, Operation operation, ref State after) =>
        operation.Kind switch
        {
            OperationKind.Alloc => ApplyAlloc(in before, in ledger, operation, ref after),
            OperationKind.Alias => ApplyAlias(in before, in ledger, operation, ref after),
            OperationKind.Free => ApplyFree(in before, operation, ref after),
            OperationKind.Revoke => ApplyRevoke(in before, operation, ref after),
            OperationKind.Seal => ApplySeal(in before, operation, ref after),
            OperationKind.Attach => ApplyAttach(in before, operation, ref after),
            OperationKind.Detach => ApplyDetach(in before, operation, ref after),
            OperationKind.Share => ApplyShare(in before, operation, ref after),
            OperationKind.Write => ApplyWrite(in before, operation, ref after),
            OperationKind.Close => ApplyClose(in before, operation, ref after),
        };

    // Alloc(s, n): a new Ram dataspace, writable, of n zeroed frames.
    private Outcome ApplyAlloc(in State before, in Ledger ledger, Operation operation, ref State after)
    {
        SessionId session = operation.Session;
        if (operation.Size < 1)
        {
            return Outcome.Refused(Refusal.InvalidSize);
        }

        DataspaceSet empty = EmptySlots(in before);
        if (empty.IsEmpty)
        {
            return Outcome.Refused(Refusal.OutOfCaps);
        }

        if (operation.Size > LeftOf(in ledger, session))
        {
            return Outcome.Refused(Refusal.OutOfQuota);
        }

        if (!Extent.TryFirstFit(FreeFrames(in ledger), operation.Size, out Extent extent))
        {
            return Outcome.Refused(Refusal.OutOfMemory);
        }

        after.Become(in before);
        DataspaceId made = empty.Lowest;
        Create(ref after, made, session, extent, block: extent, parent: default, writable: true);
        if (TCharging.RecordsPayer)
        {
            after.SetPayer(session, extent.Frames);
        }

        if (_recordsFrames)
        {
            after.Zero(extent.Frames);
        }

        return Outcome.Made(made.Index);
    }

    // Alias(s, d, writable, offset, size): a new dataspace over a part of d. Under lifetime Replace it takes d's place.
    private Outcome ApplyAlias(in State before, in Ledger ledger, Operation operation, ref State after)
    {
        SessionId session = operation.Session;
        DataspaceId original = operation.Dataspace;
        if (!CanName(in before, session, original))
        {
            return Outcome.Refused(Refusal.InvalidDataspace);
        }

        if (TLifetime.Form == AliasForm.Replacement && before.OwnerOf(original) != session)
        {
            return Outcome.Refused(Refusal.NotOwner);
        }

        Extent whole = before.ExtentOf(original);
        if (operation.Size < 1 || operation.Offset > whole.Length - operation.Size)
        {
            return Outcome.Refused(Refusal.InvalidRange);
        }

        if (before.Hollow.Contains(original))
        {
            return Outcome.Refused(Refusal.NoBacking);
        }

        if (operation.Writable && !Unsealed(in before).Contains(original))
        {
            return Outcome.Refused(Refusal.PermissionDenied);
        }

        DataspaceSet empty = EmptySlots(in before);
        if (empty.IsEmpty)
        {
            return Outcome.Refused(Refusal.OutOfCaps);
        }

        if (ChargeForAlias(operation.Size) > LeftOf(in ledger, session))
        {
            return Outcome.Refused(Refusal.OutOfQuota);
        }

        after.Become(in before);
        DataspaceId made = empty.Lowest;
        DataspaceSet parent = TLifetime.Form == AliasForm.Replacement ? default : DataspaceSet.Of(original);
        Extent part = whole.Part(operation.Offset, operation.Size);
        Create(ref after, made, session, part, before.BlockOf(original), parent, operation.Writable);
        if (TLifetime.Form == AliasForm.Replacement)
        {
            Destroy<Free>(ref after, DataspaceSet.Of(original));
        }
        else if (TCharging.ReadsKind || TLifetime.Form == AliasForm.Managed)
        {
            after.MarkAlias(made);
        }

        return Outcome.Made(made.Index);
    }

    // Free(s, d): gives d back; the lifetime policy decides what its aliases do.
    private Outcome ApplyFree(in State before, Operation operation, ref State after)
    {
        DataspaceId dataspace = operation.Dataspace;
        Refusal refusal = RefusalToOwner(in before, operation.Session, dataspace);
        DataspaceSet freed = DataspaceSet.Of(dataspace);
        if (refusal == Refusal.None && !Rule<Free>.Aliases(in before, freed, AliasFate.Refusing).IsEmpty)
        {
            refusal = Refusal.HasAliases;
        }

        if (refusal != Refusal.None)
        {
            return Outcome.Refused(refusal);
        }

        after.Become(in before);
        Destroy<Free>(ref after, freed);
        return Outcome.Granted;
    }

    // Revoke(s, d): destroys every descendant of d, not d itself.
    private Outcome ApplyRevoke(in State before, Operation operation, ref State after)
    {
        Refusal refusal = RefusalToOwner(in before, operation.Session, operation.Dataspace);
        if (refusal != Refusal.None)
        {
            return Outcome.Refused(refusal);
        }

        after.Become(in before);
        Destroy<Revocation>(ref after, before.DescendantsOf(DataspaceSet.Of(operation.Dataspace)));
        return Outcome.Granted;
    }

    // Seal(s, d): later aliases and attachments of d are read-only; existing ones keep their rights.
    private Outcome ApplySeal(in State before, Operation operation, ref State after)
    {
        DataspaceId dataspace = operation.Dataspace;
        Refusal refusal = RefusalToOwner(in before, operation.Session, dataspace);
        if (refusal != Refusal.None)
        {
            return Outcome.Refused(refusal);
        }

        after.Become(in before);
        after.Seal(dataspace);
        if (TPlatform.SealsBlocks)
        {
            after.SealBlocks(before.BlockOf(dataspace).Frames);
        }

        return Outcome.Granted;
    }

    // Attach(s, d): a new region with all that the platform lets s have through d.
    private Outcome ApplyAttach(in State before, Operation operation, ref State after)
    {
        DataspaceId dataspace = operation.Dataspace;
        if (!CanName(in before, operation.Session, dataspace))
        {
            return Outcome.Refused(Refusal.InvalidDataspace);
        }

        RegionSet empty = EmptyRegionSlots(in before);
        if (empty.IsEmpty)
        {
            return Outcome.Refused(Refusal.OutOfRegions);
        }

        if (before.Hollow.Contains(dataspace))
        {
            return Outcome.Refused(Refusal.NoBacking);
        }

        after.Become(in before);
        RegionId made = empty.Lowest;
        Grant grant = TPlatform.Attach(in before, dataspace);
        after.Place(made, operation.Session, DataspaceSet.Of(dataspace), grant.Extent, grant.Writable);
        return Outcome.Made(made.Index);
    }

    // Detach(s, r): the region goes.
    private Outcome ApplyDetach(in State before, Operation operation, ref State after)
    {
        RegionId region = operation.Region;
        if (!IsRegionOf(in before, operation.Session, region))
        {
            return Outcome.Refused(Refusal.InvalidRegion);
        }

        after.Become(in before);
        after.Remove(RegionSet.Of(region));
        ReleaseFrames(ref after);
        return Outcome.Granted;
    }

    // Share(s, t, d): t holds d too.
    private Outcome ApplyShare(in State before, Operation operation, ref State after)
    {
        DataspaceId dataspace = operation.Dataspace;
        if (!CanName(in before, operation.Session, dataspace))
        {
            return Outcome.Refused(Refusal.InvalidDataspace);
        }

        after.Become(in before);
        after.SetHolders(dataspace, before.HoldersOf(dataspace) + operation.Receiver);
        return Outcome.Granted;
    }

    // Write(s, r, i): frame i of the region was last written by s.
    private static Outcome ApplyWrite(in State before, Operation operation, ref State after)
    {
        RegionId region = operation.Region;
        if (!IsRegionOf(in before, operation.Session, region))
        {
            return Outcome.Refused(Refusal.InvalidRegion);
        }

        if (!before.WritableRegions.Contains(region))
        {
            return Outcome.Refused(Refusal.PermissionDenied);
        }

        Extent extent = before.ExtentOf(region);
        if (operation.Offset >= extent.Length)
        {
            return Outcome.Refused(Refusal.InvalidRange);
        }

        after.Become(in before);
        after.SetWriter(operation.Session, extent.Part(operation.Offset, 1).Frames);
        return Outcome.Granted;
    }

    // Close(s): s dies and is opened anew. Its regions and capabilities go, then every dataspace it owns, at once.
    private Outcome ApplyClose(in State before, Operation operation, ref State after)
    {
        SessionId session = operation.Session;
        after.Become(in before);
        after.Remove(before.RegionsOf(session));
        if (_delegated)
        {
            foreach (DataspaceId dataspace in before.Nameable)
            {
                after.SetHolders(dataspace, before.HoldersOf(dataspace) - session);
            }
        }

        Destroy<Close>(ref after, before.OwnedBy(session));
        return Outcome.Granted;
    }

    private bool CanName(in State state, SessionId session, DataspaceId dataspace) =>
        NameableBy(in state, session).Contains(dataspace);

    private DataspaceSet NameableBy(in State state, SessionId session) =>
        _delegated ? state.Nameable & state.HeldBy(session) : state.Nameable;

    private DataspaceSet EmptySlots(in State state) => _slots - state.Occupied;

    private RegionSet EmptyRegionSlots(in State state) => _regionSlots - state.Regions;

    private FrameSet FreeFrames(in Ledger ledger) => _frames - ledger.Allocated;

    private int LeftOf(in Ledger ledger, SessionId session) => _quotas[session.Index] - ledger.UsedBy(session);

    private static DataspaceSet Unsealed(in State state) => state.Writable - state.Sealed;

    private Refusal RefusalToOwner(in State state, SessionId session, DataspaceId dataspace) =>
        !CanName(in state, session, dataspace) ? Refusal.InvalidDataspace
        : state.OwnerOf(dataspace) != session ? Refusal.NotOwner
        : Refusal.None;

    private static bool IsRegionOf(in State state, SessionId session, RegionId region) =>
        state.Regions.Contains(region) && state.SessionOf(region) == session;

    private int ChargeForAlias(int size) =>
        TLifetime.Form == AliasForm.Managed ? _aliasCost
        : TCharging.ChargesAliases ? size
        : int.MinValue;

    private void Create(
        ref State state,
        DataspaceId slot,
        SessionId owner,
        Extent extent,
        Extent block,
        DataspaceSet parent,
        bool writable)
    {
        state.Place(slot, owner, extent, parent, writable);
        if (TPlatform.RecordsBlocks)
        {
            state.SetBlock(slot, block);
        }

        if (_delegated)
        {
            state.SetHolders(slot, SessionSet.Of(owner));
        }
    }
}
