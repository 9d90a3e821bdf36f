using System.Collections.Immutable;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Shrinking;

/// <summary>
/// The objects that a sequence of operations touches, as bounds of their own, and the sequence within them.
/// </summary>
/// <param name="Scope">The bounds.</param>
/// <param name="Operations">The operations, its sessions numbered anew.</param>
internal sealed record Restriction(Scope Scope, ImmutableArray<Operation> Operations)
{
    /// <summary>
    /// Bounds to look at, the narrowest first: without sharing and contents unless they are used; then with them; then
    /// with every frame and slot, for a failure may lie in running out of them.
    /// </summary>
    internal static IEnumerable<Restriction> Candidates(IModel model, ImmutableArray<Operation> operations)
    {
        Scope scope = model.Scope;
        int[] sessions =
        [
            .. SessionsNeeded(scope, operations),
        ];
        ImmutableArray<Operation> renamed =
        [
            .. operations.Select(operation =>
                Renaming.Sessions(operation, session => Array.IndexOf(sessions, session.Index))),
        ];
        OperationKinds kinds = OperationKinds.Of([.. operations.Select(operation => operation.Kind)]);

        // There is a Flush where there is an Attach.
        kinds |= kinds.Contains(OperationKind.Flush) ? OperationKinds.Of(OperationKind.Attach) : default;
        Scope whole = scope with
        {
            Sessions = sessions.Length,
            Quotas = [.. sessions.Select(session => scope.Quotas[session])],
            Permitted = [.. sessions.Select(session => scope.OperationsOf(new SessionId(session)) & kinds)],
            Trusts = [],
        };
        Scope touched = Touched(model, operations, whole);
        bool regions = touched.Regions > 0;
        Scope narrow = touched with
        {
            Sharing = kinds.Contains(OperationKind.Share) || kinds.Contains(OperationKind.Drop)
                ? scope.Sharing
                : Sharing.Open,
            Contents = regions && scope.Contents && kinds.Contains(OperationKind.Write),
        };
        return new[] { narrow, touched with { Contents = regions && scope.Contents }, whole }
            .Distinct()
            .Select(bounds => new Restriction(bounds, renamed));
    }

    /// <summary>Whether a fresh service with these bounds parts from the model along the sequence.</summary>
    internal bool Shows(PolicyName policy, ServiceFactory create)
    {
        IModel model = Catalog.CreateModel(policy, Scope);
        return DivergenceFinder.Replay(
            model, create, Trace.Replay(model, Operations.Select(operation => operation.Code))) is not null;
    }

    // Those that are named; one at least, and two where quota moves, since with one there is no Donate.
    private static IEnumerable<int> SessionsNeeded(Scope scope, ImmutableArray<Operation> operations)
    {
        int[] named =
        [
            .. operations.SelectMany(Renaming.SessionsOf).Select(session => session.Index).Distinct().Order(),
        ];
        int needed = operations.Any(operation => operation.Kind == OperationKind.Donate) ? 2 : 1;
        return named
            .Concat(Enumerable.Range(0, scope.Sessions).Except(named).Take(Math.Max(0, needed - named.Length)))
            .Order();
    }

    // Up to the last frame and slot that the model uses on the way or that is named; as many frames as are given.
    private static Scope Touched(IModel model, ImmutableArray<Operation> operations, Scope whole)
    {
        int frames = 1;
        int dataspaces = 1;
        int regions = 0;
        foreach (Operation operation in operations)
        {
            dataspaces = Renaming.NamesDataspace(operation)
                ? Math.Max(dataspaces, operation.Dataspace.Index + 1)
                : dataspaces;
            regions = Renaming.NamesRegion(operation) ? Math.Max(regions, operation.Region.Index + 1) : regions;
            frames = operation.Kind == OperationKind.Donate
                ? Math.Max(frames, Math.Min(operation.Size, whole.Frames))
                : frames;
            regions = operation.Kind is OperationKind.Attach or OperationKind.Flush ? Math.Max(regions, 1) : regions;
        }

        var trace = Trace.Replay(model, operations.Select(operation => operation.Code));
        foreach (State state in trace.States(model))
        {
            foreach (DataspaceId dataspace in state.Occupied)
            {
                Extent extent = state.ExtentOf(dataspace);
                frames = Math.Max(frames, extent.Base + extent.Length);
                dataspaces = Math.Max(dataspaces, dataspace.Index + 1);
            }

            foreach (RegionId region in state.Regions)
            {
                regions = Math.Max(regions, region.Index + 1);
            }
        }

        return whole with { Frames = frames, Dataspaces = dataspaces, Regions = regions };
    }
}
