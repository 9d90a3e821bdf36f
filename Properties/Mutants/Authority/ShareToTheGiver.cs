using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class ShareToTheGiver : Mutant
{
    internal override string Defect => "Share enters the giver instead of the receiver.";

    internal override string Origin => "none known";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Sharing = Sharing.Delegated }];

    internal override Edit[] Edits =>
    [
        new("RamService.Operations.cs", "1ul << receiver.Index;", "1ul << session.Index;"),
    ];
}
