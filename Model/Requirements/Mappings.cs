using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Whose mappings end by what others do.</summary>
public sealed class Mappings : IRequirementGroup
{
    // The kernel's flush is nobody's operation.
    private static OperationKinds OfSessions =>
        new(OperationKinds.All.Bits & ~OperationKinds.Of(OperationKind.Flush).Bits);

    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new StepRequirement(
            "NoForeignUnmapping",
            "No Free and no Close unmaps a region of another session.",
            OperationKinds.Of(OperationKind.Free, OperationKind.Close),
            static (in StepView step) => !AnyIsForeign(in step, step.Unmapped))
        {
            Obstacle = Obstacles.FirstOf(
                Obstacles.Alone(OperationKind.Attach), Obstacles.WithoutAny(OperationKind.Free, OperationKind.Close)),
            JudgesRefusals = false,
            Premise = static (in StepView step) =>
                (step.Operation.Kind == OperationKind.Close || step.IsAskedByOwner)
                && AnyIsForeign(in step, step.Before.State.RegionsThrough(step.Concerned)),
            Occasion = "did a Free or Close meet a mapping of another session",
            Ingredients = OperationKinds.Of(OperationKind.Attach),
        },

        new StatePossibility(
            "CanMapTogether",
            "Regions of two sessions show the same frame.",
            static (in StateView at) =>
            {
                FrameSet seen = default;
                foreach (SessionId session in at.Sessions)
                {
                    FrameSet mapped = at.State.FramesOf(at.State.RegionsOf(session));
                    if (mapped.Overlaps(seen))
                    {
                        return true;
                    }

                    seen |= mapped;
                }

                return false;
            })
        { Obstacle = Obstacles.Alone(OperationKind.Attach) },

        new StepPossibility(
            "CanUnmap",
            "An operation of one session unmaps a region of another one.",
            OfSessions,
            static (in StepView step) =>
            {
                foreach (RegionId region in step.Unmapped)
                {
                    if (step.Before.State.SessionOf(region) != step.Actor)
                    {
                        return true;
                    }
                }

                return false;
            })
        { Obstacle = Obstacles.Alone(OperationKind.Attach), JudgesRefusals = false },
    ];

    private static bool AnyIsForeign(in StepView step, RegionSet regions)
    {
        foreach (RegionId region in regions)
        {
            if (step.IsForeign(step.Before.State.SessionOf(region)))
            {
                return true;
            }
        }

        return false;
    }
}
