using System.Runtime.CompilerServices;

using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// Which operation instances are asked in a state. Every instance that could be granted and change something is among
/// them; of those that are refused, enough that every refusal occurs:
/// <list type="bullet">
/// <item>Alloc: every session, sizes 0 to F (0 is <see cref="Refusal.InvalidSize"/>).</item>
/// <item>Alias: every session and slot. For a slot in use every offset and size within its extent and both rights, and
/// one part that is a frame too long (<see cref="Refusal.InvalidRange"/>). For an empty slot one instance (<see
/// cref="Refusal.InvalidDataspace"/>).</item>
/// <item>Free, Revoke, Seal, Attach, Drop: every session and slot.</item>
/// <item>Detach: every session and region slot.</item>
/// <item>Share: every session, other session and slot.</item>
/// <item>Write: every session and region slot, every index within its extent and one beyond.</item>
/// <item>Close: every session.</item>
/// <item>Donate: every session and session, sizes 0 to F.</item>
/// <item>Flush: once, if there is Flush.</item>
/// </list>
/// </summary>
public sealed class OperationSpace
{
    private readonly Scope _scope;
    private readonly DataspaceSet _slots;
    private readonly RegionSet _regionSlots;
    private readonly SessionSet[] _askers;
    private readonly bool _flushes;
    private readonly long _fixed;

    /// <summary>What can be asked of a model.</summary>
    /// <param name="model">The policy and its bounds.</param>
    public OperationSpace(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Scope scope = model.Scope;
        _scope = scope;
        _flushes = model.Operations.Contains(OperationKind.Flush);
        _slots = DataspaceSet.First(scope.Dataspaces);
        _regionSlots = RegionSet.First(scope.Regions);
        _askers = [.. Enum.GetValues<OperationKind>().Select(scope.SessionsThatMay)];
        _fixed = Enum.GetValues<OperationKind>().Sum(kind => (long)AskersOf(kind).Count * InstancesOf(kind))
            + (_flushes ? 1 : 0);
    }

    /// <summary>How many instances are asked in a state.</summary>
    internal long CountIn(in State state)
    {
        // Each part of a dataspace and each frame of a region; all else does not depend on the state.
        int parts = 0;
        foreach (DataspaceId dataspace in state.Occupied)
        {
            int length = state.ExtentOf(dataspace).Length;
            parts += length * (length + 1);
        }

        int indices = 0;
        foreach (RegionId region in state.Regions)
        {
            indices += state.ExtentOf(region).Length;
        }

        return _fixed
            + ((long)AskersOf(OperationKind.Alias).Count * parts)
            + ((long)AskersOf(OperationKind.Write).Count * indices);
    }

    /// <summary>Tells a visitor of every instance, in an order that depends on nothing but the state.</summary>
    public void Visit<TVisitor>(in State state, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct =>
        Visit(in state, OperationKinds.All, [], ref visitor);

    /// <summary>
    /// Tells a visitor of every instance that may be granted, and of every single instance of some kinds, in the same
    /// order.
    /// </summary>
    [SkipLocalsInit]
    internal void VisitProspects<TModel, TVisitor>(
        ref TModel model, in State state, in Ledger ledger, OperationKinds entirely, ref TVisitor visitor)
        where TModel : struct, IModel
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        Span<Prospects> prospects = stackalloc Prospects[SessionId.Capacity];
        for (int session = 0; session < _scope.Sessions; session++)
        {
            prospects[session] = model.ProspectsOf(in state, in ledger, new SessionId(session));
        }

        Visit(in state, entirely, prospects, ref visitor);
    }

    // Of the kinds in a set every instance, of the others what lies within the prospects of each session.
    private void Visit<TVisitor>(
        in State state,
        OperationKinds entirely,
        scoped ReadOnlySpan<Prospects> prospects,
        ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        // What takes away comes first: a search for a way back is then satisfied early.
        foreach (SessionId session in AskersOf(OperationKind.Close))
        {
            visitor.Visit(Operation.Close(session));
        }

        if (_flushes && !visitor.Satisfied)
        {
            visitor.Visit(Operation.Flush());
        }

        foreach (SessionId session in AskersOf(OperationKind.Free))
        {
            bool all = entirely.Contains(OperationKind.Free);
            VisitUpon(OperationKind.Free, session, all ? _slots : prospects[session.Index].Owned, ref visitor);
        }

        foreach (SessionId session in AskersOf(OperationKind.Revoke))
        {
            bool all = entirely.Contains(OperationKind.Revoke);
            VisitUpon(OperationKind.Revoke, session, all ? _slots : prospects[session.Index].Owned, ref visitor);
        }

        VisitRegions(in state, entirely, prospects, ref visitor);
        foreach (SessionId session in AskersOf(OperationKind.Drop))
        {
            bool all = entirely.Contains(OperationKind.Drop);
            VisitUpon(OperationKind.Drop, session, all ? _slots : prospects[session.Index].Droppable, ref visitor);
        }

        foreach (SessionId session in AskersOf(OperationKind.Attach))
        {
            bool all = entirely.Contains(OperationKind.Attach);
            VisitUpon(OperationKind.Attach, session, all ? _slots : prospects[session.Index].Attachable, ref visitor);
        }

        foreach (SessionId session in AskersOf(OperationKind.Seal))
        {
            bool all = entirely.Contains(OperationKind.Seal);
            VisitUpon(OperationKind.Seal, session, all ? _slots : prospects[session.Index].Owned, ref visitor);
        }

        foreach (SessionId session in AskersOf(OperationKind.Share))
        {
            bool all = entirely.Contains(OperationKind.Share);
            VisitShares(session, all ? _slots : prospects[session.Index].Named, ref visitor);
        }

        foreach (SessionId session in AskersOf(OperationKind.Donate))
        {
            bool all = entirely.Contains(OperationKind.Donate);
            VisitDonations(session, all ? null : prospects[session.Index].LargestDonation, ref visitor);
        }

        foreach (SessionId session in AskersOf(OperationKind.Alloc))
        {
            bool all = entirely.Contains(OperationKind.Alloc);
            int longest = all ? _scope.Frames : prospects[session.Index].LongestAlloc;
            for (int size = all ? 0 : 1; size <= longest && !visitor.Satisfied; size++)
            {
                visitor.Visit(Operation.Alloc(session, size));
            }
        }

        foreach (SessionId session in AskersOf(OperationKind.Alias))
        {
            if (entirely.Contains(OperationKind.Alias))
            {
                VisitAliases(in state, session, ref visitor);
            }
            else
            {
                VisitAliases(in state, session, in prospects[session.Index], ref visitor);
            }
        }
    }

