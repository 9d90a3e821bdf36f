using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Model;

/// <summary>
/// What puts each requirement to the test: the table of docs/semantics.md written down a second time, as plain loops,
/// and counted by <see cref="NaiveExplorer"/> over states and <see cref="Instances"/> over steps.
/// </summary>
internal static class PlainPremises
{
    private static readonly Dictionary<string, Func<IModel, State, Ledger, bool>> OfStates = new()
    {
        ["FrameConservation"] = IsSomethingAllocated,
        ["NoFreeMemory"] = IsSomethingAllocated,
        ["NoStrandedFrames"] = IsSomethingAllocated,
        ["MemoryReclaim"] = IsSomethingAllocated,
        ["AliasWithinParent"] = (model, state, _) => Aliases(model, state).Any(),
        ["AlwaysBacked"] = (model, state, _) => Aliases(model, state).Any(),
        ["NoPermissionEscalation"] = (model, state, _) => Aliases(model, state).Any(state.Writable.Contains),
        ["QuotaRespected"] = IsSomethingUsed,
        ["PaysOnlyForOwn"] = IsSomethingUsed,
        ["SelfReclaim"] = IsSomethingUsed,
        ["NoDoubleCharge"] = (model, state, _) => Slots(model).Any(one => Slots(model).Any(other =>
            one.Index < other.Index && Covers(model, state, one) && Covers(model, state, other)
            && state.ExtentOf(one).Frames.Overlaps(state.ExtentOf(other).Frames))),
        ["QuotaBacksMemory"] = (model, _, ledger) => ledger.Allocated.Count == model.Scope.Frames,
        ["NoAccessAfterFree"] = (_, state, _) => state.Regions.Count > 0,
        ["NoStaleAccess"] = (_, state, _) => state.Regions.Count > 0,
        ["SealIsFinal"] = (model, state, _) => Regions(model, state).Any(region => Slots(model).Any(dataspace =>
            state.Live.Contains(dataspace) && state.Sealed.Contains(dataspace)
            && state.ExtentOf(region).Frames.Overlaps(state.ExtentOf(dataspace).Frames))),
        ["Recoverable"] = (_, state, _) => !state.Equals(default),
    };

    private static readonly Dictionary<string, Func<Step, bool>> OfSteps = new()
    {
        ["FreeSucceeds"] = step => step.IsByOwner(OperationKind.Free)
            && (step.HasChild || step.IsMapped || step.Sessions.Any(session =>
                session != step.Actor && step.State.HoldersOf(step.Target).Contains(session))),
        ["FreeIsConstant"] = step => step.IsByOwner(OperationKind.Free) && step.HasChild,
        ["NoForeignRevocation"] = step => step.IsByOwner(OperationKind.Free) && step.HasForeignLiveBelow,
        ["NoForeignRevocationByClose"] = step => step.Kind == OperationKind.Close && step.HasForeignLiveBelow,
        ["NoForeignCharge"] = step => step.IsGranted && step.Kind != OperationKind.Flush
            && Slots(step.Model).Any(slot =>
                step.State.Occupied.Contains(slot) && step.IsForeign(step.State.OwnerOf(slot))),
        ["CloseReturnsQuota"] = step => step.Kind == OperationKind.Close && step.Ledger.UsedBy(step.Actor) > 0,
        ["Confinement"] = step => step.Kind == OperationKind.Attach && step.IsGranted,
        ["ConfinedExtent"] = step => step.Kind == OperationKind.Attach && step.IsGranted,
        ["ConfinedRight"] = step => step.Kind == OperationKind.Attach && step.IsGranted
            && (!step.State.Writable.Contains(step.Target) || step.State.Sealed.Contains(step.Target)),
        ["SealHolds"] = step => step.Kind == OperationKind.Attach && step.IsGranted
            && step.Upwards(step.Target).Any(step.State.Sealed.Contains),
        ["FreshMemoryIsZero"] = step => step.Kind == OperationKind.Alloc && step.IsGranted,
        ["FreeEndsAccess"] = step => step.IsOfOriginal && step.Sessions.Any(session =>
            step.IsUntrusted(session) && step.Reaches(session)),
        ["FreeReleases"] = step => step.IsOfOriginal
            && (Regions(step.Model, step.State).Any(region => step.Shows(step.State.ExtentOf(region)))
                || Slots(step.Model).Any(other => other != step.Target
                    && (step.State.Live | step.State.Zombies).Contains(other)
                    && step.Shows(step.State.ExtentOf(other)))),
        ["NoForeignUnmapping"] = step => step.IsFreeOrClose && Regions(step.Model, step.State).Any(region =>
            step.IsForeign(step.State.SessionOf(region))
            && step.Below.Any(step.State.DataspaceOf(region).Contains)),
        ["NoForeignWithdrawal"] = step => step.IsFreeOrClose && step.Below.Any(dataspace =>
            step.State.Live.Contains(dataspace) && step.Sessions.Any(session =>
                step.IsForeign(session) && session != step.State.OwnerOf(dataspace)
                && step.State.HoldersOf(dataspace).Contains(session))),
        ["SealSucceeds"] = step => step.IsByOwner(OperationKind.Seal)
            && (step.HasChild || Regions(step.Model, step.State).Any(region =>
                step.Shows(step.State.ExtentOf(region)))),
        ["DonationReturns"] = step => step.Kind == OperationKind.Close && step.Sessions.Any(session =>
            step.State.GivenBy(step.Actor, session) > 0 || step.State.GivenBy(session, step.Actor) > 0),
    };

