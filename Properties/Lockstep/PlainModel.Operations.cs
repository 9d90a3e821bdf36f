using System.Collections.Immutable;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <content>The operations of section 3: the checks of each row of the table in their order, then its effect.</content>
internal sealed partial class PlainModel
{
    /// <summary>Carries out a request, or refuses it.</summary>
    /// <returns>The model after it, and the answer.</returns>
    internal (PlainModel After, Answer Answer) Ask(Request request) => request.Kind switch
    {
        RequestKind.Alloc => Alloc(request),
        RequestKind.Alias => Alias(request),
        RequestKind.Free => Free(request),
        RequestKind.Revoke => Revoke(request),
        RequestKind.Seal => Seal(request),
        RequestKind.Attach => Attach(request),
        RequestKind.Detach => Detach(request),
        RequestKind.Share => Share(request),
        RequestKind.Write => Write(request),
        RequestKind.Close => Close(request),
        RequestKind.Drop => Drop(request),
        RequestKind.Donate => Donate(request),
        RequestKind.Flush => Flush(),
    };

    private (PlainModel After, Answer Answer) Alloc(Request request)
    {
        if (request.Size < 1)
        {
            return Refused(Refusal.InvalidSize);
        }

        if (!State.Dataspaces.Contains(null))
        {
            return Refused(Refusal.OutOfCaps);
        }

        if (Lacks(request.Session, request.Size))
        {
            return Refused(Refusal.OutOfQuota);
        }

        if (FirstFit(request.Size) is not { } first)
        {
            return Refused(Refusal.OutOfMemory);
        }

        (PlainState after, ObjectName made) = WithDataspace(new PlainDataspace(
            Life.Live,
            request.Session,
            first,
            request.Size,
            Parent: null,
            Writable: true,
            Sealed: false,
            IsAlias: false,
            Payer: request.Session,
            HeldBy(request.Session),
            new PlainExtent(first, request.Size)));
        if (_rules.Charging == "Allocator")
        {
            after = after with { Payers = With(after.Payers, first, request.Size, request.Session) };
        }

        if (_recordsAllocators)
        {
            after = after with { Allocators = With(after.Allocators, first, request.Size, request.Session) };
        }

        return Granted(after, made);
    }

    private (PlainModel After, Answer Answer) Alias(Request request)
    {
        if (Named(request) is not { } original)
        {
            return Refused(Refusal.InvalidDataspace);
        }

        if (_rules.Form == AliasForm.Replacement && original.Owner != request.Session)
        {
            return Refused(Refusal.NotOwner);
        }

        if (request.Size < 1 || request.Offset < 0 || (long)request.Offset + request.Size > original.Length)
        {
            return Refused(Refusal.InvalidRange);
        }

        if (original.Life == Life.Hollow)
        {
            return Refused(Refusal.NoBacking);
        }

        if (request.Writable && (!original.Writable || original.Sealed))
        {
            return Refused(Refusal.PermissionDenied);
        }

        if (!State.Dataspaces.Contains(null))
        {
            return Refused(Refusal.OutOfCaps);
        }

        var part = new PlainExtent(original.Base + request.Offset, request.Size);
        if (PriceOf(request.Session, request.Target.Slot, part) is { } price && Lacks(request.Session, price))
        {
            return Refused(Refusal.OutOfQuota);
        }

        bool replaces = _rules.Form == AliasForm.Replacement;
        (PlainState after, ObjectName made) = WithDataspace(new PlainDataspace(
            Life.Live,
            request.Session,
            part.Base,
            part.Length,
            Parent: replaces ? null : request.Target.Slot,
            request.Writable,
            Sealed: false,
            IsAlias: !replaces,
            original.Payer,
            HeldBy(request.Session),
            original.Block));
        return Granted(replaces ? Destroyed(after, [request.Target.Slot], _rules.OnFree) : after, made);
    }

    private (PlainModel After, Answer Answer) Free(Request request)
    {
        if (RefusalToOwner(request) is { } refusal)
        {
            return Refused(refusal);
        }

        int slot = request.Target.Slot;
        if (AliasesByParent(State)[slot].Any(alias => FateOf(State, alias, _rules.OnFree) == AliasFate.Refusing))
        {
            return Refused(Refusal.HasAliases);
        }

        bool isMapped = State.Regions.Any(region =>
            region?.Dataspace == slot && FateOf(State, region!, _rules.OnFree) == MappingFate.Refusing);
        bool isHeld = _rules.OnFree.Capability == CapabilityFate.Refusing && OtherHolder(State, slot) is not null;
        if (isMapped || isHeld)
        {
            return Refused(Refusal.Busy);
        }

        return Granted(Passed(State, slot, _rules.OnFree) ?? Destroyed(State, [slot], _rules.OnFree));
    }

    private (PlainModel After, Answer Answer) Revoke(Request request) =>
        RefusalToOwner(request) is { } refusal
            ? Refused(refusal)
            : Granted(Destroyed(State, DescendantsOf(State, request.Target.Slot), PlainFates.OfRevoke));

