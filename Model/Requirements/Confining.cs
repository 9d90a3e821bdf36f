using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Confinement in its two halves.</summary>
public sealed class Confining : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new StepRequirement(
            "ConfinedExtent",
            "Attach gives no frame beyond those of the dataspace itself.",
            OperationKinds.Of(OperationKind.Attach),
            GivesNoFrameBeyond)
        {
            Obstacle = Obstacles.Without(OperationKind.Attach),
            JudgesRefusals = false,
            Occasion = "was there an Attach",
            Ingredients = OperationKinds.Of(OperationKind.Attach),
        },

        new StepRequirement(
            "ConfinedRight",
            "Attach gives no right to write that the dataspace itself does not have.",
            OperationKinds.Of(OperationKind.Attach),
            GivesNoRightBeyond)
        {
            Obstacle = Obstacles.Without(OperationKind.Attach),
            JudgesRefusals = false,
            Premise = static (in StepView step) => step.Outcome.IsGranted && !MayBeWritten(in step),
            Occasion = "was a read-only or sealed dataspace attached",
            Ingredients = OperationKinds.Of(OperationKind.Attach),
        },
    ];

    /// <summary>An Attach gives no frame beyond those of the dataspace.</summary>
    internal static bool GivesNoFrameBeyond(in StepView step) =>
        !step.Outcome.IsGranted
        || step.After.State.ExtentOf(new RegionId(step.Outcome.Slot)).Frames
            <= step.After.State.ExtentOf(step.Operation.Dataspace).Frames;

    /// <summary>An Attach gives no right to write that the dataspace does not have.</summary>
    internal static bool GivesNoRightBeyond(in StepView step) =>
        !step.Outcome.IsGranted
        || !step.After.State.WritableRegions.Contains(new RegionId(step.Outcome.Slot))
        || MayBeWritten(in step);

    private static bool MayBeWritten(in StepView step)
    {
        ref readonly State state = ref step.Before.State;
        return (state.Writable - state.Sealed).Contains(step.Operation.Dataspace);
    }
}
