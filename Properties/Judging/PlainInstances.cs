using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <summary>What is asked in a plain state: section 10 of docs/semantics.md.</summary>
internal static class PlainInstances
{
    internal static IEnumerable<Request> Of(PlainSetting setting, PlainModel at)
    {
        if (setting.Has(OperationKind.Flush))
        {
            yield return new Request(RequestKind.Flush, Session: 0);
        }

        for (int session = 0; session < setting.Scope.Sessions; session++)
        {
            foreach (OperationKind kind in Enum.GetValues<OperationKind>())
            {
                if (kind != OperationKind.Flush && setting.May(session, kind))
                {
                    foreach (Request request in Of(kind, session, at))
                    {
                        yield return request;
                    }
                }
            }
        }
    }

    private static IEnumerable<Request> Of(OperationKind kind, int session, PlainModel at) => kind switch
    {
        OperationKind.Alloc => UpTo(at.Bounds.Frames)
            .Select(size => new Request(RequestKind.Alloc, session) { Size = size }),
        OperationKind.Alias => Dataspaces(at).SelectMany(slot => Aliases(session, at, slot)),
        OperationKind.Free => OnDataspaces(RequestKind.Free, session, at),
        OperationKind.Revoke => OnDataspaces(RequestKind.Revoke, session, at),
        OperationKind.Seal => OnDataspaces(RequestKind.Seal, session, at),
        OperationKind.Attach => OnDataspaces(RequestKind.Attach, session, at),
        OperationKind.Drop => OnDataspaces(RequestKind.Drop, session, at),
        OperationKind.Share =>
            from receiver in at.AllSessions()
            where receiver != session
            from request in OnDataspaces(RequestKind.Share, session, at)
            select request with { Receiver = receiver },
        OperationKind.Detach => Regions(at)
            .Select(slot => new Request(RequestKind.Detach, session) { Target = Region(at, slot) }),
        OperationKind.Write =>
            from slot in Regions(at)
            from index in UpTo(at.State.Regions[slot]?.Length ?? 0)
            select new Request(RequestKind.Write, session) { Target = Region(at, slot), Offset = index },
        OperationKind.Donate =>
            from receiver in at.AllSessions()
            from size in UpTo(at.Bounds.Frames)
            select new Request(RequestKind.Donate, session) { Receiver = receiver, Size = size },
        OperationKind.Close => [new Request(RequestKind.Close, session)],
        OperationKind.Flush => [],
    };

    private static bool[] BothRights => [false, true];

    private static IEnumerable<Request> Aliases(int session, PlainModel at, int slot)
    {
        Request alias = new(RequestKind.Alias, session) { Target = Dataspace(at, slot) };
        int length = at.State.Dataspaces[slot]?.Length ?? 0;
        return (
            from writable in BothRights
            from offset in Enumerable.Range(0, length)
            from size in Enumerable.Range(1, length - offset)
            select alias with { Writable = writable, Offset = offset, Size = size })
            .Append(alias with { Size = length + 1 });
    }

    private static IEnumerable<Request> OnDataspaces(RequestKind kind, int session, PlainModel at) =>
        Dataspaces(at).Select(slot => new Request(kind, session) { Target = Dataspace(at, slot) });

    private static IEnumerable<int> UpTo(int most) => Enumerable.Range(0, most + 1);

    private static IEnumerable<int> Dataspaces(PlainModel at) => Enumerable.Range(0, at.Bounds.Dataspaces);

    private static IEnumerable<int> Regions(PlainModel at) => Enumerable.Range(0, at.Bounds.Regions);

    private static ObjectName Dataspace(PlainModel at, int slot) => new(slot, at.State.DataspaceGenerations[slot]);

    private static ObjectName Region(PlainModel at, int slot) => new(slot, at.State.RegionGenerations[slot]);
}
