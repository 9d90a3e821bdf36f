namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class OncePricedInFull : Mutant
{
    internal override string Defect => "Under HolderOnce an alias needs quota for frames that are paid for.";

    internal override string Origin => "none known: a price that is not the charge";

    internal override Ground[] Grounds => [new("FirstClass", "HolderOnce") { Frames = 1, Quota = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "_footprints!.NotCovered(session.Index, whole.Base + offset, size)",
            "size"),
    ];
}
