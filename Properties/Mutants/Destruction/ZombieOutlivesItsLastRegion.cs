namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class ZombieOutlivesItsLastRegion : Mutant
{
    internal override string Defect => "A zombie stays when the last region that kept it is detached.";

    internal override string Origin =>
        "Linux: files that were unlinked and that nobody can reach fill a file system";

    internal override Ground[] Grounds => [new("Unlink", "Holder") { Dataspaces = 1, Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Regions.cs",
            "if (KnowsKeeping && dataspace > 0",
            "if (!KnowsKeeping && dataspace > 0"),
    ];
}
