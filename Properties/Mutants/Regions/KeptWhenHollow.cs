namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class KeptWhenHollow : Mutant
{
    internal override string Defect => "A region stays when its dataspace loses its backing.";

    internal override string Origin =>
        "Genode 7f1692b3ca (2018, #3082): a managed dataspace was detached and its mappings stayed";

    internal override Ground[] Grounds => [new("Managed", "Nobody") { Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new("Destruction/RamService.Aliases.cs", "UnmapAll(slot);", ";"),
    ];
}
