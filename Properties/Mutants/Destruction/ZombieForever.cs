namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class ZombieForever : Mutant
{
    internal override string Defect => "A zombie stays when its last alias goes.";

    internal override string Origin => "Linux memcg: groups that are gone are kept by their last pages, some for ever";

    internal override Ground[] Grounds => [new("Pin", "Nobody")];

    internal override Edit[] Edits =>
    [
        new("Destruction/RamService.Removal.cs", "&& dataspace.FirstChild == 0", "&& dataspace.FirstChild < 0"),
    ];
}
