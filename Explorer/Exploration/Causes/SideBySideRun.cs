using System.Collections.Immutable;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>The same operations under two policies, from the initial state on.</summary>
/// <param name="Left">The one policy.</param>
/// <param name="Right">The other.</param>
/// <param name="Steps">What came of each operation.</param>
public sealed record SideBySideRun(PolicyName Left, PolicyName Right, ImmutableArray<SideBySideStep> Steps)
{
    /// <summary>
    /// The index of the first step whose outcomes differ, or after which something differs that can be seen; null where
    /// there is none.
    /// </summary>
    public int? FirstDifference =>
        Steps.Index().Where(step => step.Item.Differs).Select(step => (int?)step.Index).FirstOrDefault();

    /// <summary>
    /// Asks two models the same. What makes no sense any more in one of the worlds is refused there; a Flush of a
    /// kernel that has none changes nothing. Each model must mean something while the other one is asked: of two
    /// lifetimes by their tables there is only one on a thread at a time.
    /// </summary>
    /// <param name="left">The one model.</param>
    /// <param name="right">The other, with the same bounds.</param>
    /// <param name="operations">What is asked, within these bounds.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ArgumentException">The bounds differ, or an operation names what lies beyond them.</exception>
    public static SideBySideRun Of(IModel left, IModel right, IEnumerable<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(operations);
        if (BoundsOf(left.Scope) != BoundsOf(right.Scope))
        {
            throw new ArgumentException("The models differ in their bounds.", nameof(right));
        }

        var steps = ImmutableArray.CreateBuilder<SideBySideStep>();
        State leftState = default;
        State rightState = default;
        foreach (Operation operation in operations)
        {
            if (!LiesWithin(left.Scope, operation))
            {
                throw new ArgumentException($"{operation} names what there is not.", nameof(operations));
            }

            Outcome leftOutcome = Ask(left, ref leftState, operation);
            Outcome rightOutcome = Ask(right, ref rightState, operation);
            bool differs = leftOutcome != rightOutcome
                || !LookAlike(ViewOf(left, in leftState), ViewOf(right, in rightState));
            steps.Add(new SideBySideStep(operation, leftOutcome, rightOutcome, leftState, rightState, differs));
        }

        return new SideBySideRun(left.Policy, right.Policy, steps.ToImmutable());
    }

    private static (int Frames, int Sessions, int Dataspaces, int Regions) BoundsOf(Scope scope) =>
        (scope.Frames, scope.Sessions, scope.Dataspaces, scope.Regions);

    private static bool LiesWithin(Scope scope, Operation operation) =>
        operation.Session.Index < scope.Sessions
        && operation.Kind switch
        {
            OperationKind.Alloc or OperationKind.Close or OperationKind.Flush => true,
            OperationKind.Detach or OperationKind.Write => operation.Region.Index < scope.Regions,
            OperationKind.Donate => operation.Receiver.Index < scope.Sessions,
            OperationKind.Share =>
                operation.Receiver.Index < scope.Sessions && operation.Dataspace.Index < scope.Dataspaces,
            OperationKind.Alias or OperationKind.Free or OperationKind.Revoke or OperationKind.Seal
                or OperationKind.Attach or OperationKind.Drop => operation.Dataspace.Index < scope.Dataspaces,
        };

    private static Outcome Ask(IModel model, ref State state, Operation operation) =>
        operation.Kind == OperationKind.Flush && !model.Flushes ? Outcome.Granted : model.Step(ref state, operation);

    private static Seen ViewOf(IModel model, in State state) => new(model, in state);

    // Whose alias a dataspace is cannot be seen until something is done to one of the two.
    private static bool LookAlike(Seen left, Seen right)
    {
        ref readonly State one = ref left.State;
        ref readonly State other = ref right.State;
        bool isAlike = one.Live == other.Live
            && one.Zombies == other.Zombies
            && one.Hollow == other.Hollow
            && one.Writable == other.Writable
            && one.Sealed == other.Sealed
            && one.Regions == other.Regions
            && one.WritableRegions == other.WritableRegions
            && left.Ledger.Allocated == right.Ledger.Allocated;
        foreach (DataspaceId dataspace in one.Occupied)
        {
            isAlike = isAlike
                && one.OwnerOf(dataspace) == other.OwnerOf(dataspace)
                && one.ExtentOf(dataspace) == other.ExtentOf(dataspace)
                && one.HoldersOf(dataspace) == other.HoldersOf(dataspace);
        }

        foreach (RegionId region in one.Regions)
        {
            isAlike = isAlike
                && one.SessionOf(region) == other.SessionOf(region)
                && one.ExtentOf(region) == other.ExtentOf(region)
                && one.DataspaceOf(region) == other.DataspaceOf(region);
        }

        foreach (SessionId session in left.Sessions)
        {
            isAlike = isAlike
                && left.Ledger.UsedBy(session) == right.Ledger.UsedBy(session)
                && left.Ledger.ChargedTo(session) == right.Ledger.ChargedTo(session);
        }

        return isAlike;
    }

    private readonly ref struct Seen
    {
        private readonly ref readonly State _state;

        internal Seen(IModel model, in State state)
        {
            _state = ref state;
            Sessions = SessionSet.First(model.Scope.Sessions);
            Ledger = model.Audit(in state);
        }

        internal ref readonly State State => ref _state;

        internal SessionSet Sessions { get; }

        internal Ledger Ledger { get; }
    }
}

/// <summary>One operation under two policies.</summary>
/// <param name="Operation">What was asked.</param>
/// <param name="LeftOutcome">What came of it under the one.</param>
/// <param name="RightOutcome">What came of it under the other.</param>
/// <param name="Left">The state afterwards under the one.</param>
/// <param name="Right">The state afterwards under the other.</param>
/// <param name="Differs">
/// Whether the outcomes differ, or something that can be seen afterwards: which slots are in use, by whom, with which
/// extent, right, seal and life, and who holds them; the regions; what is charged to whom; which frames are free.
/// </param>
public sealed record SideBySideStep(
    Operation Operation, Outcome LeftOutcome, Outcome RightOutcome, State Left, State Right, bool Differs);
