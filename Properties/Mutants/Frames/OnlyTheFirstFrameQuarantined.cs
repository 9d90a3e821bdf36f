namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class OnlyTheFirstFrameQuarantined : Mutant
{
    internal override string Defect => "Of what a dead region shows only the first frame is kept.";

    internal override string Origin => "Genode 13dab699b1 (2021), for frames";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
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
            "Quarantine(slot, dataspace.Base, 1);"),
    ];
}
