namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class DeathTakesTheRight : Mutant
{
    internal override string Defect => "A region that dies cannot be written through any more.";

    internal override string Origin => "none known: it works on until the flush";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Regions = 1,
            Platform = "Quarantine",
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Quarantine.cs",
            "Quarantine(slot, dataspace.Base, dataspace.Length);",
            """
            region.Writable = 0;
                    Quarantine(slot, dataspace.Base, dataspace.Length);
            """),
    ];
}
