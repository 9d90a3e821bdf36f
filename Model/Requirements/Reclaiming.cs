using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Whether there is always a way back. These speak of the whole state graph.</summary>
public sealed class Reclaiming : IRequirementGroup
{
    /// <inheritdoc/>
    public static IEnumerable<Requirement> Requirements =>
    [
        new BranchingRequirement(
            "Recoverable",
            "From every state the initial state can be reached.",
            static _ =>
            [
                new Goal(
                    static (in StateView at) => at.State == default,
                    static _ => true,
                    "the initial state cannot be reached from here"),
            ])
        {
            Premise = static (in StateView at) => at.State != default,
            Occasion = "was there a state other than the initial one",
        },

        new BranchingRequirement(
            "SelfReclaim",
            "From every state each session can bring what it uses to nothing by operations of its own, Close excepted.",
            static scope =>
            [
                .. Enumerable.Range(0, scope.Sessions).Select(index => new SessionId(index)).Select(session => new Goal(
                    (in StateView at) => at.Ledger.UsedBy(session) == 0,
                    operation => operation.IsOf(session) && operation.Kind != OperationKind.Close,
                    $"{session} alone cannot get rid of its charge from here",
                    session)),
            ])
        {
            Premise = Premises.SessionUsesSomething,
            Occasion = "did a session use something",
            Ingredients = OperationKinds.Of(OperationKind.Alloc),
        },
    ];
}
