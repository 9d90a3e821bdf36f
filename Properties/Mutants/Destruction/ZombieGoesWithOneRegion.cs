namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class ZombieGoesWithOneRegion : Mutant
{
    internal override string Defect =>
        "A zombie goes when one of its regions is detached, and takes the others along.";

    internal override string Origin => "Genode e285ecb76c (2018): a mapping of somebody else was taken away";

    internal override Ground[] Grounds => [new("Unlink", "Holder") { Frames = 1, Dataspaces = 1, Regions = 2 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Removal.cs",
            """
            && dataspace.FirstChild == 0
                    && (!KnowsKeeping || dataspace.FirstRegion == 0);
            """,
            "&& dataspace.FirstChild == 0;"),
    ];
}
