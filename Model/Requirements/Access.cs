using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Who reaches memory that was given back.</summary>
public sealed class Access : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new Invariant(
            "NoStaleAccess",
            "No region shows a frame that is free, or that became free since the region was made.",
            static (in StateView at) =>
                at.State.StaleRegions.IsEmpty && at.State.FramesOf(at.State.Regions) <= at.Ledger.Allocated)
        {
            Obstacle = Obstacles.Without(OperationKind.Attach),
            Premise = Premises.RegionExists,
            Occasion = "was there a region",
            Ingredients = OperationKinds.Of(OperationKind.Attach),
        },

        new StepRequirement(
            "FreeEndsAccess",
            "After the free of a dataspace that is no alias no session that its owner does not trust reaches its "
            + "frames.",
            OperationKinds.Of(OperationKind.Free),
            static (in StepView step) =>
                !step.Outcome.IsGranted || !IsOfOriginal(in step) || !IsReachedByOthers(in step, step.After))
        {
            Obstacle = Obstacles.Alone(OperationKind.Free),
            JudgesRefusals = false,
            Premise = static (in StepView step) => IsOfOriginal(in step) && IsReachedByOthers(in step, step.Before),
            Occasion = "was a dataspace to be freed of which a session that its owner does not trust reached a frame",
            Ingredients = OperationKinds.Of(OperationKind.Free),
        },

        new StepRequirement(
            "FreeReleases",
            "The free of a dataspace that is no alias makes all of its frames free, quarantine aside.",
            OperationKinds.Of(OperationKind.Free),
            static (in StepView step) =>
                !step.Outcome.IsGranted
                || !IsOfOriginal(in step)
                || !FramesOf(in step).Overlaps(step.After.Ledger.Allocated - step.After.Ledger.Quarantined))
        {
            Obstacle = Obstacles.Without(OperationKind.Free),
            JudgesRefusals = false,
            Premise = static (in StepView step) => IsOfOriginal(in step) && IsShownElsewhere(in step),
            Occasion = "was a dataspace to be freed of which a region or another dataspace showed a frame",
            Ingredients = OperationKinds.Of(OperationKind.Free),
        },
    ];

    private static bool IsOfOriginal(in StepView step) =>
        step.IsAskedByOwner && step.Before.State.ParentOf(step.Operation.Dataspace).IsEmpty;

    private static FrameSet FramesOf(in StepView step) => step.Before.State.ExtentOf(step.Operation.Dataspace).Frames;

    private static bool IsReachedByOthers(in StepView step, StateView at)
    {
        FrameSet frames = FramesOf(in step);
        foreach (SessionId session in at.Sessions)
        {
            if (step.IsUntrusted(session) && at.ReachedBy(session).Overlaps(frames))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsShownElsewhere(in StepView step)
    {
        ref readonly State state = ref step.Before.State;
        DataspaceSet others = (state.Live | state.Zombies) - step.Operation.Dataspace;
        return FramesOf(in step).Overlaps(state.FramesOf(others) | state.FramesOf(state.Regions));
    }
}
