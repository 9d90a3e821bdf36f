using System.Runtime.CompilerServices;

using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <content>
/// The operations, in the order of docs/semantics.md, section 3. Each is a row of its table: a refusal, with one check
/// a line in the order in which they are made, and an effect on a state that is a copy of the one before.
/// </content>
public readonly partial struct ReferenceModel<TLifetime, TCharging, TPlatform, TSealing>
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
        if (_isExtended)
        {
            after.BecomeBeyond(in before);
        }

        Outcome outcome = CarryOut(in before, in ledger, operation, ref after);
        if (TPlatform.MarksStale)
        {
            MarkStale(in ledger, ref after);
        }

        return outcome;
    }

    // Regions that show a frame which became free.
    private static void MarkStale(in Ledger ledger, ref State after)
    {
        FrameSet freed = ledger.Allocated - TPlatform.Pinned(in after);
        foreach (RegionId region in after.Regions)
        {
            if (after.ExtentOf(region).Frames.Overlaps(freed))
            {
                after.MarkStale(RegionSet.Of(region));
            }
        }
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
        OperationKind.Drop => RefusalOfDrop(in before, asked),
        OperationKind.Donate => RefusalOfDonate(in before, in ledger, asked),
        OperationKind.Close or OperationKind.Flush => Refusal.None,
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
        OperationKind.Drop => Drop(in before, asked, ref after),
        OperationKind.Donate => Donate(in before, asked, ref after),
        OperationKind.Flush => Flush(in before, ref after),
    };

    // Alloc(s, n)
    private Refusal RefusalOfAlloc(in State before, in Ledger ledger, Operation asked) =>
        asked.Size < 1 ? Refusal.InvalidSize
        : EmptySlots(in before).IsEmpty ? Refusal.OutOfCaps
        : asked.Size > LeftOf(in before, in ledger, asked.Session) ? Refusal.OutOfQuota
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

        if (_recordsAllocators)
        {
            after.SetAllocator(asked.Session, extent.Frames);
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
        : AliasHasPrice && PriceOfAlias(in before, in ledger, asked) > LeftOf(in before, in ledger, asked.Session)
            ? Refusal.OutOfQuota
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
        : HasRefusingUse(in before, asked.Dataspace) ? Refusal.Busy
        : Refusal.None;

    // d passes to another session that holds it, or goes; the lifetime policy decides, and what its uses do.
    private Outcome Free(Operation asked, ref State after)
    {
        DataspaceSet freed = DataspaceSet.Of(asked.Dataspace);
        Destroy<AtFree>(ref after, freed - Pass<AtFree>(ref after, freed));
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
    private Refusal RefusalOfSeal(in State before, Operation asked) =>
        RefusalOfRevoke(in before, asked) is var refusal && refusal != Refusal.None ? refusal
        : TSealing.RefusesWriters && CanBeWritten(in before, asked.Dataspace) ? Refusal.Busy
        : Refusal.None;

    // Later aliases and attachments of d are read-only; what becomes of existing ones the sealing policy decides.
    private static Outcome Seal(in State before, Operation asked, ref State after)
    {
        DataspaceSet originals = DataspaceSet.Of(asked.Dataspace);
        DataspaceSet reached = TSealing.SealsDescendants ? originals | before.DescendantsOf(originals) : originals;
        foreach (DataspaceId dataspace in reached)
        {
            after.Seal(dataspace);
            if (TPlatform.SealsBlocks)
            {
                after.SealBlocks(before.BlockOf(dataspace).Frames);
            }
        }

        if (TSealing.TakesRights)
        {
            after.MakeReadOnly(before.RegionsThrough(reached));
        }

        return Outcome.Granted;
    }

    // Through a region, or later through a dataspace below.
    private static bool CanBeWritten(in State state, DataspaceId dataspace)
    {
        DataspaceSet original = DataspaceSet.Of(dataspace);
        return (!state.Hollow.Contains(dataspace)
                && state.FramesOf(state.WritableRegions).Overlaps(state.ExtentOf(dataspace).Frames))
            || (Unsealed(in state) & state.Live).Overlaps(state.DescendantsOf(original));
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

    // The region goes, and with it what it alone kept: a zombie, or frames.
    private Outcome Detach(Operation asked, ref State after)
    {
        after.Remove(RegionSet.Of(asked.Region));
        RemoveUnkeptZombies(ref after);
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
    private Outcome Write(in State before, Operation asked, ref State after)
    {
        after.SetWriter(asked.Session, before.ExtentOf(asked.Region).Part(asked.Offset, 1).Frames);
        if (TPlatform.MarksStale)
        {
            // What is written to a frame that is free leaves no trace: Alloc zeroes it.
            ReleaseFrames(ref after);
        }

        return Outcome.Granted;
    }

    // Close(s), which nothing refuses: its regions go, then the capabilities it holds, then all that it owns, at once,
    // but for what passes to others; and what was given by it and to it is undone.
    private Outcome Close(in State before, Operation asked, ref State after)
    {
        after.Remove(before.RegionsOf(asked.Session));
        RemoveUnkeptZombies(ref after);
        if (_delegated)
        {
            foreach (DataspaceId dataspace in before.Nameable)
            {
                after.SetHolders(dataspace, before.HoldersOf(dataspace) - asked.Session);
            }
        }

        DataspaceSet owned = after.OwnedBy(asked.Session);
        Destroy<AtClose>(ref after, owned - Pass<AtClose>(ref after, owned));
        if (_recordsGifts)
        {
            after.TakeBack(asked.Session);
        }

        return Outcome.Granted;
    }

    // Drop(s, d)
    private Refusal RefusalOfDrop(in State before, Operation asked) =>
        !CanName(in before, asked.Session, asked.Dataspace) || Owns(in before, asked.Session, asked.Dataspace)
            ? Refusal.InvalidDataspace
        : Refusal.None;

    // s holds d no longer; the regions through which it sees d stay.
    private static Outcome Drop(in State before, Operation asked, ref State after)
    {
        after.SetHolders(asked.Dataspace, before.HoldersOf(asked.Dataspace) - asked.Session);
        return Outcome.Granted;
    }

    // Donate(s, t, n)
    private Refusal RefusalOfDonate(in State before, in Ledger ledger, Operation asked) =>
        asked.Receiver == asked.Session ? Refusal.InvalidSession
        : asked.Size < 1 ? Refusal.InvalidSize
        : asked.Size > LeftOf(in before, in ledger, asked.Session) ? Refusal.OutOfQuota
        : before.GivenBy(asked.Session) + asked.Size > _quotas[asked.Session.Index] ? Refusal.OutOfQuota
        : Refusal.None;

    // s has given n more to t.
    private static Outcome Donate(in State before, Operation asked, ref State after)
    {
        int given = before.GivenBy(asked.Session, asked.Receiver);
        after.SetGiven(asked.Session, asked.Receiver, given + asked.Size);
        return Outcome.Granted;
    }

    // Flush(), which nothing refuses: dead regions go, and with them what they kept in quarantine.
    private Outcome Flush(in State before, ref State after)
    {
        after.Remove(before.RegionsWithoutDataspace);
        ReleaseFrames(ref after);
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
        get => Manages || TCharging.PriceOfAlias != AliasPrice.Nothing;
    }

    private int PriceOfAlias(in State state, in Ledger ledger, Operation asked) =>
        Manages ? _aliasCost
        : TCharging.PriceOfAlias == AliasPrice.Size ? asked.Size
        : AskedPriceOfAlias(in state, in ledger, asked);

    private int AskedPriceOfAlias(in State state, in Ledger ledger, Operation asked)
    {
        Occupancy occupancy = OccupancyOf(in state, in ledger);
        Extent part = state.ExtentOf(asked.Dataspace).Part(asked.Offset, asked.Size);
        return TCharging.Price(in occupancy, asked.Session, asked.Dataspace, part);
    }

    private bool CanName(in State state, SessionId session, DataspaceId dataspace) =>
        NameableBy(in state, session).Contains(dataspace);

    private DataspaceSet NameableBy(in State state, SessionId session) =>
        _delegated ? state.Nameable & state.HeldBy(session) : state.Nameable;

    private static bool Owns(in State state, SessionId session, DataspaceId dataspace) =>
        state.OwnerOf(dataspace) == session;

    private static bool HasRefusingAlias(in State state, DataspaceId dataspace) =>
        !Rule<AtFree>.Aliases(in state, DataspaceSet.Of(dataspace), AliasFate.Refusing).IsEmpty;

    private static bool HasRefusingUse(in State state, DataspaceId dataspace) =>
        !Rule<AtFree>.Regions(in state, DataspaceSet.Of(dataspace), MappingFate.Refusing).IsEmpty
        || (TLifetime.CapabilityOnFree == CapabilityFate.Refusing
            && !(state.HoldersOf(dataspace) - state.OwnerOf(dataspace)).IsEmpty);

    private static bool HasRegion(in State state, SessionId session, RegionId region) =>
        state.Regions.Contains(region) && state.SessionOf(region) == session;

    private static DataspaceSet Unsealed(in State state) => state.Writable - state.Sealed;

    private DataspaceSet EmptySlots(in State state) => _slots - state.Occupied;

    private RegionSet EmptyRegionSlots(in State state) => _regionSlots - state.Regions;

    private FrameSet FreeFrames(in Ledger ledger) => _frames - ledger.Allocated;

    private int LeftOf(in State state, in Ledger ledger, SessionId session) =>
        (_recordsGifts ? QuotaOf(in state, session) : _quotas[session.Index]) - ledger.UsedBy(session);

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
