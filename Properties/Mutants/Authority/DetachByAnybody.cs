namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class DetachByAnybody : Mutant
{
    internal override string Defect => "Detach does not ask in whose address space the region lies.";

    internal override string Origin =>
        "Genode e285ecb76c (2018): a failed attach took a valid attachment of something else away";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Dataspaces = 1, Regions = 2 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "|| _regions[slot].Session != session.Index)",
            "|| _regions[slot].Session < 0)"),
    ];
}
