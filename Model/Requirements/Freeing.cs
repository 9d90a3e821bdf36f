using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>What Free and Close may do, and to whom.</summary>
public sealed class Freeing : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new StepRequirement(
            "FreeSucceeds",
            "The owner of a live dataspace can always free it.",
            OperationKinds.Of(OperationKind.Free),
            static (in StepView step) => step.Outcome.IsGranted || !step.IsAskedByOwner)
        {
            Obstacle = Obstacles.Without(OperationKind.Free),
            Premise = static (in StepView step) =>
                step.IsAskedByOwner && step.Before.HasUse(step.Operation.Dataspace),
            Occasion = "was a dataspace to be freed that had a use",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Free),
        },

        new StepRequirement(
            "FreeIsConstant",
            "One Free takes at most one live dataspace away, so its cost is not set by others.",
            OperationKinds.Of(OperationKind.Free),
            static (in StepView step) => step.TakenAway.Count <= 1)
        {
            Obstacle = Obstacles.Without(OperationKind.Free),
            JudgesRefusals = false,
            Premise = static (in StepView step) =>
                step.IsAskedByOwner && !step.Before.State.ChildrenOf(step.Operation.Dataspace).IsEmpty,
            Occasion = "was a dataspace to be freed that had an alias",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Free),
        },

        new StepRequirement(
            "NoForeignRevocation",
            "No Free takes away, hollows or unmaps a live dataspace of another session.",
            OperationKinds.Of(OperationKind.Free),
            SparesForeign)
        {
            Obstacle = Obstacles.Alone(OperationKind.Free),
            JudgesRefusals = false,
            Premise = static (in StepView step) => step.IsAskedByOwner && step.HasForeignLiveBelow,
            Occasion = "did a Free meet a live dataspace of another session below",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Free),
        },

        new StepRequirement(
            "NoForeignRevocationByClose",
            "No Close takes away, hollows or unmaps a live dataspace of another session.",
            OperationKinds.Of(OperationKind.Close),
            SparesForeign)
        {
            Obstacle = Obstacles.Alone(OperationKind.Close),
            JudgesRefusals = false,
            Premise = static (in StepView step) => step.HasForeignLiveBelow,
            Occasion = "did a Close meet a live dataspace of another session below",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Close),
        },
    ];

    private static bool SparesForeign(in StepView step)
    {
        foreach (DataspaceId taken in step.TakenAway)
        {
            if (step.IsForeign(step.Before.State.OwnerOf(taken)))
            {
                return false;
            }
        }

        // The actor's own regions are its own to lose.
        foreach (RegionId unmapped in step.Before.State.Regions - step.After.State.Regions)
        {
            if (step.Before.State.SessionOf(unmapped) != step.Actor)
            {
                foreach (DataspaceId through in step.Before.State.DataspaceOf(unmapped) & step.Before.State.Live)
                {
                    if (step.IsForeign(step.Before.State.OwnerOf(through)))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }
}
