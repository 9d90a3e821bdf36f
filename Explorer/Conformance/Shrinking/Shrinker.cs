using System.Collections.Immutable;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Shrinking;

/// <summary>
/// Leaves out of a failing sequence of operations whatever it fails without, and makes what is left smaller and
/// plainer: by asking a fresh service for each shorter sequence. An operation names slots; when one before it is left
/// out, it is asked for the same object in whichever slot that is then, or else for the same slot, which may hold
/// another one.
/// </summary>
internal sealed class Shrinker(IModel model, ServiceFactory create, CancellationToken cancellation)
{
    // Counted in steps asked, so that it ends at the same place on every machine.
    private const long MaximalSteps = 20_000_000;

    // With so few it is also tried to leave the slots as they are named, whatever they hold then.
    private const int FewOperations = 64;

    private readonly ModelView _view = new(model);
    private long _steps;

    // Whether stale capabilities are tried after each step: only if it does not fail otherwise.
    private bool _triesStale;

    private bool IsTired => _steps > MaximalSteps || cancellation.IsCancellationRequested;

    /// <summary>Shrinks a sequence.</summary>
    /// <returns>
    /// How many operations it took until it failed, and those that are left; null if it does not fail.
    /// </returns>
    internal (int Found, ImmutableArray<Operation> Operations)? Shrink(ImmutableArray<Operation> operations)
    {
        List<Ask> asks = [.. operations.Select(operation => new Ask(operation, Ask.Nobody, Ask.Nobody))];
        ImmutableArray<Operation>? failing = Failing(asks);
        if (failing is null)
        {
            _triesStale = true;
            failing = Failing(asks);
        }

        if (failing is not { } best)
        {
            return null;
        }

        int found = best.Length;
        int before;
        do
        {
            before = Weight(best);
            best = LeaveOut(best);
            best = Simplify(best);
        }
        while (Weight(best) < before && !IsTired);
        return (found, best);
    }

    /// <summary>Asks for the whole sequence and looks at what there is then.</summary>
    internal Divergence Describe(ImmutableArray<Operation> operations)
    {
        var trace = Trace.Replay(model, operations.Select(operation => operation.Code));
        using var lockstep = new ServiceUnderTest(model, _view, create);
        State state = default;
        foreach (TraceStep step in trace.Steps)
        {
            model.Step(ref state, step.Operation);
            if (!IsAlike(lockstep, step.Operation, step.Outcome, in state))
            {
                break;
            }

            if (_triesStale && !RefusesStale(lockstep, in state))
            {
                break;
            }
        }

        if (lockstep.Difference.Length == 0)
        {
            RefusesStale(lockstep, in state);
        }

        return DivergenceFinder.Describe(model, _view, lockstep, trace, in state, isReplayed: true);
    }

    // The number of operations counts most, then how large their arguments are.
    private static int Weight(ImmutableArray<Operation> operations) => operations.Sum(operation =>
        1_000 + operation.Size + operation.Offset + operation.Session.Index + operation.Dataspace.Index
        + (operation.Writable ? 1 : 0));

    // Delta debugging: takes away parts of a half, a quarter, … and at last single operations.
    private ImmutableArray<Operation> LeaveOut(ImmutableArray<Operation> operations)
    {
        ImmutableArray<Operation> best = operations;
        for (int size = Math.Max(1, best.Length / 2); size >= 1; size /= 2)
        {
            bool shorter = true;
            while (shorter && !IsTired)
            {
                shorter = false;

                // From the end: what was asked long ago tends to matter less, but what is named is made before.
                for (int start = best.Length - size; start > -size && !IsTired; start -= size)
                {
                    int first = Math.Max(0, start);
                    int end = Math.Min(best.Length, start + size);
                    if (first >= end)
                    {
                        continue;
                    }

                    List<Ask> named = Ask.Of(model, best);
                    named.RemoveRange(first, end - first);
                    ImmutableArray<Operation>? shortened = Failing(named);
                    if (shortened is null && best.Length <= FewOperations)
                    {
                        shortened = Failing(
                            [.. named.Select(ask => new Ask(ask.Operation, Ask.Nobody, Ask.Nobody))]);
                    }

                    if (shortened is { } found)
                    {
                        best = found;
                        shorter = true;
                    }
                }
            }
        }

        return best;
    }

    // One argument at a time, then one session or slot instead of another everywhere.
    private ImmutableArray<Operation> Simplify(ImmutableArray<Operation> operations)
    {
        ImmutableArray<Operation> best = operations;
        bool plainer = true;
        while (plainer && !IsTired)
        {
            plainer = false;
            foreach (ImmutableArray<Operation> candidate in Plainer(best))
            {
                if (IsTired)
                {
                    break;
                }

                List<Ask> asks = [.. candidate.Select(operation => new Ask(operation, Ask.Nobody, Ask.Nobody))];
                if (Failing(asks) is { } failing && Weight(failing) < Weight(best))
                {
                    best = failing;
                    plainer = true;
                    break;
                }
            }
        }

        return best;
    }

    private static IEnumerable<ImmutableArray<Operation>> Plainer(ImmutableArray<Operation> operations)
    {
        for (int session = 1; session < SessionId.Capacity; session++)
        {
            for (int other = 0; other < session; other++)
            {
                if (operations.Any(operation => Names(operation, new SessionId(session))))
                {
                    yield return
                    [
                        .. operations.Select(operation =>
                            Renaming.Sessions(operation, named => named.Index == session ? other : named.Index)),
                    ];
                }
            }
        }

        for (int index = 0; index < operations.Length; index++)
        {
            foreach (Operation plainer in Plainer(operations[index]))
            {
                yield return operations.SetItem(index, plainer);
            }
        }
    }

