namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class PaidByTheAliasMaker : Mutant
{
    internal override string Defect => "The frames of an alias are taken for paid by the session that made the alias.";

    internal override string Origin => "none known; accidental heirs as in L4Re Moe";

    internal override Ground[] Grounds => [new("FirstClass", "Allocator")];

    internal override Edit[] Edits =>
    [
        new("RamService.Operations.cs", "size, flags, whole.Payer);", "size, flags, session.Index);"),
    ];
}