    /// <summary>How often the premise of each requirement occurs among all reachable states and steps.</summary>
    internal static Dictionary<string, long> CountIn(IModel model)
    {
        var counts = OfStates.Keys.Concat(OfSteps.Keys).ToDictionary(name => name, _ => 0L);
        foreach (State state in new NaiveExplorer(model).States)
        {
            State before = state;
            Ledger ledger = model.Audit(in before);
            foreach ((string name, Func<IModel, State, Ledger, bool> occurs) in OfStates)
            {
                counts[name] += occurs(model, state, ledger) ? 1 : 0;
            }

            foreach (Operation operation in Instances.Of(model, in before))
            {
                State after = default;
                Outcome outcome = model.Apply(in before, in ledger, operation, ref after);
                var step = new Step(model, state, ledger, operation, outcome.IsGranted);
                foreach ((string name, Func<Step, bool> occurs) in OfSteps)
                {
                    counts[name] += occurs(step) ? 1 : 0;
                }
            }
        }

        return counts;
    }

    private static bool IsSomethingAllocated(IModel model, State state, Ledger ledger) => ledger.Allocated.Count > 0;

    private static bool IsSomethingUsed(IModel model, State state, Ledger ledger) =>
        Enumerable.Range(0, model.Scope.Sessions).Any(session => ledger.UsedBy(new SessionId(session)) > 0);

    private static IEnumerable<DataspaceId> Slots(IModel model) =>
        Enumerable.Range(0, model.Scope.Dataspaces).Select(index => new DataspaceId(index));

    private static IEnumerable<RegionId> Regions(IModel model, State state) =>
        Enumerable.Range(0, model.Scope.Regions).Select(index => new RegionId(index)).Where(state.Regions.Contains);

    private static IEnumerable<DataspaceId> Aliases(IModel model, State state) => Slots(model)
        .Where(slot => state.Occupied.Contains(slot) && state.ParentOf(slot).Count == 1);

    private static bool Covers(IModel model, State state, DataspaceId slot) =>
        (state.Live | state.Zombies).Contains(slot)
        && !(model.Policy.Lifetime == "Managed" && state.Aliases.Contains(slot));

    private sealed record Step(IModel Model, State State, Ledger Ledger, Operation Operation, bool IsGranted)
    {
        internal OperationKind Kind => Operation.Kind;

        internal SessionId Actor => Operation.Session;

        internal DataspaceId Target => Operation.Dataspace;

        internal IEnumerable<SessionId> Sessions =>
            Enumerable.Range(0, Model.Scope.Sessions).Select(index => new SessionId(index));

        internal bool HasChild => Slots(Model).Any(slot =>
            State.Occupied.Contains(slot) && State.ParentOf(slot).Contains(Target));

        internal bool IsMapped => Regions(Model, State).Any(region => State.DataspaceOf(region).Contains(Target));

        internal bool IsFreeOrClose => Kind == OperationKind.Close || IsByOwner(OperationKind.Free);

        internal bool IsOfOriginal => IsByOwner(OperationKind.Free) && State.ParentOf(Target).Count == 0;

        internal IEnumerable<DataspaceId> Below => Slots(Model).Where(slot => State.Occupied.Contains(slot)
            && Upwards(slot).Any(above =>
                Kind == OperationKind.Close ? State.OwnerOf(above) == Actor : above == Target));

        internal bool HasForeignLiveBelow =>
            Below.Any(slot => State.Live.Contains(slot) && IsForeign(State.OwnerOf(slot)));

        internal bool IsByOwner(OperationKind kind) =>
            Kind == kind && State.Live.Contains(Target) && State.OwnerOf(Target) == Actor;

        internal bool IsForeign(SessionId session) =>
            session != Actor && !Model.Scope.TrustedBy(session).Contains(Actor);

        internal bool IsUntrusted(SessionId session) =>
            session != Actor && !Model.Scope.TrustedBy(Actor).Contains(session);

        internal bool Shows(Extent extent) => extent.Frames.Overlaps(State.ExtentOf(Target).Frames);

        internal bool Reaches(SessionId session)
        {
            State state = State;
            return Regions(Model, State).Any(region =>
                    state.SessionOf(region) == session && Shows(state.ExtentOf(region)))
                || Slots(Model).Any(slot => state.Live.Contains(slot)
                    && (state.OwnerOf(slot) == session || state.HoldersOf(slot).Contains(session))
                    && Shows(Model.GrantOf(in state, slot).Extent));
        }

        internal IEnumerable<DataspaceId> Upwards(DataspaceId from)
        {
            yield return from;
            for (DataspaceSet above = State.ParentOf(from); above.Count == 1; above = State.ParentOf(above.Lowest))
            {
                yield return above.Lowest;
            }
        }
    }
}