    private static bool Names(Operation operation, SessionId session) =>
        Renaming.SessionsOf(operation).Contains(session);

    private static IEnumerable<Operation> Plainer(Operation operation)
    {
        SessionId session = operation.Session;
        switch (operation.Kind)
        {
            case OperationKind.Alloc:
                foreach (int size in Smaller(operation.Size, 1))
                {
                    yield return Operation.Alloc(session, size);
                }

                break;
            case OperationKind.Alias:
                DataspaceId original = operation.Dataspace;
                foreach (int offset in Smaller(operation.Offset, 0))
                {
                    yield return Operation.Alias(session, original, operation.Writable, offset, operation.Size);
                }

                foreach (int size in Smaller(operation.Size, 1))
                {
                    yield return Operation.Alias(session, original, operation.Writable, operation.Offset, size);
                }

                if (operation.Writable)
                {
                    yield return Operation.Alias(session, original, false, operation.Offset, operation.Size);
                }

                break;
            case OperationKind.Write:
                foreach (int index in Smaller(operation.Offset, 0))
                {
                    yield return Operation.Write(session, operation.Region, index);
                }

                break;
            case OperationKind.Donate:
                foreach (int size in Smaller(operation.Size, 1))
                {
                    yield return Operation.Donate(session, operation.Receiver, size);
                }

                break;
            case OperationKind.Free:
            case OperationKind.Revoke:
            case OperationKind.Seal:
            case OperationKind.Attach:
            case OperationKind.Detach:
            case OperationKind.Share:
            case OperationKind.Close:
            case OperationKind.Drop:
            case OperationKind.Flush:
            default:
                break;
        }
    }

    private static IEnumerable<int> Smaller(int number, int least)
    {
        if (number > least)
        {
            yield return least;
        }

        if (number / 2 > least)
        {
            yield return number / 2;
        }

        if (number - 1 > Math.Max(least, number / 2))
        {
            yield return number - 1;
        }
    }

    // Asks a fresh service. What comes back ends with the operation that is answered differently.
    private ImmutableArray<Operation>? Failing(List<Ask> asks)
    {
        using var lockstep = new ServiceUnderTest(model, _view, create);
        var asked = ImmutableArray.CreateBuilder<Operation>(asks.Count);
        var made = new Dictionary<int, int>();
        State state = default;
        Ledger ledger = model.Audit(in state);
        foreach (Ask ask in asks)
        {
            Operation operation = ask.Resolve(made);
            if (!MayBeAsked(operation))
            {
                return null;
            }

            _steps++;
            asked.Add(operation);
            State before = state;
            Outcome outcome = model.Apply(in before, in ledger, operation, ref state);
            if (!IsAlike(lockstep, operation, outcome, in state) || (_triesStale && !RefusesStale(lockstep, in state)))
            {
                return asked.ToImmutable();
            }

            ledger = model.Audit(in state);
            if (outcome.Slot >= 0)
            {
                made[ask.Number] = outcome.Slot;
            }
        }

        return asks.Count > 0 && !RefusesStale(lockstep, in state) ? asked.ToImmutable() : null;
    }

    private bool MayBeAsked(Operation operation) =>
        (operation.IsOf(operation.Session) ? model.Scope.OperationsOf(operation.Session) : model.Operations)
            .Contains(operation.Kind);

    private bool IsAlike(ServiceUnderTest lockstep, Operation operation, Outcome outcome, in State after)
    {
        Ledger ledger = model.Audit(in after);
        return lockstep.StepsAlike(operation, outcome, in after, in ledger) && lockstep.ReadCapabilities();
    }

    private bool RefusesStale(ServiceUnderTest lockstep, in State state)
    {
        Ledger ledger = model.Audit(in state);
        return lockstep.RefusesTheImpossible(in state) && lockstep.LooksLike(in state, in ledger);
    }

    /// <summary>An operation that names the objects that other ones made, instead of slots.</summary>
    private readonly record struct Ask(Operation Operation, int DataspaceBy, int RegionBy)
    {
        internal const int Nobody = -1;

        /// <summary>Which one of the sequence it was.</summary>
        internal int Number { get; private init; } = Nobody;

        /// <summary>Finds out what the slots stand for.</summary>
        internal static List<Ask> Of(IModel model, ImmutableArray<Operation> operations)
        {
            int[] dataspaces = [.. Enumerable.Repeat(Nobody, DataspaceId.Capacity)];
            int[] regions = [.. Enumerable.Repeat(Nobody, RegionId.Capacity)];
            var asks = new List<Ask>(operations.Length);
            State state = default;
            for (int index = 0; index < operations.Length; index++)
            {
                Operation operation = operations[index];
                asks.Add(new Ask(
                    operation,
                    Renaming.NamesDataspace(operation) ? dataspaces[operation.Dataspace.Index] : Nobody,
                    Renaming.NamesRegion(operation) ? regions[operation.Region.Index] : Nobody)
                {
                    Number = index,
                });
                Outcome outcome = model.Step(ref state, operation);
                if (outcome.Slot >= 0)
                {
                    (operation.Kind == OperationKind.Attach ? regions : dataspaces)[outcome.Slot] = index;
                }
            }

            return asks;
        }

        /// <summary>The operation with the slots in which the objects are now.</summary>
        internal Operation Resolve(Dictionary<int, int> made)
        {
            if (DataspaceBy != Nobody && made.TryGetValue(DataspaceBy, out int dataspace))
            {
                return Renaming.Dataspace(Operation, dataspace);
            }

            return RegionBy != Nobody && made.TryGetValue(RegionBy, out int region)
                ? Renaming.Region(Operation, region)
                : Operation;
        }
    }
}
