namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class KeptAtClose : Mutant
{
    internal override string Defect => "Close leaves the regions of the session.";

    internal override string Origin =>
        "Genode fa014db410 (2025, #5702): entries of a page table outlived their session";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new("RamService.Operations.cs", "while (dying.FirstRegion != 0)", "while (dying.FirstRegion < 0)"),
    ];
}
