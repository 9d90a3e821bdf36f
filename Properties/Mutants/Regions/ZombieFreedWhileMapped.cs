namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class ZombieFreedWhileMapped : Mutant
{
    internal override string Defect => "Under Unlink what is freed goes although it is mapped still.";

    internal override string Origin =>
        "Linux CVE-2024-0582: the pages of a ring were freed while they were mapped";

    internal override Ground[] Grounds => [new("Unlink", "Holder") { Dataspaces = 1, Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Aliases.cs",
            "if (!HasPinningSurvivor<TRule>(slot - 1) && !HasRegion<TRule>(slot - 1, MappingFate.Keeping))",
            "if (!HasPinningSurvivor<TRule>(slot - 1))"),
    ];
}