    private (PlainModel After, Answer Answer) Seal(Request request)
    {
        if (RefusalToOwner(request) is { } refusal)
        {
            return Refused(refusal);
        }

        int slot = request.Target.Slot;
        PlainDataspace dataspace = State.Dataspaces[slot]!;
        List<int> below = DescendantsOf(State, slot);
        if (_rules.Sealing == "Refusing")
        {
            bool isShown = dataspace.Life == Life.Live
                && State.Regions.Any(region =>
                    region is { Writable: true } && region.Extent.Overlaps(dataspace.Extent));
            bool isWritableBelow = below.Any(descendant =>
                State.Dataspaces[descendant] is { Life: Life.Live, Writable: true, Sealed: false });
            if (isShown || isWritableBelow)
            {
                return Refused(Refusal.Busy);
            }
        }

        List<int> made = _rules.Sealing == "Subtree" ? [slot, .. below] : [slot];
        PlainState after = State;
        foreach (int each in made)
        {
            PlainDataspace sealedOne = after.Dataspaces[each]! with { Sealed = true };
            after = after with { Dataspaces = after.Dataspaces.SetItem(each, sealedOne) };
            if (_rules.Platform == "SealedMemfd")
            {
                after = after with { SealedFrames = after.SealedFrames.Union(sealedOne.Block.Frames) };
            }
        }

        if (_rules.Sealing is "Immediate" or "Subtree")
        {
            after = after with
            {
                Regions =
                [
                    .. after.Regions.Select(region => region?.Dataspace is { } through && made.Contains(through)
                        ? region with { Writable = false }
                        : region),
                ],
            };
        }

        return Granted(after);
    }

    private (PlainModel After, Answer Answer) Attach(Request request)
    {
        if (Named(request) is not { } dataspace)
        {
            return Refused(Refusal.InvalidDataspace);
        }

        int slot = State.Regions.IndexOf(null);
        if (slot < 0)
        {
            return Refused(Refusal.OutOfRegions);
        }

        if (dataspace.Life == Life.Hollow)
        {
            return Refused(Refusal.NoBacking);
        }

        (PlainExtent extent, bool writable) = GrantOf(dataspace);
        var region = new PlainRegion(request.Session, request.Target.Slot, extent.Base, extent.Length, writable);
        int generation = State.RegionGenerations[slot] + 1;
        PlainState after = State with
        {
            Regions = State.Regions.SetItem(slot, region),
            RegionGenerations = State.RegionGenerations.SetItem(slot, generation),
        };
        return Granted(after, new ObjectName(slot, generation));
    }

    private (PlainModel After, Answer Answer) Detach(Request request) =>
        NamedRegion(request) is null
            ? Refused(Refusal.InvalidRegion)
            : Granted(CleanedUp(State with { Regions = State.Regions.SetItem(request.Target.Slot, null) }));

    // Under open sharing, which has no Share in the model, everybody holds everything already.
    private (PlainModel After, Answer Answer) Share(Request request) =>
        Named(request) is not { } dataspace ? Refused(Refusal.InvalidDataspace)
        : Bounds.Sharing == Sharing.Open ? Granted(State)
        : Granted(With(
            request.Target.Slot, dataspace with { Holders = dataspace.Holders.Add(request.Receiver) }));

    // Under open sharing there is nothing to give up.
    private (PlainModel After, Answer Answer) Drop(Request request) =>
        Named(request) is not { } dataspace || dataspace.Owner == request.Session
            ? Refused(Refusal.InvalidDataspace)
            : Granted(With(
                request.Target.Slot, dataspace with { Holders = dataspace.Holders.Remove(request.Session) }));

    private (PlainModel After, Answer Answer) Donate(Request request)
    {
        if (request.Receiver == request.Session)
        {
            return Refused(Refusal.InvalidSession);
        }

        if (request.Size < 1)
        {
            return Refused(Refusal.InvalidSize);
        }

        if (Lacks(request.Session, request.Size)
            || (long)GivenBy(request.Session) + request.Size > Bounds.Quotas[request.Session])
        {
            return Refused(Refusal.OutOfQuota);
        }

        int given = GivenBy(request.Session, request.Receiver) + request.Size;
        return Granted(State with { Given = State.Given.SetItem((request.Session, request.Receiver), given) });
    }

    private (PlainModel After, Answer Answer) Flush() => Granted(!_rules.HasDeadRegions ? State : State with
    {
        Regions = [.. State.Regions.Select(region => region?.Dataspace is null ? null : region)],
    });

    private (PlainModel After, Answer Answer) Write(Request request)
    {
        if (NamedRegion(request) is not { } region)
        {
            return Refused(Refusal.InvalidRegion);
        }

        if (!region.Writable)
        {
            return Refused(Refusal.PermissionDenied);
        }

        if (request.Offset < 0 || request.Offset >= region.Length)
        {
            return Refused(Refusal.InvalidRange);
        }

        // What a stale region writes to a free frame leaves no trace.
        int frame = region.Base + request.Offset;
        return Granted(!Allocated[frame] ? State : State with
        {
            Writers = State.Writers.SetItem(frame, request.Session),
        });
    }