    private void VisitAliases<TVisitor>(in State state, SessionId session, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        for (int slot = 0; slot < _scope.Dataspaces && !visitor.Satisfied; slot++)
        {
            var original = new DataspaceId(slot);
            int length = state.ExtentOf(original).Length;
            for (int offset = 0; offset < length; offset++)
            {
                for (int size = 1; size <= length - offset; size++)
                {
                    visitor.Visit(Operation.Alias(session, original, false, offset, size));
                    visitor.Visit(Operation.Alias(session, original, true, offset, size));
                }
            }

            visitor.Visit(Operation.Alias(session, original, false, 0, length + 1));
        }
    }

    private static void VisitAliases<TVisitor>(
        in State state, SessionId session, in Prospects prospects, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        if (prospects.LongestAlias < 1)
        {
            return;
        }

        foreach (DataspaceId original in prospects.Originals)
        {
            if (visitor.Satisfied)
            {
                return;
            }

            bool writable = prospects.WritableOriginals.Contains(original);
            int length = state.ExtentOf(original).Length;
            for (int offset = 0; offset < length; offset++)
            {
                int longest = Math.Min(length - offset, prospects.LongestAlias);
                for (int size = 1; size <= longest; size++)
                {
                    visitor.Visit(Operation.Alias(session, original, false, offset, size));
                    if (writable)
                    {
                        visitor.Visit(Operation.Alias(session, original, true, offset, size));
                    }
                }
            }
        }
    }

    private static void VisitUpon<TVisitor>(
        OperationKind kind, SessionId session, DataspaceSet dataspaces, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        foreach (DataspaceId dataspace in dataspaces)
        {
            if (visitor.Satisfied)
            {
                return;
            }

            visitor.Visit(Operation.Upon(kind, session, dataspace));
        }
    }

    private void VisitRegions<TVisitor>(
        in State state,
        OperationKinds entirely,
        scoped ReadOnlySpan<Prospects> prospects,
        ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        foreach (SessionId session in AskersOf(OperationKind.Detach))
        {
            bool all = entirely.Contains(OperationKind.Detach);
            foreach (RegionId region in all ? _regionSlots : prospects[session.Index].Detachable)
            {
                if (visitor.Satisfied)
                {
                    return;
                }

                visitor.Visit(Operation.Detach(session, region));
            }
        }

        foreach (SessionId session in AskersOf(OperationKind.Write))
        {
            bool all = entirely.Contains(OperationKind.Write);
            foreach (RegionId region in all ? _regionSlots : prospects[session.Index].WritableRegions)
            {
                if (visitor.Satisfied)
                {
                    return;
                }

                int length = state.ExtentOf(region).Length;
                for (int index = 0; index <= length; index++)
                {
                    visitor.Visit(Operation.Write(session, region, index));
                }
            }
        }
    }

    private void VisitShares<TVisitor>(SessionId session, DataspaceSet dataspaces, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        foreach (SessionId receiver in SessionSet.First(_scope.Sessions) - session)
        {
            foreach (DataspaceId dataspace in dataspaces)
            {
                if (visitor.Satisfied)
                {
                    return;
                }

                visitor.Visit(Operation.Share(session, receiver, dataspace));
            }
        }
    }

    // Without a bound all instances, else those that may be granted.
    private void VisitDonations<TVisitor>(SessionId session, int? largest, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        SessionSet all = SessionSet.First(_scope.Sessions);
        int last = Math.Min(largest ?? _scope.Frames, _scope.Frames);
        foreach (SessionId receiver in largest is null ? all : all - session)
        {
            for (int size = largest is null ? 0 : 1; size <= last && !visitor.Satisfied; size++)
            {
                visitor.Visit(Operation.Donate(session, receiver, size));
            }
        }
    }

    // How many instances each session asks whatever the state.
    private int InstancesOf(OperationKind kind) => kind switch
    {
        OperationKind.Alloc => _scope.Frames + 1,
        OperationKind.Alias => _scope.Dataspaces,
        OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
            or OperationKind.Drop =>
            _scope.Dataspaces,
        OperationKind.Donate => _scope.Sessions * (_scope.Frames + 1),
        OperationKind.Detach or OperationKind.Write => _scope.Regions,
        OperationKind.Share => (_scope.Sessions - 1) * _scope.Dataspaces,
        OperationKind.Close => 1,
        OperationKind.Flush => 0,
    };

    private SessionSet AskersOf(OperationKind kind) => _askers[(int)kind];
}
