using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class ShareWithoutHolding : Mutant
{
    internal override string Defect => "Share passes on a capability that the giver does not hold.";

    internal override string Origin => "none known: what capabilities are made to exclude";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Sharing = Sharing.Delegated }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            """
            ref Session taker = ref SessionOf(receiver);
                    if (!TryResolve(session, dataspace, out int slot))
            """,
            """
            ref Session taker = ref SessionOf(receiver);
                    if (!TryResolve(new SessionId(_slots[dataspace.Slot].Owner), dataspace, out int slot))
            """),
    ];
}
