using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Whether a seal can be relied upon, and be had.</summary>
public sealed class Sealing : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new Invariant(
            "SealIsFinal",
            "No region can write a frame of a sealed live dataspace.",
            static (in StateView at) =>
                !at.State.FramesOf(at.State.WritableRegions)
                    .Overlaps(at.State.FramesOf(at.State.Sealed & at.State.Live)))
        {
            Obstacle = Obstacles.Without(OperationKind.Attach, OperationKind.Seal),
            Premise = static (in StateView at) =>
                at.State.FramesOf(at.State.Regions).Overlaps(at.State.FramesOf(at.State.Sealed & at.State.Live)),
            Occasion = "did a region show a frame of a sealed dataspace",
            Ingredients = OperationKinds.Of(OperationKind.Attach, OperationKind.Seal),
        },

        new StepRequirement(
            "SealSucceeds",
            "The owner of a live dataspace can always seal it.",
            OperationKinds.Of(OperationKind.Seal),
            static (in StepView step) => step.Outcome.IsGranted || !step.IsAskedByOwner)
        {
            Obstacle = Obstacles.Without(OperationKind.Seal),
            Premise = static (in StepView step) => step.IsAskedByOwner && IsSeenOrDerived(in step),
            Occasion = "was a dataspace to be sealed that a region showed or that had an alias",
            Ingredients = OperationKinds.Of(OperationKind.Seal),
        },
    ];

    private static bool IsSeenOrDerived(in StepView step)
    {
        ref readonly State state = ref step.Before.State;
        DataspaceId dataspace = step.Operation.Dataspace;
        return !state.ChildrenOf(dataspace).IsEmpty
            || state.FramesOf(state.Regions).Overlaps(state.ExtentOf(dataspace).Frames);
    }
}
