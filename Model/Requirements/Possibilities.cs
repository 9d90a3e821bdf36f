using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>What a policy must make possible, so that none wins by forbidding everything.</summary>
public sealed class Possibilities : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new StatePossibility(
            "CanShare",
            "Live dataspaces of two sessions cover the same frame.",
            static (in StateView at) =>
            {
                FrameSet seen = default;
                foreach (SessionId session in at.Sessions)
                {
                    FrameSet covered = at.State.FramesOf(at.State.OwnedBy(session) & at.State.Live);
                    if (covered.Overlaps(seen))
                    {
                        return true;
                    }

                    seen |= covered;
                }

                return false;
            })
        { Obstacle = Obstacles.Alone(OperationKind.Alias) },

        new StatePossibility(
            "CanDowngrade",
            "A read-only and a writable live dataspace cover the same frame.",
            static (in StateView at) =>
                at.State.FramesOf(at.State.Live & at.State.Writable)
                    .Overlaps(at.State.FramesOf(at.State.Live - at.State.Writable)))
        { Obstacle = Obstacles.Without(OperationKind.Alias) },

        new StepPossibility(
            "CanOutlive",
            "A dataspace is freed and an alias of it is live afterwards.",
            OperationKinds.Of(OperationKind.Free),
            static (in StepView step) =>
                step.Outcome.IsGranted
                && step.Before.State.ChildrenOf(step.Operation.Dataspace).Overlaps(step.After.State.Live))
        { Obstacle = Obstacles.Without(OperationKind.Alias, OperationKind.Free), JudgesRefusals = false },

        new StepPossibility(
            "CanReclaimPart",
            "Freeing a dataspace releases some of its frames while others of them stay allocated.",
            OperationKinds.Of(OperationKind.Free),
            static (in StepView step) =>
            {
                FrameSet extent = step.Before.State.ExtentOf(step.Operation.Dataspace).Frames;
                FrameSet before = extent & step.Before.Ledger.Allocated;
                FrameSet after = extent & step.After.Ledger.Allocated;
                return step.Outcome.IsGranted && !after.IsEmpty && after != before;
            })
        { Obstacle = Obstacles.Without(OperationKind.Alias, OperationKind.Free), JudgesRefusals = false },

        new StepPossibility(
            "CanRevoke",
            "An operation of one session takes a live dataspace of another one away.",
            OperationKinds.All,
            static (in StepView step) =>
            {
                foreach (DataspaceId taken in step.TakenAway)
                {
                    if (step.Before.State.OwnerOf(taken) != step.Actor)
                    {
                        return true;
                    }
                }

                return false;
            })
        { Obstacle = Obstacles.Alone(), JudgesRefusals = false },
    ];
}
