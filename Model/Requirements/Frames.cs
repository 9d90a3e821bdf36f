using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>What becomes of memory.</summary>
public sealed class Frames : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new Invariant(
            "FrameConservation",
            "What the state records of frames, it records of exactly those that something pins.",
            static (in StateView at) =>
                (!at.Model.Shape.Payers || at.State.Paid == at.Ledger.Allocated - at.Ledger.Quarantined)
                && at.State.Written <= at.Ledger.Allocated
                && at.State.SealedBlocks <= at.Ledger.Allocated
                && at.State.FramesOf(at.State.Live) <= at.Ledger.Allocated)
        {
            Premise = Premises.FrameIsAllocated,
            Occasion = "was a frame allocated",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },

        new Invariant(
            "NoStrandedFrames",
            "Every allocated frame is covered by a live dataspace.",
            static (in StateView at) => at.Ledger.Allocated <= at.State.FramesOf(at.State.Live))
        {
            Premise = Premises.FrameIsAllocated,
            Occasion = "was a frame allocated",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },

        new Invariant(
            "AlwaysBacked",
            "No dataspace loses the memory behind it.",
            static (in StateView at) => at.State.Hollow.IsEmpty)
        {
            Premise = Premises.AliasHasParent,
            Occasion = "did an alias have a parent",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias),
        },

        new Invariant(
            "NoAccessAfterFree",
            "No region reaches a frame through a dataspace that is gone.",
            static (in StateView at) =>
            {
                foreach (RegionId region in at.State.Regions)
                {
                    if (!at.State.DataspaceOf(region).Overlaps(at.State.Live))
                    {
                        return false;
                    }
                }

                return true;
            })
        {
            Obstacle = Obstacles.Without(OperationKind.Attach),
            Premise = Premises.RegionExists,
            Occasion = "was there a region",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Attach),
        },

        new StepRequirement(
            "FreshMemoryIsZero",
            "Alloc gives frames that nobody has written since they were zeroed.",
            OperationKinds.Of(OperationKind.Alloc),
            static (in StepView step) =>
                !step.Outcome.IsGranted
                || !step.After.State.Written.Overlaps(
                    step.After.State.ExtentOf(new DataspaceId(step.Outcome.Slot)).Frames))
        {
            Obstacle = static model => model.Scope.Contents ? null : "contents are off in this scope",
            JudgesRefusals = false,
            Occasion = "was there an Alloc",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },
    ];
}
