using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Explorer.Bridge;

/// <summary>
/// Which operation instances are asked in a state. Every instance that could be granted and change something is among
/// them; of those that are refused, enough that every refusal occurs:
/// <list type="bullet">
/// <item>Alloc: every session, sizes 0 to F (0 is <see cref="Refusal.InvalidSize"/>).</item>
/// <item>Alias: every session and slot. For a slot in use every offset and size within its extent and both rights, and
/// one part that is a frame too long (<see cref="Refusal.InvalidRange"/>). For an empty slot one instance (<see
/// cref="Refusal.InvalidDataspace"/>).</item>
/// <item>Free, Revoke, Seal, Attach: every session and slot.</item>
/// <item>Detach: every session and region slot.</item>
/// <item>Share: every session, other session and slot.</item>
/// <item>Write: every session and region slot, every index within its extent and one beyond.</item>
/// <item>Close: every session.</item>
/// </list>
/// </summary>
internal sealed class OperationSpace
{
    private readonly Scope _scope;
    private readonly SessionSet[] _askers;

    internal OperationSpace(Scope scope)
    {
        _scope = scope;
        _askers = [.. Enum.GetValues<OperationKind>().Select(Askers)];
    }

    /// <summary>Tells a visitor of every instance, in an order that depends on nothing but the state.</summary>
    internal void Visit<TVisitor>(in State state, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        // What takes away comes first: a search for a way back is then satisfied early.
        foreach (SessionId session in AskersOf(OperationKind.Close))
        {
            visitor.Visit(Operation.Close(session));
        }

        VisitDataspaces(OperationKind.Free, ref visitor);
        VisitDataspaces(OperationKind.Revoke, ref visitor);
        VisitRegions(in state, ref visitor);
        VisitDataspaces(OperationKind.Attach, ref visitor);
        VisitDataspaces(OperationKind.Seal, ref visitor);
        VisitShares(ref visitor);
        foreach (SessionId session in AskersOf(OperationKind.Alloc))
        {
            for (int size = 0; size <= _scope.Frames && !visitor.Satisfied; size++)
            {
                visitor.Visit(Operation.Alloc(session, size));
            }
        }

        VisitAliases(in state, ref visitor);
    }

    private void VisitAliases<TVisitor>(in State state, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        foreach (SessionId session in AskersOf(OperationKind.Alias))
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
    }

    private void VisitDataspaces<TVisitor>(OperationKind kind, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        foreach (SessionId session in AskersOf(kind))
        {
            for (int slot = 0; slot < _scope.Dataspaces && !visitor.Satisfied; slot++)
            {
                visitor.Visit(Operation.Upon(kind, session, new DataspaceId(slot)));
            }
        }
    }

    private void VisitRegions<TVisitor>(in State state, ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        foreach (SessionId session in AskersOf(OperationKind.Detach))
        {
            for (int slot = 0; slot < _scope.Regions && !visitor.Satisfied; slot++)
            {
                visitor.Visit(Operation.Detach(session, new RegionId(slot)));
            }
        }

        foreach (SessionId session in AskersOf(OperationKind.Write))
        {
            for (int slot = 0; slot < _scope.Regions && !visitor.Satisfied; slot++)
            {
                var region = new RegionId(slot);
                int last = Math.Min(state.ExtentOf(region).Length, Frame.Capacity - 1);
                for (int index = 0; index <= last; index++)
                {
                    visitor.Visit(Operation.Write(session, region, index));
                }
            }
        }
    }

    private void VisitShares<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IOperationVisitor, allows ref struct
    {
        foreach (SessionId session in AskersOf(OperationKind.Share))
        {
            foreach (SessionId receiver in SessionSet.First(_scope.Sessions) - session)
            {
                for (int slot = 0; slot < _scope.Dataspaces && !visitor.Satisfied; slot++)
                {
                    visitor.Visit(Operation.Share(session, receiver, new DataspaceId(slot)));
                }
            }
        }
    }

    private SessionSet AskersOf(OperationKind kind) => _askers[(int)kind];

    private SessionSet Askers(OperationKind kind)
    {
        SessionSet askers = default;
        foreach (SessionId session in SessionSet.First(_scope.Sessions))
        {
            if (_scope.OperationsOf(session).Contains(kind))
            {
                askers += session;
            }
        }

        return askers;
    }
}
