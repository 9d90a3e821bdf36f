using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Who pays.</summary>
public sealed class Accounting : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new Invariant(
            "QuotaRespected",
            "No session uses more than its quota.",
            static (in StateView at) =>
            {
                foreach (SessionId session in at.Sessions)
                {
                    if (at.Ledger.UsedBy(session) > at.Model.QuotaOf(in at.State, session))
                    {
                        return false;
                    }
                }

                return true;
            })
        {
            Premise = Premises.SessionUsesSomething,
            Occasion = "did a session use something",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },

        new Invariant(
            "NoFreeMemory",
            "Every allocated frame is charged to somebody.",
            static (in StateView at) => at.Ledger.Allocated <= AllCharges(in at).Support)
        {
            Premise = Premises.FrameIsAllocated,
            Occasion = "was a frame allocated",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },

        new Invariant(
            "NoDoubleCharge",
            "No frame is charged twice.",
            static (in StateView at) => AllCharges(in at).Repeated.IsEmpty)
        {
            Premise = static (in StateView at) =>
                !at.State.CoverOf(at.Model.Covering(in at.State)).Repeated.IsEmpty,
            Occasion = "did two dataspaces cover the same frame",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias),
        },

        new Invariant(
            "PaysOnlyForOwn",
            "Nobody pays for a frame more often than its own live dataspaces cover it.",
            static (in StateView at) =>
            {
                foreach (SessionId session in at.Sessions)
                {
                    DataspaceSet own = at.State.OwnedBy(session) & at.State.Live;
                    if (!(at.Charged(session) <= at.State.CoverOf(own)))
                    {
                        return false;
                    }
                }

                return true;
            })
        {
            Premise = Premises.SessionUsesSomething,
            Occasion = "did a session use something",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },

        new Invariant(
            "QuotaBacksMemory",
            "While a session has quota left, a frame is free.",
            static (in StateView at) =>
            {
                if (at.Ledger.Allocated.Count < at.Scope.Frames)
                {
                    return true;
                }

                foreach (SessionId session in at.Sessions)
                {
                    if (at.Ledger.UsedBy(session) < at.Model.QuotaOf(in at.State, session))
                    {
                        return false;
                    }
                }

                return true;
            })
        {
            Obstacle = static model => model.Scope.Quotas.Sum() <= model.Scope.Frames
                ? null
                : "the quotas add up to more than the frames there are",
            Premise = static (in StateView at) => at.Ledger.Allocated.Count >= at.Scope.Frames,
            Occasion = "were all frames allocated",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },

        new StepRequirement(
            "NoForeignCharge",
            "No operation of a session raises what another one uses.",
            OperationKinds.All,
            static (in StepView step) =>
            {
                foreach (SessionId session in step.Before.Sessions)
                {
                    if (step.After.Ledger.UsedBy(session) > step.Before.Ledger.UsedBy(session)
                        && step.IsForeign(session))
                    {
                        return false;
                    }
                }

                return true;
            })
        {
            Obstacle = Obstacles.Alone(),
            JudgesRefusals = false,
            Premise = static (in StepView step) => step.IsGrantedToActor && ForeignSessionOwns(in step),
            Occasion = "was an operation granted to a session while another one owned a dataspace",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },

        new StepRequirement(
            "CloseReturnsQuota",
            "After a session closes, nothing is charged to it.",
            OperationKinds.Of(OperationKind.Close),
            static (in StepView step) => step.After.Ledger.UsedBy(step.Actor) == 0)
        {
            Obstacle = Obstacles.Without(OperationKind.Close),
            Premise = static (in StepView step) => step.Before.Ledger.UsedBy(step.Actor) > 0,
            Occasion = "did a session close that used something",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Close),
        },
    ];

    private static bool ForeignSessionOwns(in StepView step)
    {
        foreach (DataspaceId other in step.Before.State.Occupied - step.Before.State.OwnedBy(step.Actor))
        {
            if (step.IsForeign(step.Before.State.OwnerOf(other)))
            {
                return true;
            }
        }

        return false;
    }

    private static FrameBag AllCharges(in StateView at)
    {
        FrameBag charges = default;
        foreach (SessionId session in at.Sessions)
        {
            charges += at.Charged(session);
        }

        return charges;
    }
}
