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
        RequestKind.TransferQuota => TransferQuota(request),
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
            HeldBy(request.Session)));
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

        int? price =
            _rules.Form == AliasForm.Managed ? Bounds.AliasCost
            : _rules.Charging == "Holder" ? request.Size
            : null;
        if (price is { } frames && Lacks(request.Session, frames))
        {
            return Refused(Refusal.OutOfQuota);
        }

        bool replaces = _rules.Form == AliasForm.Replacement;
        (PlainState after, ObjectName made) = WithDataspace(new PlainDataspace(
            Life.Live,
            request.Session,
            original.Base + request.Offset,
            request.Size,
            Parent: replaces ? null : request.Target.Slot,
            request.Writable,
            Sealed: false,
            IsAlias: !replaces,
            original.Payer,
            HeldBy(request.Session)));
        return Granted(replaces ? Destroyed(after, [request.Target.Slot], _rules.OnFree) : after, made);
    }

    private (PlainModel After, Answer Answer) Free(Request request)
    {
        if (RefusalToOwner(request) is { } refusal)
        {
            return Refused(refusal);
        }

        int slot = request.Target.Slot;
        bool stoodInTheWay = Enumerable.Range(0, State.Dataspaces.Length).Any(alias =>
            State.Dataspaces[alias]?.Parent == slot && FateOf(State, alias, _rules.OnFree) == AliasFate.Refusing);
        return stoodInTheWay ? Refused(Refusal.HasAliases) : Granted(Destroyed(State, [slot], _rules.OnFree));
    }

    private (PlainModel After, Answer Answer) Revoke(Request request) =>
        RefusalToOwner(request) is { } refusal
            ? Refused(refusal)
            : Granted(Destroyed(State, DescendantsOf(State, request.Target.Slot), _ => AliasFate.Destroyed));

    private (PlainModel After, Answer Answer) Seal(Request request) =>
        RefusalToOwner(request) is { } refusal
            ? Refused(refusal)
            : Granted(With(request.Target.Slot, Named(request)! with { Sealed = true }));

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

        bool writable = dataspace.Writable && !dataspace.Sealed;
        var region = new PlainRegion(
            request.Session, request.Target.Slot, dataspace.Base, dataspace.Length, writable);
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
            : Granted(State with { Regions = State.Regions.SetItem(request.Target.Slot, null) });

    // Under open sharing, which has no Share in the model, everybody holds everything already.
    private (PlainModel After, Answer Answer) Share(Request request) =>
        Named(request) is not { } dataspace ? Refused(Refusal.InvalidDataspace)
        : Bounds.Sharing == Sharing.Open ? Granted(State)
        : Granted(With(
            request.Target.Slot, dataspace with { Holders = dataspace.Holders.Add(request.Receiver) }));

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

        return request.Offset < 0 || request.Offset >= region.Length
            ? Refused(Refusal.InvalidRange)
            : Granted(State with
            {
                Writers = State.Writers.SetItem(region.Base + request.Offset, request.Session),
            });
    }

    private (PlainModel After, Answer Answer) Close(Request request)
    {
        int session = request.Session;
        PlainState bereft = State with
        {
            Regions = [.. State.Regions.Select(region => region?.Session == session ? null : region)],
            Dataspaces =
            [
                .. State.Dataspaces.Select(dataspace =>
                    dataspace is null || !dataspace.Holders.Contains(session)
                        ? dataspace
                        : dataspace with { Holders = dataspace.Holders.Remove(session) }),
            ],
        };
        IEnumerable<int> owned = Enumerable.Range(0, State.Dataspaces.Length)
            .Where(slot => State.Dataspaces[slot]?.Owner == session);
        return Granted(Destroyed(bereft, owned, _rules.OnClose));
    }

    private (PlainModel After, Answer Answer) TransferQuota(Request request)
    {
        if (request.Size < 1)
        {
            return Refused(Refusal.InvalidSize);
        }

        if (Lacks(request.Session, request.Size))
        {
            return Refused(Refusal.OutOfQuota);
        }

        // One after the other, since a session may give to itself.
        ImmutableArray<int> given =
            State.Quotas.SetItem(request.Session, State.Quotas[request.Session] - request.Size);
        return Granted(State with
        {
            Quotas = given.SetItem(request.Receiver, given[request.Receiver] + request.Size),
        });
    }

    private (PlainModel After, Answer Answer) Refused(Refusal refusal) => (this, new Answer(refusal, default));

    private (PlainModel After, Answer Answer) Granted(PlainState after, ObjectName made = default) =>
        (new PlainModel(_rules, Bounds, after), new Answer(Refusal.None, made));

    // Whether that many frames more would be more than a session's quota.
    private bool Lacks(int session, int frames) => (long)UsedBy(session) + frames > State.Quotas[session];

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
