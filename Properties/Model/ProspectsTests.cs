using ModelCheck.Model.Requirements;
using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>
/// What a search leaves out because it is surely refused: nothing granted is among it, and no requirement that does not
/// judge refusals has anything to say of one. Looked at for each instance in each reachable state.
/// </summary>
public sealed class ProspectsTests
{
    public static TheoryData<string, string, string, string> Worlds => SmallWorlds.Names;

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Nothing_outside_the_prospects_is_granted_and_of_a_refusal_there_is_nothing_to_say(
        string lifetime, string charging, string platform, string scope) =>
        SmallWorlds.With(lifetime, charging, platform, scope, SurelyRefused);

    [Fact]
    public void Only_three_requirements_of_the_catalogue_judge_refusals() =>
        Assert.Equal(
            ["CloseReturnsQuota", "FreeSucceeds", "SealSucceeds"],
            Catalog.Requirements
                .Where(requirement => requirement is StepRequirement { JudgesRefusals: true }
                    or StepPossibility { JudgesRefusals: true })
                .Select(requirement => requirement.Name)
                .Order(StringComparer.Ordinal));

    private static void SaysNothing(in StepView step, StepRequirement[] required, StepPossibility[] possible)
    {
        foreach (StepRequirement requirement in required)
        {
            if (requirement.Concerns.Contains(step.Operation.Kind) && !requirement.Holds(in step))
            {
                Assert.Fail($"{requirement.Name} does not hold when {step.Operation} is refused");
            }
        }

        foreach (StepPossibility requirement in possible)
        {
            if (requirement.Concerns.Contains(step.Operation.Kind) && requirement.Shows(in step))
            {
                Assert.Fail($"{requirement.Name} is shown when {step.Operation} is refused");
            }
        }
    }

    private static bool IsWithin(in Prospects prospects, Operation operation) => operation.Kind switch
    {
        OperationKind.Alloc => operation.Size >= 1 && operation.Size <= prospects.LongestAlloc,
        OperationKind.Alias =>
            operation.Size <= prospects.LongestAlias
            && (operation.Writable ? prospects.WritableOriginals : prospects.Originals).Contains(operation.Dataspace),
        OperationKind.Free or OperationKind.Revoke or OperationKind.Seal =>
            prospects.Owned.Contains(operation.Dataspace),
        OperationKind.Attach => prospects.Attachable.Contains(operation.Dataspace),
        OperationKind.Detach => prospects.Detachable.Contains(operation.Region),
        OperationKind.Share => prospects.Named.Contains(operation.Dataspace),
        OperationKind.Write => prospects.WritableRegions.Contains(operation.Region),
        OperationKind.Drop => prospects.Droppable.Contains(operation.Dataspace),
        OperationKind.Donate => operation.Size >= 1 && operation.Size <= prospects.LargestDonation,
        OperationKind.Close or OperationKind.Flush => true,
    };

    private static void SurelyRefused(IModel model)
    {
        Requirement[] applicable =
            [.. Catalog.Requirements.Where(requirement => requirement.Obstacle(model) is null)];
        StepRequirement[] required =
            [.. applicable.OfType<StepRequirement>().Where(requirement => !requirement.JudgesRefusals)];
        StepPossibility[] possible =
            [.. applicable.OfType<StepPossibility>().Where(requirement => !requirement.JudgesRefusals)];
        Assert.NotEmpty(required);
        Assert.NotEmpty(possible);
        int hopeless = 0;
        foreach (State state in new NaiveExplorer(model).States)
        {
            Ledger ledger = model.Audit(in state);
            var view = new StateView(model, in state, in ledger);
            foreach (Operation operation in Instances.Of(model, in state))
            {
                State after = default;
                Outcome outcome = model.Apply(in state, in ledger, operation, ref after);
                bool isHopeless =
                    !IsWithin(model.ProspectsOf(in state, in ledger, operation.Session), operation);
                hopeless += isHopeless ? 1 : 0;
                if (outcome.IsGranted)
                {
                    if (isHopeless)
                    {
                        Assert.Fail($"{operation} is granted");
                    }

                    continue;
                }

                var step = new StepView(view, operation, outcome, view);
                SaysNothing(in step, required, possible);
            }
        }

        Assert.NotEqual(0, hopeless);
    }
}
