using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Whether extents and rights mean anything.</summary>
public sealed class Protection : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new StepRequirement(
            "Confinement",
            "Attach gives no extent and no right beyond what the dataspace itself grants.",
            OperationKinds.Of(OperationKind.Attach),
            static (in StepView step) =>
                Confining.GivesNoFrameBeyond(in step) && Confining.GivesNoRightBeyond(in step))
        {
            Obstacle = Obstacles.Without(OperationKind.Attach),
            JudgesRefusals = false,
            Occasion = "was there an Attach",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Attach),
        },

        new StepRequirement(
            "SealHolds",
            "No Attach through a sealed dataspace or through a descendant of one yields a writable region.",
            OperationKinds.Of(OperationKind.Attach),
            static (in StepView step) =>
                !step.Outcome.IsGranted
                || !step.After.State.WritableRegions.Contains(new RegionId(step.Outcome.Slot))
                || !SealedAtOrAbove(in step.After.State, step.Operation.Dataspace))
        {
            Obstacle = Obstacles.Without(OperationKind.Attach, OperationKind.Seal),
            JudgesRefusals = false,
            Premise = static (in StepView step) =>
                step.Outcome.IsGranted && SealedAtOrAbove(in step.Before.State, step.Operation.Dataspace),
            Occasion = "was a dataspace attached that was sealed or had a sealed ancestor",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Attach, OperationKind.Seal),
        },
    ];

    private static bool SealedAtOrAbove(in State state, DataspaceId dataspace)
    {
        DataspaceSet path = DataspaceSet.Of(dataspace);
        while (!path.IsEmpty)
        {
            if (path.Overlaps(state.Sealed))
            {
                return true;
            }

            path = state.ParentOf(path.Lowest);
        }

        return false;
    }
}