    private (PlainModel After, Answer Answer) Close(Request request)
    {
        int session = request.Session;
        PlainState left = CleanedUp(State with
        {
            Regions = [.. State.Regions.Select(region => region?.Session == session ? null : region)],
        });
        left = left with
        {
            Dataspaces =
            [
                .. left.Dataspaces.Select(dataspace =>
                    dataspace is null || !dataspace.Holders.Contains(session)
                        ? dataspace
                        : dataspace with { Holders = dataspace.Holders.Remove(session) }),
            ],
        };
        var doomed = new List<int>();
        foreach (int slot in Enumerable.Range(0, left.Dataspaces.Length)
            .Where(slot => left.Dataspaces[slot]?.Owner == session).ToArray())
        {
            if (Passed(left, slot, _rules.OnClose) is { } passed)
            {
                left = passed;
            }
            else
            {
                doomed.Add(slot);
            }
        }

        PlainState after = Destroyed(left, doomed, _rules.OnClose);
        return Granted(after with
        {
            Given = after.Given.RemoveRange(
                after.Given.Keys.Where(gift => gift.Giver == session || gift.Receiver == session)),
        });
    }

    // The state in which a dataspace has passed to the lowest session that holds it beside its owner, who holds it no
    // longer; null if it does not pass.
    private static PlainState? Passed(PlainState state, int slot, PlainFates fates)
    {
        if (fates.Capability != CapabilityFate.Passing || OtherHolder(state, slot) is not { } heir)
        {
            return null;
        }

        PlainDataspace dataspace = state.Dataspaces[slot]!;
        return state with
        {
            Dataspaces = state.Dataspaces.SetItem(slot, dataspace with
            {
                Owner = heir,
                Holders = dataspace.Holders.Remove(dataspace.Owner),
            }),
        };
    }

    // The lowest session beside its owner that holds a dataspace.
    private static int? OtherHolder(PlainState state, int slot) => state.Dataspaces[slot]!.Holders
        .Where(holder => holder != state.Dataspaces[slot]!.Owner)
        .Order()
        .Select(holder => (int?)holder)
        .FirstOrDefault();

    private (PlainModel After, Answer Answer) Refused(Refusal refusal) => (this, new Answer(refusal, default));

    private (PlainModel After, Answer Answer) Granted(PlainState after, ObjectName made = default) =>
        (new PlainModel(_rules, Bounds, after, _recordsAllocators).Settled(this), new Answer(Refusal.None, made));

    // Whether that many frames more would be more than a session's quota.
    private bool Lacks(int session, int frames) => (long)UsedBy(session) + frames > QuotaOf(session);

    // The lowest base at which so many adjacent frames are free.
    private int? FirstFit(int size)
    {
        int run = 0;
        for (int frame = 0; frame < Bounds.Frames; frame++)
        {
            run = Allocated[frame] ? 0 : run + 1;
            if (run == size)
            {
                return frame + 1 - size;
            }
        }

        return null;
    }

    // The dataspace that a request names, if its session can name it.
    private PlainDataspace? Named(Request request)
    {
        (int slot, int generation) = request.Target;
        bool exists = slot < State.Dataspaces.Length && State.DataspaceGenerations[slot] == generation;
        return exists && CanName(request.Session, slot) ? State.Dataspaces[slot] : null;
    }

    // The region that a request names, if it belongs to its session.
    private PlainRegion? NamedRegion(Request request)
    {
        (int slot, int generation) = request.Target;
        bool exists = slot < State.Regions.Length && State.RegionGenerations[slot] == generation;
        return exists && State.Regions[slot] is { } region && region.Session == request.Session ? region : null;
    }

    private Refusal? RefusalToOwner(Request request) =>
        Named(request) is not { } dataspace ? Refusal.InvalidDataspace
        : dataspace.Owner != request.Session ? Refusal.NotOwner
        : null;

    private ImmutableHashSet<int> HeldBy(int session) => Bounds.Sharing == Sharing.Delegated ? [session] : [];

    private static ImmutableArray<int?> With(ImmutableArray<int?> names, int first, int count, int session)
    {
        ImmutableArray<int?>.Builder named = names.ToBuilder();
        for (int frame = first; frame < first + count; frame++)
        {
            named[frame] = session;
        }

        return named.ToImmutable();
    }

    private PlainState With(int slot, PlainDataspace dataspace) =>
        State with { Dataspaces = State.Dataspaces.SetItem(slot, dataspace) };

    private (PlainState After, ObjectName Made) WithDataspace(PlainDataspace dataspace)
    {
        int slot = State.Dataspaces.IndexOf(null);
        int generation = State.DataspaceGenerations[slot] + 1;
        PlainState after = With(slot, dataspace) with
        {
            DataspaceGenerations = State.DataspaceGenerations.SetItem(slot, generation),
        };
        return (after, new ObjectName(slot, generation));
    }
}
