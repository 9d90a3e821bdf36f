using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>What comes of quota that was lent.</summary>
public sealed class Lending : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new StepRequirement(
            "DonationReturns",
            "After a session closes, no other one uses more than its quota.",
            OperationKinds.Of(OperationKind.Close),
            static (in StepView step) =>
            {
                foreach (SessionId session in step.After.Sessions - step.Actor)
                {
                    if (step.After.Ledger.UsedBy(session) > step.After.Model.QuotaOf(in step.After.State, session))
                    {
                        return false;
                    }
                }

                return true;
            })
        {
            Obstacle = Obstacles.Without(OperationKind.Donate, OperationKind.Close),
            JudgesRefusals = false,
            Premise = static (in StepView step) =>
                step.Before.State.GivenBy(step.Actor) + step.Before.State.GivenTo(step.Actor) > 0,
            Occasion = "did a session close that had given quota or was given some",
            Ingredients = OperationKinds.Of(OperationKind.Donate, OperationKind.Close),
        },
    ];
}
