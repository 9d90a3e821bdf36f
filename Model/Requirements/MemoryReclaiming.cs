using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Whether memory comes back to whoever allocated it.</summary>
public sealed class MemoryReclaiming : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new BranchingRequirement(
            "MemoryReclaim",
            "From every state each session can make every frame free that it allocated, by operations of its own, "
            + "Close excepted.",
            static scope =>
            [
                .. Enumerable.Range(0, scope.Sessions).Select(index => new SessionId(index)).Select(session => new Goal(
                    (in StateView at) => at.State.AllocatedBy(session).IsEmpty,
                    operation => operation.IsOf(session) && operation.Kind != OperationKind.Close,
                    $"{session} alone cannot make the frames free that it allocated",
                    session)),
            ])
        {
            Obstacle = static model => model.Scope.RecordsAllocators
                ? null
                : "who allocated a frame is recorded only where this is asked for by name",
            RecordsAllocators = true,
            Premise = Premises.FrameIsAllocated,
            Occasion = "was a frame allocated",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },
    ];
}
