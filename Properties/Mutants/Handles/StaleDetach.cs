namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class StaleDetach : Mutant
{
    internal override string Defect => "Detach does not compare generations.";

    internal override string Origin =>
        "Genode 9a049789de (2023, #5069): a stale detach removed what had taken the place of the old";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "|| _regions[slot].Generation != region.Generation",
            "|| region.Generation == 0"),
    ];
}
