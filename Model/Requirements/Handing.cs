using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>What becomes of capabilities that were handed over.</summary>
public sealed class Handing : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new StepRequirement(
            "NoForeignWithdrawal",
            "No Free and no Close takes the capability for a live dataspace from another session that was given it.",
            OperationKinds.Of(OperationKind.Free, OperationKind.Close),
            static (in StepView step) =>
            {
                DataspaceSet live = step.Before.State.Live;
                foreach (SessionId session in step.Before.Sessions)
                {
                    if (step.IsForeign(session)
                        && !(GivenTo(session, live, in step.Before.State)
                            <= (step.After.State.HeldBy(session) & step.After.State.Live)))
                    {
                        return false;
                    }
                }

                return true;
            })
        {
            Obstacle = Obstacles.FirstOf(
                Obstacles.Alone(OperationKind.Share), Obstacles.WithoutAny(OperationKind.Free, OperationKind.Close)),
            JudgesRefusals = false,
            Premise = static (in StepView step) =>
            {
                if (step.Operation.Kind != OperationKind.Close && !step.IsAskedByOwner)
                {
                    return false;
                }

                DataspaceSet concerned = step.Concerned & step.Before.State.Live;
                foreach (SessionId session in step.Before.Sessions)
                {
                    if (step.IsForeign(session) && !GivenTo(session, concerned, in step.Before.State).IsEmpty)
                    {
                        return true;
                    }
                }

                return false;
            },
            Occasion = "did a Free or Close meet a capability that another session was given",
            Ingredients = OperationKinds.Of(OperationKind.Share),
        },
    ];

    private static DataspaceSet GivenTo(SessionId session, DataspaceSet dataspaces, in State state) =>
        (dataspaces & state.HeldBy(session)) - state.OwnedBy(session);
}
