namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class KeptOfAZombie : Mutant
{
    internal override string Defect => "A region stays when its dataspace becomes a zombie.";

    internal override string Origin =>
        "Genode 450c8dc149 (2019, #3111): an attachment that nobody kept track of was not flushed";

    internal override Ground[] Grounds => [new("Pin", "Nobody") { Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Removal.cs",
            "UnmapUnlessKeeping<TRule>(link - 1);",
            "_ = link;"),
    ];
}
