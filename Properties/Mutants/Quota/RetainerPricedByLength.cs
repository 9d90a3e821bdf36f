namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class RetainerPricedByLength : Mutant
{
    internal override string Defect =>
        "Under Retainer an alias needs quota for its own length only, and is charged for more.";

    internal override string Origin => "none known: a price that is not the charge";

    internal override Ground[] Grounds => [new("Pin", "Retainer") { Frames = 3, Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            ": Retains ? RetainedByAlias(session.Index, from, size)",
            ": Retains ? size"),
    ];
}
