using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>What an alias may be, given what it is an alias of.</summary>
public sealed class Derivation : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new Invariant(
            "AliasWithinParent",
            "An alias lies within its parent.",
            static (in StateView at) =>
            {
                foreach (DataspaceId alias in at.State.ChildrenOf(DataspaceSet.First(DataspaceId.Capacity)))
                {
                    DataspaceId parent = at.State.ParentOf(alias).Lowest;
                    if (!(at.State.ExtentOf(alias).Frames <= at.State.ExtentOf(parent).Frames))
                    {
                        return false;
                    }
                }

                return true;
            })
        {
            Premise = Premises.AliasHasParent,
            Occasion = "did an alias have a parent",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias),
        },

        new Invariant(
            "NoPermissionEscalation",
            "A writable alias has a writable parent.",
            static (in StateView at) =>
            {
                DataspaceSet readOnly = DataspaceSet.First(DataspaceId.Capacity) - at.State.Writable;
                return !at.State.ChildrenOf(readOnly).Overlaps(at.State.Writable);
            })
        {
            Premise = static (in StateView at) =>
                at.State.ChildrenOf(DataspaceSet.First(DataspaceId.Capacity)).Overlaps(at.State.Writable),
            Occasion = "did a writable alias have a parent",
            Ingredients = OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias),
        },
    ];
}
