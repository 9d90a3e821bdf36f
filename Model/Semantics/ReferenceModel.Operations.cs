using System.Runtime.CompilerServices;

using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <content>
/// The operations, in the order of docs/semantics.md, section 3. Each is a row of its table: a refusal, with one check
/// a line in the order in which they are made, and an effect on a state that is a copy of the one before.
/// </content>
public readonly partial struct ReferenceModel<TLifetime, TCharging, TPlatform>
{
    /// <inheritdoc/>
    /// <remarks>
    /// A call of its own: pasted into each of its callers it would be compiled as often, under every policy, and a
    /// short comparison is mostly compilation.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Outcome Apply(in State before, in Ledger ledger, Operation operation, ref State after)
    {
        Refusal refusal = RefusalOf(in before, in ledger, operation);
        if (refusal != Refusal.None)
        {
            return Outcome.Refused(refusal);
        }

        after.Become(in before);
        return CarryOut(in before, in ledger, operation, ref after);
    }

    /// <inheritdoc/>
    public Outcome Step(ref State state, Operation operation)
    {
        State before = state;
        return Apply(in before, Audit(in before), operation, ref state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Refusal RefusalOf(in State before, in Ledger ledger, Operation asked) => asked.Kind switch
    {
        OperationKind.Alloc => RefusalOfAlloc(in before, in ledger, asked),
        OperationKind.Alias => RefusalOfAlias(in before, in ledger, asked),
        OperationKind.Free => RefusalOfFree(in before, asked),
        OperationKind.Revoke => RefusalOfRevoke(in before, asked),
        OperationKind.Seal => RefusalOfSeal(in before, asked),
        OperationKind.Attach => RefusalOfAttach(in before, asked),
        OperationKind.Detach => RefusalOfDetach(in before, asked),
        OperationKind.Share => RefusalOfShare(in before, asked),
        OperationKind.Write => RefusalOfWrite(in before, asked),
        OperationKind.Close => Refusal.None,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Outcome CarryOut(in State before, in Ledger ledger, Operation asked, ref State after) => asked.Kind switch
    {
        OperationKind.Alloc => Alloc(in before, in ledger, asked, ref after),
        OperationKind.Alias => Alias(in before, asked, ref after),
        OperationKind.Free => Free(asked, ref after),
        OperationKind.Revoke => Revoke(in before, asked, ref after),
        OperationKind.Seal => Seal(in before, asked, ref after),
        OperationKind.Attach => Attach(in before, asked, ref after),
        OperationKind.Detach => Detach(asked, ref after),
        OperationKind.Share => Share(in before, asked, ref after),
        OperationKind.Write => Write(in before, asked, ref after),
        OperationKind.Close => Close(in before, asked, ref after),
    };

    // Alloc(s, n)
    private Refusal RefusalOfAlloc(in State before, in Ledger ledger, Operation asked) =>
        asked.Size < 1 ? Refusal.InvalidSize
        : EmptySlots(in before).IsEmpty ? Refusal.OutOfCaps
        : asked.Size > LeftOf(in ledger, asked.Session) ? Refusal.OutOfQuota
        : !Extent.TryFirstFit(FreeFrames(in ledger), asked.Size, out _) ? Refusal.OutOfMemory
        : Refusal.None;

    // A new Ram dataspace without a parent, writable, of zeroed frames; its block is its extent.
    private Outcome Alloc(in State before, in Ledger ledger, Operation asked, ref State after)
    {
        DataspaceId made = EmptySlots(in before).Lowest;
        Extent.TryFirstFit(FreeFrames(in ledger), asked.Size, out Extent extent);
        Create(ref after, made, asked.Session, extent, block: extent, parent: default, writable: true);
        if (TCharging.RecordsPayer)
        {
            after.SetPayer(asked.Session, extent.Frames);
        }

        if (_recordsFrames)
        {
            after.Zero(extent.Frames);
        }

        return Outcome.Made(made.Index);
    }

    // Alias(s, d, w, offset, size)
    private Refusal RefusalOfAlias(in State before, in Ledger ledger, Operation asked) =>
        !CanName(in before, asked.Session, asked.Dataspace) ? Refusal.InvalidDataspace
        : Replaces && !Owns(in before, asked.Session, asked.Dataspace) ? Refusal.NotOwner
        : asked.Size < 1 || asked.Offset + asked.Size > before.ExtentOf(asked.Dataspace).Length ? Refusal.InvalidRange
        : before.Hollow.Contains(asked.Dataspace) ? Refusal.NoBacking
        : asked.Writable && !Unsealed(in before).Contains(asked.Dataspace) ? Refusal.PermissionDenied
        : EmptySlots(in before).IsEmpty ? Refusal.OutOfCaps
        : AliasHasPrice && PriceOfAlias(asked.Size) > LeftOf(in ledger, asked.Session) ? Refusal.OutOfQuota
        : Refusal.None;

    // A new dataspace of kind Alias over a part of d; a replacement is of kind Ram and takes d's place.
    private Outcome Alias(in State before, Operation asked, ref State after)
    {
        DataspaceId made = EmptySlots(in before).Lowest;
        DataspaceSet original = DataspaceSet.Of(asked.Dataspace);
        Extent part = before.ExtentOf(asked.Dataspace).Part(asked.Offset, asked.Size);
        Extent block = before.BlockOf(asked.Dataspace);
        Create(ref after, made, asked.Session, part, block, parent: Replaces ? default : original, asked.Writable);
        if (Replaces)
        {
            Destroy<AtFree>(ref after, original);
        }
        else if (RecordsKind)
        {
            after.MarkAlias(made);
        }

        return Outcome.Made(made.Index);
    }

    // Free(s, d)
    private Refusal RefusalOfFree(in State before, Operation asked) =>
        !CanName(in before, asked.Session, asked.Dataspace) ? Refusal.InvalidDataspace
        : !Owns(in before, asked.Session, asked.Dataspace) ? Refusal.NotOwner
        : HasRefusingAlias(in before, asked.Dataspace) ? Refusal.HasAliases
        : Refusal.None;

    // d goes; the lifetime policy decides what its aliases do.
    private Outcome Free(Operation asked, ref State after)
    {
        Destroy<AtFree>(ref after, DataspaceSet.Of(asked.Dataspace));
        return Outcome.Granted;
    }

    // Revoke(s, d)
    private Refusal RefusalOfRevoke(in State before, Operation asked) =>
        !CanName(in before, asked.Session, asked.Dataspace) ? Refusal.InvalidDataspace
        : !Owns(in before, asked.Session, asked.Dataspace) ? Refusal.NotOwner
        : Refusal.None;

    // Every descendant of d goes, under every lifetime; d stays.
    private Outcome Revoke(in State before, Operation asked, ref State after)
    {
        Destroy<AtRevoke>(ref after, before.DescendantsOf(DataspaceSet.Of(asked.Dataspace)));
        return Outcome.Granted;
    }

    // Seal(s, d)
    private Refusal RefusalOfSeal(in State before, Operation asked) => RefusalOfRevoke(in before, asked);

    // Later aliases and attachments of d are read-only; existing ones keep their rights.
    private static Outcome Seal(in State before, Operation asked, ref State after)
    {
        after.Seal(asked.Dataspace);
        if (TPlatform.SealsBlocks)
        {
            after.SealBlocks(before.BlockOf(asked.Dataspace).Frames);
        }

        return Outcome.Granted;
    }

    // Attach(s, d)
    private Refusal RefusalOfAttach(in State before, Operation asked) =>
        !CanName(in before, asked.Session, asked.Dataspace) ? Refusal.InvalidDataspace
        : EmptyRegionSlots(in before).IsEmpty ? Refusal.OutOfRegions
        : before.Hollow.Contains(asked.Dataspace) ? Refusal.NoBacking
        : Refusal.None;

    // A new region of s through d, with all that the platform lets s have.
    private Outcome Attach(in State before, Operation asked, ref State after)
    {
        RegionId made = EmptyRegionSlots(in before).Lowest;
        Grant grant = TPlatform.Attach(in before, asked.Dataspace);
        after.Place(made, asked.Session, DataspaceSet.Of(asked.Dataspace), grant.Extent, grant.Writable);
        return Outcome.Made(made.Index);
    }

    // Detach(s, r)
    private static Refusal RefusalOfDetach(in State before, Operation asked) =>
        !HasRegion(in before, asked.Session, asked.Region) ? Refusal.InvalidRegion
        : Refusal.None;

    // The region goes, and with it what it alone kept allocated.
    private Outcome Detach(Operation asked, ref State after)
    {
        after.Remove(RegionSet.Of(asked.Region));
        ReleaseFrames(ref after);
        return Outcome.Granted;
    }

    // Share(s, t, d)
    private Refusal RefusalOfShare(in State before, Operation asked) =>
        !CanName(in before, asked.Session, asked.Dataspace) ? Refusal.InvalidDataspace
        : Refusal.None;

    // t holds d, too.
    private static Outcome Share(in State before, Operation asked, ref State after)
    {
        after.SetHolders(asked.Dataspace, before.HoldersOf(asked.Dataspace) + asked.Receiver);
        return Outcome.Granted;
    }

    // Write(s, r, i)
    private static Refusal RefusalOfWrite(in State before, Operation asked) =>
        !HasRegion(in before, asked.Session, asked.Region) ? Refusal.InvalidRegion
        : !before.WritableRegions.Contains(asked.Region) ? Refusal.PermissionDenied
        : asked.Offset >= before.ExtentOf(asked.Region).Length ? Refusal.InvalidRange
        : Refusal.None;

    // s is the last writer of frame i of the region.
    private static Outcome Write(in State before, Operation asked, ref State after)
    {
        after.SetWriter(asked.Session, before.ExtentOf(asked.Region).Part(asked.Offset, 1).Frames);
        return Outcome.Granted;
    }

    // Close(s), which nothing refuses: its regions go, then the capabilities it holds, then all that it owns, at once.
    private Outcome Close(in State before, Operation asked, ref State after)
    {
        after.Remove(before.RegionsOf(asked.Session));
        if (_delegated)
        {
            foreach (DataspaceId dataspace in before.Nameable)
            {
                after.SetHolders(dataspace, before.HoldersOf(dataspace) - asked.Session);
            }
        }

        Destroy<AtClose>(ref after, before.OwnedBy(asked.Session));
        return Outcome.Granted;
    }

    private static bool Replaces
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLifetime.Form == AliasForm.Replacement;
    }

    private static bool Manages
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLifetime.Form == AliasForm.Managed;
    }

    private static bool RecordsKind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Manages || TCharging.ReadsKind;
    }

    private static bool AliasHasPrice
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Manages || TCharging.ChargesAliases;
    }

    private int PriceOfAlias(int size) => Manages ? _aliasCost : size;

    private bool CanName(in State state, SessionId session, DataspaceId dataspace) =>
        NameableBy(in state, session).Contains(dataspace);

    private DataspaceSet NameableBy(in State state, SessionId session) =>
        _delegated ? state.Nameable & state.HeldBy(session) : state.Nameable;

    private static bool Owns(in State state, SessionId session, DataspaceId dataspace) =>
        state.OwnerOf(dataspace) == session;

    private static bool HasRefusingAlias(in State state, DataspaceId dataspace) =>
        !Rule<AtFree>.Aliases(in state, DataspaceSet.Of(dataspace), AliasFate.Refusing).IsEmpty;

    private static bool HasRegion(in State state, SessionId session, RegionId region) =>
        state.Regions.Contains(region) && state.SessionOf(region) == session;

    private static DataspaceSet Unsealed(in State state) => state.Writable - state.Sealed;

    private DataspaceSet EmptySlots(in State state) => _slots - state.Occupied;

    private RegionSet EmptyRegionSlots(in State state) => _regionSlots - state.Regions;

    private FrameSet FreeFrames(in Ledger ledger) => _frames - ledger.Allocated;

    private int LeftOf(in Ledger ledger, SessionId session) => _quotas[session.Index] - ledger.UsedBy(session);

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
